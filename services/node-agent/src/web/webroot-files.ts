import type { Ownership } from '../files/directory-handle.js';
import { PathRefused } from '../files/path-segments.js';
import { glance, glanceInto } from './glance.js';
import { DATA, DATA_DIRECTORY, homeOf, type Layout, treeOf } from './layout.js';
import { Refused } from './refused.js';
import { RESERVED_FOLDERS, type Site } from './site.js';
import { documentRootOf } from './site-template.js';
import { welcomePage } from './welcome-page.js';

interface Directory {
  readonly path: string;
  readonly as: Ownership;
  /** A tenant may put something else in its place, such as a link to a release. */
  readonly isTenants: boolean;
}

/** The directories of webroots, and what is in them the day they are made. */
export class WebrootFiles {
  constructor(private readonly layout: Layout) {}

  /** The directory in which all data lies. */
  async open(): Promise<void> {
    await this.layout.root.directory(DATA, DATA_DIRECTORY);
  }

  /**
   * Makes what is missing, and puts modes and owners right. A webroot that is new gets a page that says so.
   * @returns whether anything changed
   * @throws Refused when something else lies where its directory should
   */
  async make(site: Site): Promise<boolean> {
    let changed = false;
    // The last of its directories: until it is there the webroot is new, also after a kill.
    const isNew = glance(this.layout.root, `${treeOf(site)}/${RESERVED_FOLDERS.at(-1)}`) === undefined;
    for (const directory of this.directories(site)) {
      if (isNew && directory.path === this.reserved(site, 0)) await this.welcome(site);
      if (this.fault(directory) === undefined) continue;
      await this.makeDirectory(directory);
      changed = true;
    }
    return changed;
  }

  /** What is wrong with its directories, in words. */
  faults(site: Site): readonly string[] {
    return this.directories(site).flatMap((directory) => {
      const fault = this.fault(directory);
      return fault === undefined ? [] : `the directory ${directory.path} ${fault}`;
    });
  }

  /** Removes the data of a webroot, wherever it lies. @returns the tenants that had it */
  async remove(id: string): Promise<readonly string[]> {
    const { root } = this.layout;
    const owners: string[] = [];
    for (const tenant of await root.list(DATA)) {
      const home = await root.stat(homeOf(tenant));
      if (home?.type !== 'directory' || !(await root.stat(treeOf({ tenant, id })))) continue;
      await root.remove(treeOf({ tenant, id }));
      owners.push(tenant);
    }
    return owners;
  }

  /** Removes a tenant's directory with what is hidden in it; one that holds other data stays. */
  async removeHome(tenant: string): Promise<void> {
    const { root } = this.layout;
    const names = await root.list(homeOf(tenant));
    if (names.every((name) => name.startsWith('.'))) await root.remove(homeOf(tenant));
  }

  /** What lies there and belongs to none of these. */
  orphans(sites: Iterable<Pick<Site, 'tenant' | 'id'>>): readonly string[] {
    const { root } = this.layout;
    const known = new Set<string>();
    for (const site of sites) known.add(homeOf(site.tenant)).add(treeOf(site));
    const orphans: string[] = [];
    for (const tenant of glanceInto(root, DATA)) {
      if (!known.has(homeOf(tenant))) {
        orphans.push(homeOf(tenant));
        continue;
      }
      // Hidden ones are the tenant's own, as in every home directory.
      const names = glanceInto(root, homeOf(tenant)).filter((name) => !name.startsWith('.'));
      orphans.push(...names.map((id) => treeOf({ tenant, id })).filter((path) => !known.has(path)));
    }
    return orphans;
  }

  private reserved(site: Site, index: number): string {
    return `${treeOf(site)}/${RESERVED_FOLDERS[index]}`;
  }

  private directories(site: Site): readonly Directory[] {
    const { web } = this.layout;
    // nginx walks in by its group, neighbours do not at all; below, the tenant's own modes hold.
    const served = { mode: 0o750, uid: site.uid, gid: web.gid };
    const own = { mode: 0o700, uid: site.uid, gid: site.uid };
    const folders = site.public_folder === '' ? [] : site.public_folder.split('/');
    return [
      { path: homeOf(site.tenant), as: served, isTenants: false },
      { path: treeOf(site), as: served, isTenants: false },
      ...folders.map((_, index) => ({
        path: [treeOf(site), ...folders.slice(0, index + 1)].join('/'),
        as: served,
        isTenants: true,
      })),
      ...RESERVED_FOLDERS.map((name) => ({ path: `${treeOf(site)}/${name}`, as: own, isTenants: true })),
    ];
  }

  private fault({ path, as, isTenants }: Directory): string | undefined {
    const entry = glance(this.layout.root, path);
    if (entry === undefined) return 'is missing';
    if (entry.type !== 'directory') return isTenants ? undefined : 'is no directory';
    return entry.mode === as.mode && entry.uid === as.uid && entry.gid === as.gid
      ? undefined
      : 'has another owner or mode';
  }

  private async makeDirectory({ path, as, isTenants }: Directory): Promise<void> {
    try {
      await this.layout.root.directory(path, as);
    } catch (error) {
      if (!(error instanceof PathRefused)) throw error;
      if (!isTenants) throw new Refused(error.message);
    }
  }

  private async welcome(site: Site): Promise<void> {
    const { root } = this.layout;
    const name = site.php ? 'index.php' : 'index.html';
    const path = `${documentRootOf(site)}/${name}`;
    try {
      if (await root.stat(path)) return;
      await root.write(path, welcomePage(site), { mode: 0o644, uid: site.uid, gid: site.uid });
    } catch (error) {
      if (!(error instanceof PathRefused)) throw error; // Its owner has put something else there.
    }
  }
}
