import { createHash } from 'node:crypto';
import { ERROR_PAGES } from './error-pages.js';
import { serverIds } from './server-ids.js';
import { type Server, type Serving, spelled } from './serving.js';

/** Absolute paths, of safe characters. */
export interface ConfigPaths {
  readonly map: string;
  readonly socket: string;
  /** The directory of the error pages: `404.http` … */
  readonly errors: string;
}

export interface HaproxyConfig {
  readonly text: string;
  /** Of everything that only a reload changes; the running process tells its own as `description` in `show info`. */
  readonly fingerprint: string;
}

/** Where every node of weight has its place: more of them, and the load is spread more evenly. */
const WEIGHT = 100;
/** The frontend's own backend, for routes to one that is not there. A colon is in no name of ours. */
const ABSENT = 'platform:absent';
/** Three looks that fail take a server out, one that is good brings it back; visitors who find it away meanwhile go to the next one. */
const CHECK = 'check inter 2s fastinter 500ms downinter 1s fall 3 rise 1';
/** Web nodes answer it for every node, whatever sites they hold. */
const HEALTH = '/.well-known/freehold/health';
/** One host and perhaps a port: no lists, no user, no IPv6 address, nothing that nginx might read otherwise than HAProxy. */
const HOST = '^[a-z0-9_-]([a-z0-9_.-]{0,251}[a-z0-9_-])?\\.?(:[0-9]{1,5})?$';

/** The whole configuration file. What a server's words are at run time they are here, so a restart gives the same. */
export function haproxyConfig(serving: Serving, listen: string, paths: ConfigPaths): HaproxyConfig {
  const names = [...serving.backends.keys()].sort();
  const frame = [...global(paths), ...defaults(paths), ...frontend(listen, paths)];
  const bare = [...frame, ...names.flatMap((name) => backend(name, [])), CHECK, ...ERROR_PAGES.values()];
  const fingerprint = createHash('sha256').update(bare.join('\n')).digest('hex').slice(0, 16);
  const lines = [
    '# Written by the node agent: changes by hand are undone.',
    ...frame,
    ...names.flatMap((name) => backend(name, serving.backends.get(name) ?? [])),
    'global',
    `    description ${fingerprint}`,
  ];
  return { text: `${lines.join('\n')}\n`, fingerprint };
}

/** The map file: one `host backend` a line, in no order. */
export function mapFile(routes: ReadonlyMap<string, string>): string {
  let text = '';
  for (const [host, name] of routes) text += `${host} ${name}\n`;
  return text;
}

/** What the files serve, as far as it is ours: the memory of what was served before a restart of the agent. */
export function servingIn(config: string, map: string): Serving {
  const backends = new Map<string, Server[]>();
  for (const [, name = '', lines = ''] of config.matchAll(/^backend ([a-z][a-z0-9_-]*)\n((?: {4}.*\n)*)/gm)) {
    const servers: Server[] = [];
    for (const [, server = '', address = '', weight] of lines.matchAll(/^ {4}server (\S+) (\S+) id \d+ weight (\d+)/gm))
      if (spelled(address)) servers.push({ name: server, address, drained: weight === '0' });
    backends.set(name, servers);
  }
  const routes = [...map.matchAll(/^(\S+) (\S+)$/gm)].map(([, host = '', name = '']): [string, string] => [host, name]);
  return { backends, routes: new Map(routes) };
}

/** What stands after a server's name, in the file and in `add server`: that one takes nothing from `default-server`. */
export function serverWords(server: Server, id: number): readonly string[] {
  const { address, drained } = server;
  return [address, 'id', String(id), 'weight', String(weightOf({ drained })), ...CHECK.split(' ')];
}

/** A server of no weight is sent no new visitor, and serves those that it has. */
export function weightOf({ drained }: Pick<Server, 'drained'>): number {
  return drained ? 0 : WEIGHT;
}

