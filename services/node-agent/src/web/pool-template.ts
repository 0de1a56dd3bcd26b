import type { Layout } from './layout.js';
import { treeOf } from './layout.js';
import type { Site } from './site.js';

export const poolsOf = (version: string): string => `etc/php/${version}/pools`;

/** The platform's own pool. No webroot can have its name: ids have no dots. FPM does not start without any. */
const OWN_POOL = 'platform.ping';
export const OWN_SOCKET = `${OWN_POOL}.sock`;
export const PING = '/ping';

/** Seconds that a request may take, silence included. What an old master may wait for is bounded by it. */
export const LONGEST_REQUEST_SECONDS = 300;

/**
 * Functions that leave processes behind, or load code. PHP that can start none is all of a webroot's processes: they end with
 * its pool, and `max_children` counts them.
 */
const DISABLED = [
  'dl',
  'exec',
  'passthru',
  'pcntl_exec',
  'pcntl_fork',
  'pcntl_rfork',
  'pcntl_unshare',
  'popen',
  'proc_open',
  'shell_exec',
  'system',
];

/** The configuration of a master. Its sockets lie where its `-p` says. */
export function fpmConfig(layout: Layout, logFile: string, pools: string): string {
  return `; Written by the node agent: changes are undone.
[global]
error_log = ${layout.absolute(logFile)}
log_level = notice
daemonize = no
process_control_timeout = ${LONGEST_REQUEST_SECONDS}s
include = ${layout.absolute(pools)}/*.conf

[${OWN_POOL}]
user = ${layout.web.uid}
group = ${layout.web.gid}
${listen(layout)}
pm = ondemand
pm.max_children = 2
pm.process_idle_timeout = 60s
ping.path = ${PING}
`;
}

/** Of every version, for all pools, above the machine's php.ini: arguments of the master. */
export function fpmSettings(layout: Layout): readonly string[] {
  const settings = {
    'cgi.fix_pathinfo': '0',
    enable_dl: '0',
    expose_php: '0',
    display_errors: '0',
    log_errors: '1',
    // Debian leaves old sessions to a cron job, which knows nothing of our directories.
    'session.gc_probability': '1',
    // All pools of a master share its opcache: a script is handed out to those alone who could read it, by its place in their own root.
    'opcache.validate_permission': '1',
    'opcache.validate_root': '1',
    // Nobody's scripts lie there: a tenant would see, and could drop, what the neighbours run.
    'opcache.restrict_api': layout.absolute('etc/php'),
    // APCu keeps one store a master: a tenant would read the neighbours' entries.
    'apc.enabled': '0',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
}

/** FPM's file of one webroot. */
export function poolFile(site: Site, layout: Layout): string {
  const tree = layout.absolute(treeOf(site));
  const ours = {
    open_basedir: `${tree}/`,
    disable_functions: DISABLED.join(','),
    error_log: `${tree}/logs/php-error.log`,
    'session.save_path': `${tree}/sessions`,
    sys_temp_dir: `${tree}/tmp`,
    upload_tmp_dir: `${tree}/tmp`,
  };
  return `; Webroot ${site.id} of ${site.tenant}, written by the node agent: changes are undone.
[${site.id}]
user = ${site.uid}
group = ${site.uid}
${listen(layout)}
security.limit_extensions = .php
catch_workers_output = no
request_terminate_timeout = ${LONGEST_REQUEST_SECONDS}s
env[TMPDIR] = ${tree}/tmp
${(site.php?.directives ?? []).join('\n')}
${Object.entries(ours)
  .map(([name, value]) => `php_admin_value[${name}] = ${value}`)
  .join('\n')}
`;
}

/** nginx connects; no tenant can walk to the socket. */
function listen({ web }: Layout): string {
  return `listen = $pool.sock
listen.owner = ${web.uid}
listen.group = ${web.gid}
listen.mode = 0660
listen.backlog = 511`;
}
