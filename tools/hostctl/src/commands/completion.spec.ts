import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SHELLS } from '../completion/scripts.js';
import { captured, hostctl, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;

beforeEach(async () => {
  const zones = [
    { id: 'z1', name: 'acme.example' },
    { id: 'z2', name: 'other.example' },
    { id: 'z3', name: 'acme $(id)' },
  ];
  platform = await startStandIn({
    'GET /zones': () => ({ body: { items: zones, next_cursor: null, has_more: false } }),
    'GET /tenants': () => ({ body: { items: [{ id: 't1', name: 'acme' }], next_cursor: null, has_more: false } }),
  });
});

afterEach(() => platform.stop());

/** What bash would offer at the end of a command line; ids are those that `hostctl __complete` is said to answer. */
async function offered(line: string, ids = ''): Promise<string[]> {
  const { out } = await captured(['completion', 'bash']);
  const rest = [
    `hostctl() { [[ $1 == __complete ]] && printf '%s\\n' "$IDS" && echo "asked $2 for $3" >&2; }`,
    'read -r -a COMP_WORDS <<< "$LINE"',
    '[[ $LINE == *" " ]] && COMP_WORDS+=("")',
    'COMP_CWORD=$((${#COMP_WORDS[@]} - 1))',
    '_hostctl',
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ];
  const script = [out, ...rest].join('\n');
  const env = { PATH: process.env['PATH'] ?? '', LINE: line, IDS: ids };
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script], { env });
  return stdout.split('\n').filter(Boolean);
}

describe('completion in bash', () => {
  it('knows the commands, the kinds by both names, and the verbs', async () => {
    expect(await offered('hostctl ope')).toEqual(['operations', 'operation']);
    expect(await offered('hostctl get zo')).toEqual(['zone', 'zones']);
    expect(await offered('hostctl api-keys ro')).toEqual(['rotate']);
    expect(await offered('hostctl explain subs')).toEqual(['subscription']);
    expect(await offered('hostctl completion z')).toEqual([]);
  });

  it('knows the flags of the command and those that every command has, also behind a flag and an alias', async () => {
    expect(await offered('hostctl -o json create zones --dn')).toEqual(['--dnssec']);
    expect(await offered('hostctl create zone --name a.example --out')).toEqual(['--output']);
    expect(await offered('hostctl get zone --as')).toEqual(['--as-of']);
  });

  it('asks for ids where one comes next, and expands none of them', async () => {
    const ids = 'acme.example\nother.example\nac$(id)\nac`id`\nac*';
    expect(await offered('hostctl get zones ac', ids)).toEqual(['acme.example', 'ac$(id)', 'ac`id`', 'ac*']);
    expect(await offered('hostctl infra assign ip ', 'i1')).toEqual(['i1']);
    expect(await offered('hostctl list zones ', 'i1')).toEqual([]);
  });
});

describe('__complete', () => {
  it('answers names where ids follow from them, else ids, and nothing that a shell could expand', async () => {
    expect((await hostctl(platform, ['__complete', 'zone', 'acme'])).out).toBe('acme.example\n');
    expect((await hostctl(platform, ['__complete', 'tenant'])).out).toBe('t1\n');
    expect(platform.requests[0]?.query).toEqual({ search: 'acme', limit: '100' });
  });

  it.each([
    ['a kind that only its parent lists', ['__complete', 'record']],
    ['no kind', ['__complete', 'zebra']],
  ])('says nothing of %s', async (_, args) => {
    expect(await hostctl(platform, args)).toEqual({ code: 0, out: '', err: '' });
  });

  it('says nothing where nobody answers, or without a key', async () => {
    const env = { FREEHOLD_URL: 'http://127.0.0.1:1', FREEHOLD_API_KEY: 'k' };
    expect(await captured(['__complete', 'zone'], { env })).toEqual({ code: 0, out: '', err: '' });
    expect(await captured(['__complete', 'zone'], { env: {} })).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('completion', () => {
  it.each(SHELLS)('is a script for %s that names every command and no hidden one', async (shell) => {
    const { code, out } = await captured(['completion', shell]);
    expect(code).toBe(0);
    for (const path of ["'get zone'", "'api-keys rotate'", "'cluster apply'", "'context use'"]) {
      expect(out).toContain(path.replace('cluster apply', 'clusters apply'));
    }
    expect(out).not.toContain("'__complete'");
  });

  it('is refused for a shell that nobody knows', async () => {
    expect((await captured(['completion', 'tcsh'])).code).toBe(2);
  });
});
