import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { freePort } from './ports.js';
import { type Account, launch, type ServerProcess } from './process.js';
import { findWrk, webServers } from './programs.js';

const NGINX = { uid: 208_900, gid: 208_900 };
const HAPROXY = { uid: 208_901, gid: 208_901 };
const TENANT = { uid: 208_000, gid: 208_000 };

const root = await mkdtemp(join(tmpdir(), 'freehold-web-'));
await chmod(root, 0o711);
const running: ServerProcess[] = [];

afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await rm(root, { recursive: true, force: true });
});

/** A directory for a server, of the user that it runs as. */
async function home(name: string, { uid, gid }: Account): Promise<string> {
  const directory = join(root, name);
  await mkdir(directory);
  await chmod(directory, 0o755);
  await chown(directory, uid, gid);
  return directory;
}

async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}

async function startFpm(program: string): Promise<string> {
  const directory = await home('fpm', { uid: 0, gid: 0 });
  const site = await home('site', TENANT);
  await writeFile(
    join(site, 'index.php'),
    `<?php session_save_path('.'); session_start();
    echo json_encode(['uid' => posix_getuid(), 'groups' => posix_getgroups(), 'extensions' => get_loaded_extensions()]);`,
  );
  const pool = {
    user: TENANT.uid,
    group: TENANT.gid,
    listen: join(directory, 'fpm.sock'),
    'listen.owner': NGINX.uid,
    'listen.group': NGINX.gid,
    'listen.mode': '0600',
    pm: 'ondemand',
    'pm.max_children': 2,
  };
  const lines = Object.entries(pool).map(([name, value]) => `${name} = ${value}`);
  const config = join(directory, 'fpm.conf');
  await writeFile(
    config,
    ['[global]', `error_log = ${join(directory, 'error.log')}`, '[site]', ...lines, ''].join('\n'),
  );
  await execa(program, ['--test', '--fpm-config', config]);
  running.push(
    await launch({
      name: 'PHP-FPM',
      program,
      args: ['--nodaemonize', '--fpm-config', config],
      dataDir: directory,
      stopSignal: 'SIGTERM',
      ready: async () => (await execa('test', ['-S', pool.listen], { reject: false })).exitCode === 0,
    }),
  );
  return pool.listen;
}

async function startNginx(program: string, socket: string): Promise<number> {
  const directory = await home('nginx', NGINX);
  const port = await freePort();
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`);
  await writeFile(
    join(directory, 'nginx.conf'),
    `daemon off; pid nginx.pid; error_log stderr; events {}
    http { access_log off; ${paths.join(' ')}
      server { listen 127.0.0.1:${port}; location / {
        fastcgi_pass unix:${socket};
        fastcgi_param SCRIPT_FILENAME ${join(root, 'site/index.php')};
        fastcgi_param REQUEST_METHOD $request_method; } } }`,
  );
  running.push(
    await launch({
      name: 'nginx',
      program,
      args: ['-p', directory, '-e', 'stderr', '-c', 'nginx.conf'],
      dataDir: directory,
      account: NGINX,
      stopSignal: 'SIGTERM',
      ready: async () => (await fetchText(`http://127.0.0.1:${port}/`)) !== '',
    }),
  );
  return port;
}

async function startHaproxy(program: string, backend: number): Promise<number> {
  const directory = await home('haproxy', HAPROXY);
  const port = await freePort();
  await writeFile(
    join(directory, 'haproxy.cfg'),
    [
      'global',
      '  stats socket unix@admin.sock mode 600 level admin',
      'defaults',
      '  mode http',
      '  timeout connect 2s',
      '  timeout client 5s',
      '  timeout server 5s',
      'listen site',
      `  bind 127.0.0.1:${port}`,
      `  server web 127.0.0.1:${backend}`,
      '',
    ].join('\n'),
  );
  running.push(
    await launch({
      name: 'HAProxy',
      program,
      args: ['-W', '-f', 'haproxy.cfg'],
      dataDir: directory,
      account: HAPROXY,
      stopSignal: 'SIGTERM',
      ready: async () => (await fetchText(`http://127.0.0.1:${port}/`)) !== '',
    }),
  );
  return port;
}

describe('the web servers of this machine', () => {
  it('serve a PHP page together, each as a user that the machine has no name for', async () => {
    const found = await webServers();
    if ('missing' in found) throw new Error(found.missing);
    const [php] = found.php_fpm;
    const socket = await startFpm(php?.path ?? '');
    const port = await startHaproxy(found.haproxy, await startNginx(found.nginx, socket));
    const page = JSON.parse(await fetchText(`http://127.0.0.1:${port}/`));
    expect(page).toMatchObject({ uid: TENANT.uid, groups: [TENANT.gid] });
    expect(page.extensions).toEqual(
      expect.arrayContaining(['json', 'ctype', 'session', 'mbstring', 'curl', 'mysqli', 'pdo_mysql', 'Zend OPcache']),
    );
    const { stdout } = await execa(await findWrk(), ['-t1', '-c2', '-d1', `http://127.0.0.1:${port}/`]);
    expect(stdout).toMatch(/[1-9]\d* requests in/);
    expect(stdout).not.toContain('Non-2xx');
  });

  it('are as many PHPs as there are versions, the newest first', async () => {
    const found = await webServers();
    if ('missing' in found) throw new Error(found.missing);
    for (const { version, path } of found.php_fpm) {
      expect((await execa(path, ['-v'])).stdout).toContain(`PHP ${version}.`);
    }
    const versions = found.php_fpm.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => Number(b) - Number(a)));
  });
});
