import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Deployer, Invitation, NodeToRun, RunningNode } from './deployer.js';
import { endProcesses, isAlive, type MachineProcess, processesOf, processOf } from './machine-processes.js';
import { NodeFiles, type NodeRecord } from './node-files.js';
import { endpoint, freePort } from './node-ports.js';
import { onThisMachine } from './system-error.js';

/** How many users' numbers one node has. */
export const UIDS_PER_NODE = 100_000;

export interface ProcessDeployerOptions {
  /** Every node has its root below it. */
  readonly directory: string;
  /** The agent's program, for Node. */
  readonly agent: string;
  readonly nginx?: string | undefined;
  /** `8.2=/usr/sbin/php-fpm8.2,…` */
  readonly php_fpm?: string | undefined;
  readonly haproxy?: string | undefined;
  /** Nodes end with this process. */
  readonly tied: boolean;
  readonly log_level: string;
}

/** An agent is idle most of the time: a small nursery keeps 60 MB of garbage of a busy moment from staying. */
const MEMORY = ['--max-semi-space-size=2', '--max-old-space-size=192'];
const READY_WITHIN_MS = 15_000;
const POLL_MS = 50;
/** An agent ends its servers first, some of which let requests end. */
const STOP_WITHIN_MS = 30_000;

/** Runs nodes as processes of this machine, each with a root, ports and a range of users of its own. Needs root. */
export class ProcessDeployer implements Deployer {
  private readonly files: NodeFiles;
  /** Ports are given away one node at a time. */
  private turn: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly options: ProcessDeployerOptions) {
    this.files = new NodeFiles(options.directory);
  }

  async start(node: NodeToRun, signal: AbortSignal): Promise<RunningNode> {
    const { node_id } = node;
    if (this.isClosed) throw new BackendError('unavailable', `node ${node_id} is not started: the service stops`);
    this.refuseUnable(node);
    return await onThisMachine(async () => {
      await this.files.prepare(node_id);
      const known = await this.files.read(node_id);
      const record = await this.placed(node, known);
      const { agent } = known ?? {};
      if (agent && (await isAlive(agent))) {
        if (same(record, known)) return running({ ...record, agent });
        await this.stop(node_id, signal);
      }
      const started = await this.launch(record);
      await this.files.write({ ...record, agent: started });
      await this.ready(record, started, signal);
      return running({ ...record, agent: started });
    });
  }

  async state(node_id: string): Promise<RunningNode | undefined> {
    return await onThisMachine(async () => {
      const record = await this.files.read(node_id);
      const { agent } = record ?? {};
      return record && agent && (await isAlive(agent)) ? running({ ...record, agent }) : undefined;
    });
  }

  async invite(node_id: string, invitation: Invitation): Promise<void> {
    await onThisMachine(async () => {
      await this.files.prepare(node_id);
      await this.files.writeInvitation(node_id, invitation);
    });
  }

  async stop(node_id: string, signal: AbortSignal): Promise<void> {
    await onThisMachine(async () => {
      const record = await this.files.read(node_id);
      if (record === undefined) return;
      if (record.agent) await endProcesses([record.agent], { within: STOP_WITHIN_MS, signal });
      // An agent that died before has left its servers behind.
      const users = { from: record.uid_base, to: record.uid_base + UIDS_PER_NODE };
      await endProcesses(await processesOf(this.files.root(node_id), users), { within: 2_000, signal });
    });
  }

  async remove(node_id: string, signal: AbortSignal): Promise<void> {
    await this.stop(node_id, signal);
    await onThisMachine(() => this.files.remove(node_id));
  }

  /** Stops every node of this machine, and starts none any more: what is stopped is started again by whoever comes next. */
  async close(): Promise<void> {
    this.isClosed = true;
    const within = AbortSignal.timeout(STOP_WITHIN_MS);
    await Promise.all((await this.files.all()).map(async ({ node_id }) => this.stop(node_id, within)));
  }

  /** What is missing on this machine is said before anything is done. */
  private refuseUnable({ node_id, roles }: NodeToRun): void {
    const { nginx, haproxy } = this.options;
    const missing = roles.flatMap((role) => {
      if (role === 'web') return nginx ? [] : ['nginx is missing: install it and set FREEHOLD_FLEET_NGINX'];
      if (role === 'lb') return haproxy ? [] : ['HAProxy is missing: install it and set FREEHOLD_FLEET_HAPROXY'];
      return [`no node agent serves the role ${role} yet`];
    });
    if (roles.length > 1) missing.push('a node that runs as a process has one role: make a node for each');
    if (process.getuid?.() !== 0) missing.push('nodes run as processes only where the fleet service runs as root');
    if (missing.length > 0)
      throw new BackendError('refused', `node ${node_id} cannot be started: ${missing.join('; ')}`);
  }

  /** The node's record as it should be: with the ports that it has, or with new ones. */
  private async placed(node: NodeToRun, known: NodeRecord | undefined): Promise<NodeRecord> {
    const { node_id, ip_address, roles, uid_base, http_port } = node;
    const taking = this.turn.then(async () => {
      const others = (await this.files.all()).filter((other) => other.node_id !== node_id);
      const taken = new Set(others.flatMap((other) => [other.grpc_address, other.http_address]));
      const give = async (before: string | undefined, wanted?: number) => {
        const at = before?.slice(0, before.lastIndexOf(':'));
        const isKept =
          at === endpoint(ip_address, 0).slice(0, -2) && (wanted === undefined || before?.endsWith(`:${wanted}`));
        if (before && isKept) return before;
        const port = wanted ?? (await freePort(ip_address, (free) => taken.has(endpoint(ip_address, free))));
        const address = endpoint(ip_address, port);
        if (taken.has(address)) throw new BackendError('refused', `${address} belongs to another node`);
        taken.add(address);
        return address;
      };
      const http_address = await give(known?.http_address, http_port);
      const record = { node_id, grpc_address: await give(known?.grpc_address), http_address, roles, uid_base };
      if (known === undefined) await this.files.write(record);
      return record;
    });
    this.turn = taking.catch(() => undefined);
    return await taking;
  }

  private async launch(record: NodeRecord): Promise<MachineProcess> {
    const { agent, tied } = this.options;
    const { node_id } = record;
    const log: FileHandle = await open(this.files.log(node_id), 'a', 0o640);
    try {
      const [program, ...args] = [
        ...(tied ? ['setpriv', '--pdeathsig=TERM', '--'] : []),
        process.execPath,
        ...MEMORY,
        agent,
      ];
      const child = spawn(program ?? process.execPath, args, {
        cwd: this.files.root(node_id),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        env: this.environment(record),
      });
      await once(child, 'spawn');
      child.unref();
      const found = await processOf(child.pid ?? 0);
      if (found) return found;
    } catch (cause) {
      throw new BackendError('unavailable', `node ${node_id} cannot be started: its program does not run`, { cause });
    } finally {
      await log.close();
    }
    throw new BackendError('unavailable', `node ${node_id} ended at once: ${await this.endOfLog(node_id)}`);
  }

  /** Nothing of our own environment, in which secrets lie, goes to an agent. */
  private environment(record: NodeRecord): Record<string, string> {
    const { nginx, php_fpm, haproxy, log_level } = this.options;
    const settings: Record<string, string | undefined> = {
      NODE_ID: record.node_id,
      ROOT: this.files.root(record.node_id),
      ROLES: record.roles.join(','),
      LISTEN: record.grpc_address,
      HTTP_LISTEN: record.http_address,
      UID_BASE: String(record.uid_base),
      NGINX: nginx,
      PHP_FPM: php_fpm,
      HAPROXY: haproxy,
      LOG_LEVEL: log_level,
    };
    const given = Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [[`FREEHOLD_NODE_AGENT_${name}`, value]],
    );
    return { PATH: process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin', ...Object.fromEntries(given) };
  }

  private async ready(
    { node_id, grpc_address }: NodeRecord,
    agent: MachineProcess,
    signal: AbortSignal,
  ): Promise<void> {
    for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(POLL_MS)) {
      signal.throwIfAborted();
      if (!(await isAlive(agent)))
        throw new BackendError('unavailable', `the agent of node ${node_id} ended: ${await this.endOfLog(node_id)}`);
      if (await takesConnections(grpc_address)) return;
    }
    throw new BackendError('unavailable', `the agent of node ${node_id} takes no connections at ${grpc_address}`);
  }

  /** The last that an agent has said; of a failure what it was, not where in its program. */
  private async endOfLog(node_id: string): Promise<string> {
    const text = await readFile(this.files.log(node_id), 'utf8').catch(() => '');
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^(\s+at |Node\.js v)/.test(line));
    return lines.slice(-5).join('\n').slice(-1_000) || 'its log is empty';
  }
}

function running({ agent, grpc_address, http_address }: NodeRecord & { agent: { pid: number } }): RunningNode {
  return { container_id: String(agent.pid), image: null, image_digest: null, grpc_address, http_address };
}

function same(a: NodeRecord, b: NodeRecord | undefined): boolean {
  const text = ({ grpc_address, http_address, roles, uid_base }: NodeRecord) =>
    JSON.stringify([grpc_address, http_address, roles, uid_base]);
  return b !== undefined && text(a) === text(b);
}

async function takesConnections(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
