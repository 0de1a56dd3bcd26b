import { BackendError } from '@freehold/ledger/backend-error';
import type { Applied, NodeRow } from '@freehold/service/agents';
import { hostnames, isSuspended, type Site } from '../webroot/site.js';
import { HeldSites, type Wanted } from './held-sites.js';
import type { SitesConverged, WantedSites, WebNodes } from './web-nodes.js';

/** A site as a fake node serves it. */
interface ServedSite {
  readonly hostnames: readonly string[];
  readonly suspended: boolean;
  readonly php_values: Readonly<Record<string, string>>;
}

/** Web nodes in memory, for specs: the contract of `WebNodes`, and faults on demand. */
export class FakeWebNodes implements WebNodes {
  readonly #nodes = new Map<string, HeldSites<ServedSite>>();
  readonly #refused = new Map<string, string>();
  readonly #down = new Set<string>();

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
    return this.#of(node).get(site);
  }

  /** Ids of the sites of a node, in order. */
  sites(node: string): string[] {
    return this.#of(node).ids();
  }

  async apply({ id }: NodeRow, site: Site, signal: AbortSignal): Promise<Applied> {
    return this.#answering(id, signal).apply(wanted(site));
  }

  async remove({ id: node }: NodeRow, id: string, position: number, signal: AbortSignal): Promise<Applied> {
    return this.#answering(node, signal).remove(id, position);
  }

  async converge(
    { id }: NodeRow,
    { sites, position, confirm }: WantedSites,
    signal: AbortSignal,
  ): Promise<SitesConverged> {
    return this.#answering(id, signal).converge(sites.map(wanted), position, confirm);
  }

  #of(node: string): HeldSites<ServedSite> {
    const known = this.#nodes.get(node) ?? new HeldSites<ServedSite>(this.#refused);
    this.#nodes.set(node, known);
    return known;
  }

  #answering(node: string, signal: AbortSignal): HeldSites<ServedSite> {
    signal.throwIfAborted();
    if (this.#down.has(node)) throw new BackendError('unavailable', `node ${node} does not answer`);
    return this.#of(node);
  }
}

function wanted(site: Site): Wanted<ServedSite> {
  const { php_values = {} } = site.spec.runtime_config;
  const served = { hostnames: hostnames(site), suspended: isSuspended(site), php_values };
  return { id: site.id, position: site.position, site: served };
}
