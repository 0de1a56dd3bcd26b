import type { CommandReply } from '@freehold/contracts/command';
import { same } from '@freehold/contracts/decider';
import { type Condition, Fqdn } from '@freehold/contracts/tenant/fqdn';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import { settled } from '@freehold/ledger/process';
import { isBound, isSuspended, type Site, type SiteName } from '../webroot/site.js';

/** The same for every node and every try: it is told once. */
const WAITING = 'a web node of the shard does not answer yet';

/** Tells names whether web nodes serve their site. */
export class SiteConditions {
  constructor(private readonly command: (wish: Wish) => Promise<CommandReply>) {}

  /**
   * Serves a site by `serve`, and tells its names what came of it. That it did not come about is told to those names alone that were
   * not served before: of the others the nodes serve what they served.
   * @throws what `serve` throws
   */
  async tell(site: Site, serve: () => Promise<void>): Promise<void> {
    try {
      await serve();
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      const [state, detail] = error.transient ? (['waiting', WAITING] as const) : (['failed', error.detail] as const);
      await this.report(site.names.filter((name) => !isServed(name)).map((name) => [name, state, detail]));
      throw error;
    }
    const detail = isSuspended(site) ? 'answered 503 while it is suspended' : 'served by every web node of the shard';
    await this.report(site.names.filter(isBound).map((name) => [name, 'served', detail]));
    await this.tellLeft(site);
  }

  /** Tells the names that are being deleted that no node serves them. */
  async tellLeft({ names }: Site): Promise<void> {
    const left = names.filter((name) => !isBound(name));
    await this.report(left.map((name) => [name, 'skipped', 'no web node serves it any more']));
  }

  private async report(told: readonly (readonly [SiteName, Condition['state'], string])[]): Promise<void> {
    await Promise.all(
      told.map(async ([{ id, generation, site }, state, detail]) => {
        const condition: Condition = { state, generation, detail };
        if (same(site, condition)) return;
        const data = { condition: 'site', ...condition };
        settled(await this.command({ kind: Fqdn, verb: 'condition_reported', resource_id: id, data }));
      }),
    );
  }
}

function isServed({ site, generation }: SiteName): boolean {
  return site?.state === 'served' && site.generation === generation;
}
