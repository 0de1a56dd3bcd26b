import { isMassDeletion } from '@freehold/contracts/mass-deletion';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Applied } from '@freehold/service/agents';
import type { SitesConverged } from './web-nodes.js';

/** A site as somebody wants it at a position of the ledger. */
export interface Wanted<S> {
  readonly id: string;
  readonly position: number;
  readonly site: S;
}

interface Heard<S> {
  readonly position: number;
  /** Absent: it was removed. */
  readonly site?: S;
}

/** What one node in memory holds, by the rules of real ones; for specs. */
export class HeldSites<S> {
  readonly #heard = new Map<string, Heard<S>>();

  /** @param refused why a site is not taken, by its id */
  constructor(private readonly refused: ReadonlyMap<string, string>) {}

  get(id: string): S | undefined {
    return this.#heard.get(id)?.site;
  }

  ids(): string[] {
    return [...this.#heard].flatMap(([id, { site }]) => (site === undefined ? [] : [id])).toSorted();
  }

  /**
   * @param asOf position up to which a full set is known that the site belongs to
   * @throws BackendError `refused`
   */
  apply({ id, position, site }: Wanted<S>, asOf = position): Applied {
    const heard = this.#heard.get(id);
    const isStale = heard && heard.position > (heard.site === undefined ? Math.max(position, asOf) : position);
    if (isStale) return 'stale';
    const detail = this.refused.get(id);
    if (detail !== undefined) throw new BackendError('refused', detail);
    this.#heard.set(id, { position, site });
    return JSON.stringify(heard?.site) === JSON.stringify(site) ? 'unchanged' : 'applied';
  }

  remove(id: string, position: number): Applied {
    const heard = this.#heard.get(id);
    if (heard && heard.position > position) return 'stale';
    this.#heard.set(id, { position });
    return heard?.site === undefined ? 'unchanged' : 'applied';
  }

  converge(wanted: readonly Wanted<S>[], position: number, confirm: boolean): SitesConverged {
    const before = this.ids();
    const done = { applied: 0, unchanged: 0, stale: 0 };
    const refused: { id: string; detail: string }[] = [];
    for (const site of wanted) {
      try {
        done[this.apply(site, position)] += 1;
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        refused.push({ id: site.id, detail: error.detail });
      }
    }
    const surplus = before.filter((id) => !wanted.some((site) => site.id === id) && !this.#isNewer(id, position));
    const isHeld = isMassDeletion(surplus.length, before.length) && !confirm;
    if (!isHeld) for (const id of surplus) this.#heard.set(id, { position });
    return {
      applied: done.applied,
      unchanged: done.unchanged,
      removed: isHeld ? 0 : surplus.length,
      held_removals: isHeld ? surplus.length : 0,
      held_total: isHeld ? before.length : 0,
      refused,
    };
  }

  #isNewer(id: string, position: number): boolean {
    return (this.#heard.get(id)?.position ?? 0) > position;
  }
}
