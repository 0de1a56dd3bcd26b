import { isMassDeletion } from '@freehold/contracts/mass-deletion';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Applied, NodeRow } from '@freehold/service/agents';
import { hostnames, isSuspended, type Site } from '../webroot/site.js';
import type { SitesConverged, WantedSites, WebNodes } from './web-nodes.js';

/** A site as a fake node serves it. */
export interface ServedSite {
  readonly position: number;
  readonly hostnames: readonly string[];
  readonly suspended: boolean;
  readonly php_values: Readonly<Record<string, string>>;
}

interface Heard {
  readonly position: number;
  /** Absent: it was removed. */
  readonly site?: ServedSite;
}

/** Web nodes in memory, for specs: the contract of `WebNodes`, and faults on demand. */
export class FakeWebNodes implements WebNodes {
  readonly #nodes = new Map<string, Map<string, Heard>>();
  readonly #refused = new Map<string, string>();
  readonly #down = new Set<string>();
  /** Full sets that were pushed, by node. */
  readonly converged: string[] = [];

  /** From now on the node does not answer, until `up`. What it serves it serves still. */
  down(node: string): void {
    this.#down.add(node);
  }

  up(node: string): void {
    this.#down.delete(node);
  }

  /** The node begins with an empty disk. */
  wipe(node: string): void {
    this.#nodes.delete(node);
  }

  /** Refuses a site as it is wanted from now on, as a node does with one that its server does not take. */
  refuse(site: string, detail: string): void {
    this.#refused.set(site, detail);
  }

  /** Takes `refuse` back. */
  accept(site: string): void {
    this.#refused.delete(site);
  }

  /** What a node serves of a site. */
  served(node: string, site: string): ServedSite | undefined {
    return this.#of(node).get(site)?.site;
  }

  /** Ids of the sites of a node. */
  sites(node: string): string[] {
    return [...this.#of(node)].flatMap(([id, { site }]) => (site ? [id] : [])).toSorted();
  }

  async apply({ id: node }: NodeRow, site: Site, signal: AbortSignal): Promise<Applied> {
    this.#answer(node, signal);
    return this.#take(node, site, site.position);
  }

  async remove({ id: node }: NodeRow, id: string, position: number, signal: AbortSignal): Promise<Applied> {
    this.#answer(node, signal);
    const heard = this.#of(node).get(id);
    if (heard && heard.position > position) return 'stale';
    this.#of(node).set(id, { position });
    return heard?.site ? 'applied' : 'unchanged';
  }

  async converge({ id: node }: NodeRow, wanted: WantedSites, signal: AbortSignal): Promise<SitesConverged> {
    this.#answer(node, signal);
    this.converged.push(node);
    const done = { applied: 0, unchanged: 0, stale: 0 };
    const refused: { id: string; detail: string }[] = [];
    const before = this.sites(node);
    for (const site of wanted.sites) {
      try {
        done[this.#take(node, site, wanted.position)] += 1;
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        refused.push({ id: site.id, detail: error.detail });
      }
    }
    const { applied, unchanged } = done;
    const surplus = before.filter(
      (id) =>
        !wanted.sites.some((site) => site.id === id) && (this.#of(node).get(id)?.position ?? 0) <= wanted.position,
    );
    if (isMassDeletion(surplus.length, before.length) && !wanted.confirm) {
      const held = { held_removals: surplus.length, held_total: before.length };
      return { applied, unchanged, removed: 0, ...held, refused };
    }
    for (const id of surplus) this.#of(node).set(id, { position: wanted.position });
    return { applied, unchanged, removed: surplus.length, held_removals: 0, held_total: 0, refused };
  }

  #take(node: string, site: Site, asOf: number): Applied {
    const heard = this.#of(node).get(site.id);
    const isStale = heard && heard.position > (heard.site ? site.position : Math.max(site.position, asOf));
    if (isStale) return 'stale';
    const detail = this.#refused.get(site.id);
    if (detail !== undefined) throw new BackendError('refused', detail);
    const now: ServedSite = {
      position: site.position,
      hostnames: hostnames(site),
      suspended: isSuspended(site),
      php_values: site.spec.runtime_config.php_values ?? {},
    };
    this.#of(node).set(site.id, { position: site.position, site: now });
    return heard?.site && isAlike(heard.site, now) ? 'unchanged' : 'applied';
  }

  #of(node: string): Map<string, Heard> {
    const known = this.#nodes.get(node) ?? new Map<string, Heard>();
    this.#nodes.set(node, known);
    return known;
  }

  #answer(node: string, signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.#down.has(node)) throw new BackendError('unavailable', `node ${node} does not answer`);
  }
}

function isAlike(a: ServedSite, b: ServedSite): boolean {
  return JSON.stringify({ ...a, position: 0 }) === JSON.stringify({ ...b, position: 0 });
}
