import { serverWords, weightOf } from './haproxy-config.js';
import type { RuntimeSocket } from './runtime-socket.js';
import { serverIds } from './server-ids.js';
import type { Server } from './serving.js';

/** A server as a running HAProxy has it. */
export interface RunningServer {
  readonly name: string;
  readonly id: number;
  readonly address: string;
  readonly weight: number;
  /** Its health check has been answered, or it has not been asked yet. */
  readonly up: boolean;
  /** Bits of who took it out of service by hand (srv_admin_state of the management guide); 0 for nobody. */
  readonly admin: number;
}

/** What has to be done to a server so that it is as wanted. */
export interface ServerStep {
  readonly backend: string;
  readonly server: string;
  /** What is wrong, in words. */
  readonly what: string;
  readonly commands: readonly (readonly string[])[];
  /**
   * `add`, `change`: the commands make it so. `leave`: after them it gets no new visitor, and is to go when those that are there
   * have been served. `reload`: no command does it.
   */
  readonly by: 'add' | 'change' | 'leave' | 'reload';
}

/** The servers of a running HAProxy, by backend. An empty backend is not among them. */
export async function runningServers(
  socket: RuntimeSocket,
  backend?: string,
): Promise<ReadonlyMap<string, readonly RunningServer[]>> {
  const command = ['show', 'servers', 'state', ...(backend === undefined ? [] : [backend])];
  const [, header = '', ...rows] = (await socket.ask(command)).split('\n');
  const columns = header.replace(/^# /, '').split(' ');
  const column = (name: string) => columns.indexOf(name);
  const found = new Map<string, RunningServer[]>();
  for (const fields of rows.filter((row) => row !== '').map((row) => row.split(' '))) {
    const field = (name: string) => fields[column(name)] ?? '';
    const host = field('srv_addr').includes(':') ? `[${field('srv_addr')}]` : field('srv_addr');
    const server = {
      name: field('srv_name'),
      id: Number(field('srv_id')),
      address: `${host}:${field('srv_port')}`,
      weight: Number(field('srv_uweight')),
      up: field('srv_op_state') === '2',
      admin: Number(field('srv_admin_state')),
    };
    const servers = found.get(field('be_name'));
    if (servers) servers.push(server);
    else found.set(field('be_name'), [server]);
  }
  return found;
}

/**
 * The steps from the servers that run to those that are wanted, in the order in which no visitor misses a server: those that are
 * added come first, those that leave last.
 * @param leaving names of servers that are on their way out already
 */
export function serverSteps(
  backend: string,
  wanted: readonly Server[],
  running: readonly RunningServer[],
  leaving: ReadonlySet<string> = new Set(),
): ServerStep[] {
  const ids = serverIds(wanted.map(({ name }) => name));
  const byName = new Map(running.map((server) => [server.name, server]));
  const hasOther = wanted.some(({ name, drained }) => !drained && byName.get(name)?.up === true && !leaving.has(name));
  const steps = wanted.flatMap((server) => {
    const [id, is] = [ids.get(server.name) ?? 0, byName.get(server.name)];
    return is ? stepTo(backend, server, id, is) : [addition(backend, server, id, hasOther)];
  });
  const names = new Set(wanted.map(({ name }) => name));
  for (const { name } of running) {
    if (names.has(name) || leaving.has(name)) continue;
    steps.push({
      backend,
      server: name,
      what: `the server ${name} is not wanted`,
      commands: [['set', 'server', `${backend}/${name}`, 'state', 'maint']],
      by: 'leave',
    });
  }
  return steps.toSorted((a, b) => Number(b.by === 'add') - Number(a.by === 'add'));
}

/** @param hasOther another one serves meanwhile: this one gets visitors once it has answered its health check */
function addition(backend: string, server: Server, id: number, hasOther: boolean): ServerStep {
  const target = `${backend}/${server.name}`;
  const commands = [
    ['add', 'server', target, ...serverWords({ ...server, drained: true }, id)],
    ['enable', 'health', target],
    // From here on it counts as healthy; without weight it gets nobody for all that.
    ['enable', 'server', target],
    ...(hasOther ? [['set', 'server', target, 'health', 'down']] : []),
    ['set', 'server', target, 'weight', String(weightOf(server))],
  ];
  return { backend, server: server.name, what: `the server ${server.name} is missing`, commands, by: 'add' };
}

function stepTo(backend: string, server: Server, id: number, is: RunningServer): ServerStep[] {
  const target = `${backend}/${server.name}`;
  const step = (what: string, commands: ServerStep['commands'], by: ServerStep['by'] = 'change'): ServerStep[] => [
    { backend, server: server.name, what, commands, by },
  ];
  if (is.id !== id) return step(`the server ${server.name} has another place on the circle`, [], 'reload');
  const commands: string[][] = [];
  const wrong: string[] = [];
  if (is.address !== server.address) {
    const [, host = '', port = ''] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(server.address) ?? [];
    commands.push(['set', 'server', target, 'addr', host, 'port', port]);
    wrong.push(`its address is ${is.address}`);
  }
  if (is.weight !== weightOf(server)) {
    commands.push(['set', 'server', target, 'weight', String(weightOf(server))]);
    wrong.push(server.drained ? 'it is not drained' : 'it is drained');
  }
  if (is.admin !== 0) {
    commands.push(['set', 'server', target, 'state', 'ready']);
    wrong.push('it was taken out of service');
  }
  return commands.length === 0 ? [] : step(`the server ${server.name}: ${wrong.join(', ')}`, commands);
}
