import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@freehold/stack/ports';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { deployerContract } from './deployer.contract.js';
import type { Invitation, NodeToRun } from './deployer.js';
import { processOf } from './machine-processes.js';
import { ProcessDeployer, type ProcessDeployerOptions } from './process-deployer.js';

const directory = join(await openDirectory(), 'nodes');
const agent = fileURLToPath(new URL('stand-in-agent.child.js', import.meta.url));
const signal = new AbortController().signal;
const invitation = { token: 'MARKED-JOIN-TOKEN', authority_pem: 'an authority' };

function deployer(of: Partial<ProcessDeployerOptions> = {}): ProcessDeployer {
  const programs = { nginx: '/usr/sbin/nginx', haproxy: '/usr/sbin/haproxy' };
  return new ProcessDeployer({ directory, agent, ...programs, tied: true, log_level: 'info', ...of });
}

/** Somewhere that every user of the machine gets through to. */
async function openDirectory(): Promise<string> {
  const path = await temporaryDirectory('nodes');
  await chmod(path, 0o711);
  return path;
}

async function environmentOf(node_id: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(directory, node_id, 'environment.json'), 'utf8'));
}

deployerContract({
  name: 'process',
  make: () => deployer(),
  async invitationOf(node_id) {
    const text = await readFile(join(directory, node_id, 'var/lib/freehold/join.json'), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as Invitation); // as written
  },
});

describe('a node that runs as a process', () => {
  const wanted: NodeToRun = { node_id: 'a1', roles: ['web'], ip_address: '127.0.0.1', uid_base: 5_000_000 };
  afterEach(() => deployer().remove(wanted.node_id, signal));

  async function start(by: ProcessDeployer, node: NodeToRun = wanted) {
    await by.invite(node.node_id, invitation);
    return await by.start(node, signal);
  }

  it('is found again by another deployer, as the same process', async () => {
    const running = await start(deployer());
    expect(await deployer().state(wanted.node_id)).toEqual(running);
    expect(await deployer().start(wanted, signal)).toEqual(running);
  });

  it('is told its place, and no secret of ours', async () => {
    process.env['FREEHOLD_MASTER_KEY'] = 'MARKED-MASTER-KEY';
    const { grpc_address, http_address } = await start(deployer({ php_fpm: '8.2=/usr/sbin/php-fpm8.2' }));
    delete process.env['FREEHOLD_MASTER_KEY'];
    const environment = await environmentOf(wanted.node_id);
    expect(environment).toMatchObject({
      FREEHOLD_NODE_AGENT_NODE_ID: 'a1',
      FREEHOLD_NODE_AGENT_ROOT: join(directory, 'a1'),
      FREEHOLD_NODE_AGENT_ROLES: 'web',
      FREEHOLD_NODE_AGENT_LISTEN: grpc_address,
      FREEHOLD_NODE_AGENT_HTTP_LISTEN: http_address,
      FREEHOLD_NODE_AGENT_UID_BASE: '5000000',
      FREEHOLD_NODE_AGENT_NGINX: '/usr/sbin/nginx',
      FREEHOLD_NODE_AGENT_PHP_FPM: '8.2=/usr/sbin/php-fpm8.2',
    });
    expect(JSON.stringify(environment)).not.toContain('MARKED');
    const { mode } = await stat(join(directory, 'a1/var/lib/freehold/join.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('is known to have died, and is started again at its addresses, also with an emptied root', async () => {
    const running = await start(deployer());
    process.kill(Number(running.container_id), 'SIGKILL');
    await until(async () => (await deployer().state(wanted.node_id)) === undefined);
    await rm(join(directory, wanted.node_id), { recursive: true });
    const again = await start(deployer());
    expect(again.container_id).not.toBe(running.container_id);
    expect(again).toMatchObject({ grpc_address: running.grpc_address, http_address: running.http_address });
  });

  it('leaves no server of its behind when it is stopped, also when its agent had died before', async () => {
    const { container_id } = await start(deployer());
    const server = Number((await environmentOf(wanted.node_id))['server']);
    expect(await processOf(server)).toBeDefined();
    process.kill(Number(container_id), 'SIGKILL');
    await until(async () => (await deployer().state(wanted.node_id)) === undefined);
    expect(await processOf(server)).toBeDefined();
    await deployer().stop(wanted.node_id, signal);
    expect(await processOf(server)).toBeUndefined();
  });

  it('takes the port that it is to have, and no other node takes it', async () => {
    const http_port = await freePort();
    const { http_address } = await start(deployer(), { ...wanted, http_port });
    expect(http_address).toBe(`127.0.0.1:${http_port}`);
    const other = { ...wanted, node_id: 'a2', uid_base: 5_100_000, http_port };
    await expect(deployer().start(other, signal)).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('a node that cannot run here', () => {
  const wanted: NodeToRun = { node_id: 'b1', roles: ['web'], ip_address: '127.0.0.1', uid_base: 6_000_000 };

  it.each([
    [{ nginx: undefined }, wanted, 'nginx is missing'],
    [{ haproxy: undefined }, { ...wanted, roles: ['lb'] }, 'HAProxy is missing'],
    [{}, { ...wanted, roles: ['database'] }, 'the role database'],
    [{}, { ...wanted, roles: ['web', 'lb'] }, 'one role'],
    [{}, { ...wanted, ip_address: '192.0.2.77' }, '192.0.2.77'],
  ])('is refused with what is missing: %j', async (options, node, said) => {
    await expect(deployer(options).start(node, signal)).rejects.toMatchObject({
      code: 'refused',
      detail: expect.stringContaining(said),
    });
  });

  it('is refused where its users could not get to their files, and is told where', async () => {
    const closed = join(await openDirectory(), 'closed');
    await mkdir(closed, { mode: 0o700 });
    const there = deployer({ directory: join(closed, 'nodes') });
    await expect(there.start(wanted, signal)).rejects.toMatchObject({
      code: 'refused',
      detail: expect.stringContaining(`through ${closed}:`),
    });
  });

  it('says why its agent has ended', async () => {
    await deployer().invite(wanted.node_id, invitation);
    const broken = deployer({ nginx: '/nowhere/that/ends' });
    await expect(broken.start(wanted, signal)).rejects.toMatchObject({
      code: 'unavailable',
      detail: expect.stringContaining('nginx cannot be started'),
    });
    await deployer().remove(wanted.node_id, signal);
  });
});
