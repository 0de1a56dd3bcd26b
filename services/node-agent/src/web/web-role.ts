import type { Change, Check, Desired, DesiredState, Difference, Result, Role } from '../role.js';
import { Batch } from './batch.js';
import { Claims } from './claims.js';
import { inspectWeb } from './inspection.js';
import { Layout, socketsOf, type WebOptions } from './layout.js';
import { Nginx } from './nginx.js';
import { PhpFpm } from './php-fpm.js';
import { endOtherVersions } from './php-masters.js';
import { poolFile } from './pool-template.js';
import { Refused } from './refused.js';
import { isWebrootId, type Site, siteOf } from './site.js';
import { siteFile } from './site-template.js';
import { TenantUsers } from './tenant-users.js';
import { WebrootFiles } from './webroot-files.js';

/** Bytes of a Unix socket's path without its end (unix(7)), and of the number of its master. */
const LONGEST_SOCKET = 107 - '-999'.length;

/** A web node: tenants' users and directories, nginx for files, PHP-FPM for pages. */
export class WebRole implements Role {
  readonly name = 'web';
  readonly kinds = ['webroot'] as const;
  private readonly layout: Layout;
  private readonly nginx: Nginx;
  private readonly php: ReadonlyMap<string, PhpFpm>;
  private readonly users: TenantUsers;
  private readonly files: WebrootFiles;
  /** As served: of a webroot whose newest wish is refused, the one before. */
  private sites = new Map<string, Site>();
  private refused = new Map<string, string>();

  constructor(private readonly options: WebOptions) {
    const { config, log } = options;
    this.layout = new Layout(options);
    this.nginx = new Nginx(this.layout, config);
    this.php = new Map(
      [...config.php_fpm].map(([version, program]) => [
        version,
        new PhpFpm({ layout: this.layout, version, program, log: log.child({ php: version }) }),
      ]),
    );
    this.users = new TenantUsers(this.layout);
    this.files = new WebrootFiles(this.layout);
  }

  async start(desired: DesiredState): Promise<void> {
    this.sites = new Map();
    this.refused = new Map();
    await this.files.open();
    await endOtherVersions(this.layout, new Set(this.php.keys()));
    const wanted = desired.list().filter(({ kind }) => kind === 'webroot');
    const ids = new Set(wanted.map(({ id }) => id));
    for (const { folder, names } of await this.openFolders()) {
      for (const name of names) if (!ids.has(name)) await folder.remove(name);
    }
    await this.make(
      wanted.map((webroot) => ({ key: { kind: webroot.kind, id: webroot.id }, wanted: webroot })),
      desired,
    );
  }

  async apply(changes: readonly Change[], desired: DesiredState): Promise<readonly Result[]> {
    const batch = await this.make(changes, desired);
    return batch.results(changes);
  }

  async opened(): Promise<void> {
    await this.nginx.admitVisitors();
  }

  inspect(desired: DesiredState): Promise<readonly Difference[]> {
    const { layout, nginx, php, users, files, sites, refused } = this;
    const render = {
      site: (site: Site) => siteFile(site, layout, this.options.config),
      pool: (site: Site) => poolFile(site, layout),
    };
    return inspectWeb({ layout, nginx, php, users, files, sites, refused, render, tenants: this.tenants() }, desired);
  }

  async settle(): Promise<void> {
    for (const php of this.php.values()) await php.serve();
    await this.nginx.serve();
  }

  async check(): Promise<readonly Check[]> {
    return Promise.all([this.nginx.check(), ...[...this.php.values()].map((php) => php.check())]);
  }

  async revive(): Promise<void> {
    for (const [version, php] of this.php) {
      if (await php.revive()) this.options.log.warn({ version }, 'PHP-FPM did not answer and was started again');
    }
    if (await this.nginx.revive()) this.options.log.warn('nginx did not serve its files and was started again');
  }

  async stop(): Promise<void> {
    await this.nginx.stop();
    await Promise.all([...this.php.values()].map((php) => php.stop()));
  }

  /**
   * In this order: users and directories, pools, sites, so that nothing leads to what is not there yet; then the other way round
   * for what goes. Nothing is written for a server that it has not been asked about before.
   */
  private async make(changes: readonly Change[], desired: DesiredState): Promise<Batch> {
    const batch = this.read(changes);
    const claims = new Claims(this.othersThan(batch), await this.users.foreign());
    await batch.each((site) => claims.claim(site));
    await this.users.write(this.tenants(batch.sites.values()));
    await batch.each(async (site) => batch.note(site.id, await this.files.make(site)));
    await this.tryFiles(batch);
    await this.install(batch);
    await this.withdraw(batch);
    for (const [id, site] of batch.sites) this.sites.set(id, site);
    for (const id of [...batch.sites.keys(), ...batch.removed]) this.refused.delete(id);
    for (const [id, why] of batch.refused) this.refused.set(id, why);
    await this.removeData(batch, desired);
    return batch;
  }

