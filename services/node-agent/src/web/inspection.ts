import { setImmediate as breathe } from 'node:timers/promises';
import type { Ownership } from '../files/directory-handle.js';
import type { DesiredState, Difference } from '../role.js';
import type { ConfigFolder } from './config-folder.js';
import { type Layout, PRIVATE } from './layout.js';
import type { Nginx } from './nginx.js';
import type { PhpFpm } from './php-fpm.js';
import type { Site } from './site.js';
import type { TenantUsers } from './tenant-users.js';
import type { WebrootFiles } from './webroot-files.js';

/** What a web node is made of. */
export interface WebParts {
  readonly layout: Layout;
  readonly nginx: Nginx;
  readonly php: ReadonlyMap<string, PhpFpm>;
  readonly users: TenantUsers;
  readonly files: WebrootFiles;
  readonly sites: ReadonlyMap<string, Site>;
  readonly refused: ReadonlyMap<string, string>;
  readonly render: { readonly site: (site: Site) => string; readonly pool: (site: Site) => string };
  /** Name → uid. */
  readonly tenants: ReadonlyMap<string, number>;
}

/** A folder of configuration, what should lie there, and the server that has to read it again when it does not. */
interface Inspected {
  readonly folder: ConfigFolder;
  readonly what: string;
  readonly sites: ReadonlyMap<string, Site>;
  readonly render: (site: Site) => string;
  readonly server: { suspect(): void };
}

/** Webroots looked at before others get their turn. */
const BREATH = 100;

/**
 * Compares the node with what it should be. Files of ours are written again and orphans of ours removed; of a tenant's data
 * nothing is ever removed here. Servers that do not run are told of by {@link Role.check}.
 */
export async function inspectWeb(parts: WebParts, desired: DesiredState): Promise<readonly Difference[]> {
  const differences = [
    ...refusals(parts),
    ...(await ownFiles(parts, parts.nginx, parts.layout.readByWeb)),
    ...(await userFiles(parts)),
    ...(await directories(parts)),
    ...orphanData(parts, desired),
    ...(await served(parts)),
  ];
  const active = [...parts.sites].filter(([, { suspended }]) => !suspended);
  const sites = { folder: parts.nginx.sites, what: 'site', sites: parts.sites, render: parts.render.site };
  differences.push(...(await folder(parts, { ...sites, server: parts.nginx })));
  for (const [version, php] of parts.php) {
    const pools = new Map(active.filter(([, site]) => site.php?.version === version));
    differences.push(...(await ownFiles(parts, php, PRIVATE)));
    const inspected = { folder: php.pools, what: `pool of PHP ${version}`, sites: pools, render: parts.render.pool };
    differences.push(...(await folder(parts, { ...inspected, server: php })));
    differences.push(...(await sockets(php, version, pools)));
  }
  return differences;
}

function refusals({ refused }: WebParts): readonly Difference[] {
  return [...refused].map(([id, why]) => unsafe(id, `it is refused: ${why}`));
}

async function ownFiles(
  { layout }: WebParts,
  server: Pick<Nginx | PhpFpm, 'files' | 'suspect'>,
  as: Ownership,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const [path, content] of server.files()) {
    const file = await layout.root.read(path).catch(() => undefined);
    const isRight = file?.mode === as.mode && file.uid === as.uid && file.gid === as.gid;
    if (isRight && String(file.content) === content) continue;
    differences.push(
      safe(undefined, `the file ${path} was changed`, async () => {
        await layout.root.write(path, content, as);
        server.suspect();
      }),
    );
  }
  return differences;
}

async function userFiles({ users, tenants }: WebParts): Promise<readonly Difference[]> {
  if (await users.areAs(tenants)) return [];
  return [safe(undefined, 'the users of tenants were changed', async () => void (await users.write(tenants)))];
}

async function directories({ files, sites }: WebParts): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  let looked = 0;
  for (const site of sites.values()) {
    looked += 1;
    if (looked % BREATH === 0) await breathe();
    const faults = files.faults(site);
    if (faults.length > 0)
      differences.push(safe(site.id, faults.join('; '), async () => void (await files.make(site))));
  }
  return differences;
}

function orphanData({ files }: WebParts, desired: DesiredState): readonly Difference[] {
  const wanted = desired
    .list()
    .flatMap((resource) => (resource.kind === 'webroot' ? [{ tenant: resource.spec.tenantId, id: resource.id }] : []));
  return files.orphans(wanted).map((path) => unsafe(undefined, `${path} holds data of no webroot of this node`));
}

async function served({ nginx }: WebParts): Promise<readonly Difference[]> {
  if (!(await nginx.running()) || (await nginx.servesItsFiles())) return [];
  return [safe(undefined, 'nginx serves other files than those that lie there', async () => nginx.suspect())];
}

async function folder(parts: WebParts, inspected: Inspected): Promise<readonly Difference[]> {
  const { folder, what, sites, render, server } = inspected;
  const differences: Difference[] = [];
  for (const [id, site] of sites) {
    const fault = await folder.fault(id, () => render(site));
    if (fault === undefined) continue;
    const repair = async () => {
      await folder.install(id, render(site));
      server.suspect();
    };
    differences.push(safe(id, `the file of the ${what} ${fault}`, repair));
  }
  for (const id of await folder.names()) {
    if (sites.has(id) || parts.refused.has(id)) continue;
    const repair = async () => {
      await folder.remove(id);
      server.suspect();
    };
    differences.push(safe(undefined, `${id} has a file of a ${what}, and should have none`, repair));
  }
  return differences;
}

async function sockets(php: PhpFpm, version: string, pools: ReadonlyMap<string, Site>): Promise<readonly Difference[]> {
  const there = await php.sockets();
  if (there === undefined) return [];
  return [...pools.keys()]
    .filter((id) => !there.has(id))
    .map((id) => safe(id, `the socket of its pool of PHP ${version} is missing`, async () => php.suspect()));
}

function safe(id: string | undefined, what: string, repair: () => Promise<void>): Difference {
  return { key: id === undefined ? undefined : { kind: 'webroot', id }, what, safe: true, repair };
}

function unsafe(id: string | undefined, what: string): Difference {
  const repair = () => Promise.reject(new Error(`${what}: nobody but an operator can put that right.`));
  return { key: id === undefined ? undefined : { kind: 'webroot', id }, what, safe: false, repair };
}
