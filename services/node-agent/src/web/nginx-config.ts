import type { Layout, WebConfig } from './layout.js';

export const SITES = 'etc/nginx/sites';
export const GENERATION = 'etc/nginx/generation.conf';
export const MIME_TYPES = 'etc/nginx/mime.types';
export const ACCESS_LOG = 'var/log/nginx/access.log';
export const ERROR_LOG = 'var/log/nginx/error.log';
/** Holds a file once the node has been told all that it should hold. */
export const OPENED = 'etc/nginx/opened';
/** Where the default server answers what it was started with, and that it lives. */
export const GENERATION_PATH = '/.well-known/freehold/generation';
export const ALIVE_PATH = '/.well-known/freehold/alive';
/** For load balancers: a node that does not have its sites yet would answer their visitors with 404. */
export const HEALTH_PATH = '/.well-known/freehold/health';

/** The load balancer of a cluster on one machine. */
const THIS_MACHINE = ['127.0.0.0/8', '::1/128'];

/** The configuration that includes the sites of a folder; the same for the one that serves and for the one that is only tested. */
export function nginxConfig(layout: Layout, config: WebConfig, sites: string, pidFile: string): string {
  return `# Written by the node agent: changes are undone.
daemon off;
worker_processes auto;
worker_rlimit_nofile 16384;
# Downloads that outlast a reload are given this long.
worker_shutdown_timeout 300s;
pid ${layout.absolute(pidFile)};
error_log ${layout.absolute(ERROR_LOG)} warn;
events {
  worker_connections 4096;
}
http {
${indented(traffic(layout))}
${indented(visitors(config))}
${indented(php())}
${indented(defaultServer(layout, config))}
  include ${layout.absolute(sites)}/*.conf;
}
`;
}

function traffic(layout: Layout): string {
  const temporary = (name: string) => `${name}_temp_path ${layout.absolute(`var/lib/nginx/${name}`)};`;
  return `include ${layout.absolute(MIME_TYPES)};
default_type application/octet-stream;
access_log ${layout.absolute(ACCESS_LOG)} combined buffer=64k flush=5s;
${['client_body', 'fastcgi', 'proxy', 'uwsgi', 'scgi'].map(temporary).join('\n')}
server_tokens off;
sendfile on;
tcp_nopush on;
gzip on;
gzip_vary on;
gzip_proxied any;
gzip_min_length 1024;
gzip_types text/plain text/css text/xml text/javascript application/javascript application/json application/xml application/rss+xml image/svg+xml;
# A name has up to 253 characters.
server_names_hash_bucket_size 512;
server_names_hash_max_size 65536;
# An idle connection that is kept may be closed by a reload just as the next request arrives on it, which then fails. A new
# connection never does: the sockets that listen outlive every reload. Balancer and node are neighbours, so it costs little.
keepalive_timeout 0;
client_max_body_size 128m;
client_header_timeout 15s;
client_body_timeout 30s;
send_timeout 60s;
reset_timedout_connection on;
large_client_header_buffers 4 16k;`;
}

/** Who asks, and how they came: said by the load balancer alone. */
function visitors({ trusted_proxies: proxies = THIS_MACHINE }: WebConfig): string {
  return `${proxies.map((proxy) => `set_real_ip_from ${proxy};`).join('\n')}
real_ip_header X-Forwarded-For;
real_ip_recursive on;
geo $realip_remote_addr $from_balancer {
  default 0;
${proxies.map((proxy) => `  ${proxy} 1;`).join('\n')}
}
map "$from_balancer:$http_x_forwarded_proto" $forwarded_https {
  default '';
  '1:https' on;
}
map "$from_balancer:$http_x_forwarded_port" $visited_port {
  default $server_port;
  '~^1:(?<forwarded_port>[0-9]{1,5})$' $forwarded_port;
}
# What a site says itself is left alone.
map $sent_http_x_content_type_options $nosniff {
  default '';
  '' nosniff;
}
map $sent_http_referrer_policy $referrer_policy {
  default '';
  '' strict-origin-when-cross-origin;
}`;
}

/** Once for all sites: a thousand copies would take megabytes in every worker. */
function php(): string {
  const parameters = {
    QUERY_STRING: '$query_string',
    REQUEST_METHOD: '$request_method',
    CONTENT_TYPE: '$content_type',
    CONTENT_LENGTH: '$content_length',
    SCRIPT_NAME: '$fastcgi_script_name',
    // By the real path, so that a folder that is swapped for a new release is seen at once.
    SCRIPT_FILENAME: '$realpath_root$fastcgi_script_name',
    DOCUMENT_ROOT: '$realpath_root',
    PATH_INFO: '$path_info',
    REQUEST_URI: '$request_uri',
    DOCUMENT_URI: '$document_uri',
    SERVER_PROTOCOL: '$server_protocol',
    REQUEST_SCHEME: '$scheme',
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_SOFTWARE: 'nginx',
    REMOTE_ADDR: '$remote_addr',
    REMOTE_PORT: '$remote_port',
    SERVER_ADDR: '$server_addr',
    SERVER_PORT: '$visited_port',
    SERVER_NAME: '$host',
    REDIRECT_STATUS: '200',
    // A request header `Proxy` would be taken for the environment's HTTP_PROXY (httpoxy, CVE-2016-5385).
    HTTP_PROXY: "''",
  };
  return `${Object.entries(parameters)
    .map(([name, value]) => `fastcgi_param ${name} ${value};`)
    .join('\n')}
fastcgi_param HTTPS $forwarded_https if_not_empty;
fastcgi_hide_header X-Served-By;
fastcgi_hide_header X-Shard;
fastcgi_connect_timeout 5s;
fastcgi_send_timeout 60s;
fastcgi_read_timeout 120s;
fastcgi_buffer_size 32k;
fastcgi_buffers 16 16k;`;
}

function defaultServer(layout: Layout, { http_listen, node_id }: WebConfig): string {
  return `server {
  listen ${http_listen} default_server;
  server_name _;
  add_header X-Served-By ${node_id} always;
  location = ${ALIVE_PATH} {
    default_type text/plain;
    return 200 "ok\\n";
  }
  location = ${HEALTH_PATH} {
    default_type text/plain;
    root ${layout.absolute(OPENED)};
    try_files /yes =503;
  }
  location = ${GENERATION_PATH} {
    default_type text/plain;
    include ${layout.absolute(GENERATION)};
  }
  location / {
    # So that the variable is there, on a node without PHP too.
    set $path_info '';
    default_type text/html;
    return 404 '${page('Not found', 'No site has this name here.')}';
  }
}`;
}

/** Without single quotes and dollar signs: it stands in quotes of nginx. */
export function page(title: string, text: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body style="font-family:sans-serif;max-width:40em;margin:15vh auto;padding:0 1em"><h1>${title}</h1><p>${text}</p></body></html>`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
