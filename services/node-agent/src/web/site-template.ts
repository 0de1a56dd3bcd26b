import { DATA, type Layout, socketsOf, treeOf, type WebConfig } from './layout.js';
import { page } from './nginx-config.js';
import { RESERVED_FOLDERS, type Site } from './site.js';

/** nginx's file of one webroot. Every value of it has passed {@link siteOf}, so nothing needs quoting. */
export function siteFile(site: Site, layout: Layout, config: WebConfig): string {
  const head = `# Webroot ${site.id} of ${site.tenant}, written by the node agent: changes are undone.\n`;
  if (site.hostnames.length === 0) return `${head}# No name leads here yet.\n`;
  const lines = [
    `listen ${config.http_listen};`,
    `server_name ${site.hostnames.join(' ')};`,
    // All of them here: a location that adds one of its own would lose the others.
    `add_header X-Served-By ${config.node_id} always;`,
    `add_header X-Shard ${site.shard} always;`,
    'add_header X-Content-Type-Options $nosniff always;',
    'add_header Referrer-Policy $referrer_policy always;',
    ...(site.suspended ? suspended() : served(site, layout)),
  ];
  return `${head}server {\n${lines.map((line) => `  ${line.replaceAll('\n', '\n  ')}\n`).join('')}}\n`;
}

/** Before anything else of the request is looked at, its path and its body included. */
function suspended(): readonly string[] {
  return [
    'add_header Retry-After 3600 always;',
    'add_header Cache-Control no-store always;',
    'default_type text/html;',
    `return 503 '${page('Not available', 'This site is suspended. Please come back later.')}';`,
  ];
}

function served(site: Site, layout: Layout): readonly string[] {
  return [
    `root ${layout.absolute(documentRootOf(site))};`,
    // A symlink is followed only to what belongs to whoever made it: never to a neighbour's file, nor to one of the machine.
    `disable_symlinks if_not_owner from=${layout.absolute(DATA)};`,
    'location ~ /\\.(?!well-known(?:/|$)) {\n  return 404;\n}',
    ...(site.public_folder === '' ? [`location ~ ^/(?:${RESERVED_FOLDERS.join('|')})(?:/|$) {\n  return 404;\n}`] : []),
    ...(site.php ? phpLocations(site, site.php.version, layout) : staticLocations()),
    // Never the source of a page, under whatever name.
    'location ~* \\.ph(?:p[0-9]?|tml|ar|ps|t)(?:/|$) {\n  return 404;\n}',
  ];
}

function staticLocations(): readonly string[] {
  return ['index index.html index.htm;', 'location / {\n  try_files $uri $uri/ =404;\n}'];
}

/** PHP runs for files that are there, and for nothing else: `/upload.png/x.php` is no way to run a picture. */
function phpLocations({ id }: Site, version: string, layout: Layout): readonly string[] {
  return [
    'index index.php index.html index.htm;',
    'location / {\n  try_files $uri $uri/ /index.php$is_args$args;\n}',
    `location ~ \\.php(?:/|$) {
  fastcgi_split_path_info ^(.+?\\.php)(/.*)$;
  # try_files makes the variable anew, from a path that has lost its end.
  set $path_info $fastcgi_path_info;
  try_files $fastcgi_script_name =404;
  fastcgi_pass unix:${layout.absolute(`${socketsOf(version)}/${id}.sock`)};
}`,
  ];
}

export function documentRootOf(site: Site): string {
  return site.public_folder === '' ? treeOf(site) : `${treeOf(site)}/${site.public_folder}`;
}