  private read(changes: readonly Change[]): Batch {
    const batch = new Batch();
    const php = new Map([...this.php].map(([version, { directives }]) => [version, directives]));
    for (const { key, wanted } of changes) {
      if (wanted === undefined) batch.removed.add(key.id);
      else this.readOne(wanted, batch, { uid_base: this.options.config.uid_base, php });
    }
    return batch;
  }

  private readOne(wanted: Desired, batch: Batch, offer: Parameters<typeof siteOf>[2]): void {
    try {
      if (wanted.kind !== 'webroot') throw new Refused(`a web node holds no ${wanted.kind}`);
      const site = siteOf(wanted.id, wanted.spec, offer);
      const before = this.sites.get(site.id);
      if (before && before.tenant !== site.tenant) throw new Refused(`tenant_id: ${site.id} is ${before.tenant}’s`);
      if (site.php && this.layout.absolute(`${socketsOf(site.php.version)}/${site.id}.sock`).length > LONGEST_SOCKET)
        throw new Refused('the webroot’s id is too long for a socket below the root of this node');
      batch.sites.set(site.id, site);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      batch.refuse(wanted.id, error.message);
    }
  }

  /** Asks the servers about what would change. */
  private async tryFiles(batch: Batch): Promise<void> {
    const bad = [await this.nginx.sites.tried(this.siteFiles(batch))];
    for (const [version, php] of this.php) bad.push(await php.pools.tried(this.poolFiles(batch, version)));
    for (const refusals of bad) for (const [id, why] of refusals) batch.refuse(id, why);
  }

  private async install(batch: Batch): Promise<void> {
    for (const [version, php] of this.php) {
      for (const [id, content] of this.poolFiles(batch, version)) batch.note(id, await php.pools.install(id, content));
      await php.serve();
    }
    for (const [id, content] of this.siteFiles(batch)) batch.note(id, await this.nginx.sites.install(id, content));
  }

  /** Nobody is led any more to what goes, before it goes. */
  private async withdraw(batch: Batch): Promise<void> {
    for (const id of batch.removed) {
      if (isWebrootId(id)) batch.note(id, await this.nginx.sites.remove(id));
    }
    await this.nginx.serve();
    for (const [version, php] of this.php) {
      const kept = this.poolFiles(batch, version);
      const leaving = [...batch.sites.keys(), ...batch.removed].filter((id) => isWebrootId(id) && !kept.has(id));
      for (const id of leaving) batch.note(id, await php.pools.remove(id));
      if (await php.serve()) await php.endPools(new Set(leaving));
    }
  }

  private async removeData(batch: Batch, desired: DesiredState): Promise<void> {
    const bereft = new Set<string>();
    for (const id of batch.removed) {
      if (!isWebrootId(id)) continue;
      const owners = await this.files.remove(id);
      batch.note(id, owners.length > 0);
      for (const tenant of [...owners, this.sites.get(id)?.tenant ?? []].flat()) bereft.add(tenant);
      this.sites.delete(id);
    }
    if (bereft.size === 0) return;
    for (const wanted of desired.list()) if (wanted.kind === 'webroot') bereft.delete(wanted.spec.tenantId);
    for (const tenant of bereft) await this.files.removeHome(tenant);
    await this.users.write(this.tenants());
  }

  private async openFolders() {
    const opened = [{ folder: this.nginx.sites, names: await this.nginx.open() }];
    for (const php of this.php.values()) opened.push({ folder: php.pools, names: await php.open() });
    return opened;
  }

  private siteFiles(batch: Batch): ReadonlyMap<string, string> {
    return new Map([...batch.sites].map(([id, site]) => [id, siteFile(site, this.layout, this.options.config)]));
  }

  /** Suspended webroots have no pool: nothing of theirs runs. */
  private poolFiles(batch: Batch, version: string): ReadonlyMap<string, string> {
    return new Map(
      [...batch.sites.values()]
        .filter(({ php, suspended }) => php?.version === version && !suspended)
        .map((site) => [site.id, poolFile(site, this.layout)]),
    );
  }

  private othersThan(batch: Batch): readonly Site[] {
    return [...this.sites.values()].filter(({ id }) => !batch.sites.has(id));
  }

  private tenants(more: Iterable<Site> = []): ReadonlyMap<string, number> {
    return new Map([...this.sites.values(), ...more].map(({ tenant, uid }) => [tenant, uid]));
  }
}
