import { Outcome } from '@freehold/rpc/agent';
import type { Change, Key, Result } from '../role.js';
import { Refused } from './refused.js';
import type { Site } from './site.js';

/** What becomes of changes that are made together. */
export class Batch {
  /** To be served; those that are refused leave. */
  readonly sites = new Map<string, Site>();
  readonly removed = new Set<string>();
  readonly refused = new Map<string, string>();
  private readonly changed = new Set<string>();

  refuse(id: string, why: string): void {
    this.sites.delete(id);
    this.refused.set(id, why);
  }

  /** Does something for each site that is left; one for which that is refused leaves. */
  async each(work: (site: Site) => Promise<void> | void): Promise<void> {
    for (const site of this.sites.values()) {
      try {
        await work(site);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.refuse(site.id, error.message);
      }
    }
  }

  note(id: string, hasChanged: boolean): void {
    if (hasChanged) this.changed.add(id);
  }

  results(changes: readonly Change[]): readonly Result[] {
    return changes.map(({ key }) => this.resultOf(key));
  }

  private resultOf(key: Key): Result {
    const why = this.refused.get(key.id);
    if (why !== undefined) return { key, outcome: Outcome.REFUSED, detail: why };
    return { key, outcome: this.changed.has(key.id) ? Outcome.APPLIED : Outcome.UNCHANGED, detail: '' };
  }
}