function global({ socket }: ConfigPaths): string[] {
  return [
    'global',
    `    stats socket unix@${socket} level admin mode 600 expose-fd listeners severity-output number`,
    '    stats timeout 10s',
    '    fd-hard-limit 65536',
    '    hard-stop-after 15m',
    '    log stdout format raw daemon notice',
  ];
}

function defaults({ errors }: ConfigPaths): string[] {
  return [
    'defaults',
    '    mode http',
    '    log global',
    '    option dontlognull',
    '    timeout connect 2s',
    '    timeout client 60s',
    '    timeout server 120s',
    '    timeout http-request 10s',
    '    timeout http-keep-alive 10s',
    '    timeout queue 5s',
    '    timeout check 2s',
    '    timeout tunnel 1h',
    '    retries 3',
    '    option redispatch 1',
    '    retry-on conn-failure empty-response',
    '    http-reuse safe',
    // At a reload idle visitors are told with their next answer, instead of finding a closed connection when they ask.
    '    option idle-close-on-response',
    // PHP takes `x_forwarded_for` for `x-forwarded-for`.
    '    option http-restrict-req-hdr-names delete',
    ...[...ERROR_PAGES.keys()].map((status) => `    errorfile ${status} ${errors}/${status}.http`),
  ];
}

function frontend(listen: string, { map }: ConfigPaths): string[] {
  return [
    'frontend web',
    `    bind ${listen} proto h1`,
    `    http-request return status 400 default-errorfiles unless { req.fhdr_cnt(host) eq 1 } { req.fhdr(host) -m reg -i ${HOST} }`,
    '    http-request deny deny_status 405 if { method CONNECT TRACE }',
    '    http-request return status 400 default-errorfiles unless { url_beg / http:// https:// } or { url * }',
    '    http-request set-var(txn.host) req.fhdr(host),field(1,:),lower,rtrim(.)',
    '    http-request set-var(txn.port) req.fhdr(host),field(2,:)',
    `    http-request set-var(txn.backend) var(txn.host),map_str(${map})`,
    '    http-request return status 404 default-errorfiles unless { var(txn.backend) -m found }',
    // A second try is only for what may be done twice; a connection that did not come about is tried again for all.
    '    http-request disable-l7-retry unless { method GET HEAD OPTIONS }',
    // The web node reads the very name that was looked up: from an absolute URL it would take that one's.
    '    http-request set-uri %[pathq] unless { url_beg / } or { url * }',
    '    http-request set-header Host %[var(txn.host)] unless { var(txn.port) -m found }',
    '    http-request set-header Host %[var(txn.host)]:%[var(txn.port)] if { var(txn.port) -m found }',
    // Nobody before us is trusted to say who the visitor is.
    ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP', 'Forwarded', 'Proxy', 'HTTP2-Settings'].map(
      (name) => `    http-request del-header ${name}`,
    ),
    '    http-request del-header Upgrade unless { req.hdr(Upgrade) -m str -i websocket }',
    '    option forwardfor',
    '    http-request set-header X-Forwarded-Proto http',
    '    http-request set-header X-Forwarded-Port 80 unless { var(txn.port) -m found }',
    '    http-request set-header X-Forwarded-Port %[var(txn.port)] if { var(txn.port) -m found }',
    '    use_backend %[var(txn.backend)]',
    `    default_backend ${ABSENT}`,
    `backend ${ABSENT}`,
    '    http-request return status 503 default-errorfiles',
  ];
}

function backend(name: string, servers: readonly Server[]): string[] {
  const ids = serverIds(servers.map((server) => server.name));
  return [
    `backend ${name}`,
    '    balance hash var(txn.host)',
    '    hash-type consistent sdbm avalanche',
    '    option httpchk',
    `    http-check send meth GET uri ${HEALTH} ver HTTP/1.1 hdr Host health.invalid`,
    '    http-check expect status 200',
    ...servers.map((server) =>
      ['    server', server.name, ...serverWords(server, ids.get(server.name) ?? 0)].join(' '),
    ),
  ];
}
