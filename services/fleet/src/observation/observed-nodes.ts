import { Node } from '@freehold/contracts/fleet/node';
import type { Resource } from '@freehold/contracts/resource';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { Later } from '@freehold/ledger/work-outcome';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import type { Reach } from '../deployment/reach.js';
import type { Leadership } from './leadership.js';
import { NodeObserver, type ObserverParts } from './node-observer.js';

/** The kind of work that begins and ends observations; its keys are node ids. */
export const OBSERVATION = 'node-observation';

/** Another replica may be the one that observes. */
const NOT_ME_MS = 1_000;

/** A node that gets a certificate, moves, or goes has its observation looked at anew. */
export const wantsObservation: Trigger = ({ event, after }) => {
  if (event.kind === Node.name && CHANGES.includes(event.fact)) return [{ kind: OBSERVATION, id: after.id }];
  if (event.kind === 'deployment' && event.fact === 'converged') return [{ kind: OBSERVATION, id: after.id }];
  return [];
};

const CHANGES = ['enrolled', 'provision_requested', 'decommission_requested', 'withdrawn', 'deleted'];

/**
 * The observations of all nodes, kept by one replica of the service: the one that holds the lock. Two that observe would tell every
 * sample and every drift twice, and contradict each other about a node that only one of them reaches.
 */
export class ObservedNodes {
  private readonly observers = new Map<string, NodeObserver>();

  constructor(
    private readonly parts: ObserverParts & {
      readonly view: LocalView;
      readonly reach: Reach;
      readonly leadership: Leadership;
    },
  ) {}

  /** Observes what there is whenever this replica becomes the one that does. */
  start(): void {
    this.parts.leadership.start({
      gained: async () => {
        for (const { id } of await this.parts.view.list(Node.name)) await this.look(id);
      },
      lost: () => this.endAll(),
    });
  }

  async stop(): Promise<void> {
    await this.parts.leadership.stop();
    await this.endAll();
  }

  /** The work on one node: what its row says now is what is observed. */
  readonly handler: WorkHandler = async ({ id }) => {
    if (!this.parts.leadership.held) throw new Later(NOT_ME_MS);
    await this.look(id);
  };

  private async look(id: string): Promise<void> {
    const { view, reach, leadership } = this.parts;
    const node = await view.get(Node.name, id);
    const at = node && isWatched(node) ? await reach.of(node) : undefined;
    // Who has lost the lock meanwhile has ended all observations.
    if (!leadership.held) return;
    if (node === undefined || at === undefined) {
      await this.observers.get(id)?.stop();
      this.observers.delete(id);
      return;
    }
    const known = this.observers.get(id);
    if (known) return known.follow(node, at);
    const observer = new NodeObserver(this.parts, node, at);
    this.observers.set(id, observer);
    observer.start();
  }

  private async endAll(): Promise<void> {
    const observers = [...this.observers.values()];
    this.observers.clear();
    await Promise.all(observers.map((observer) => observer.stop()));
  }
}

/** A node that is being taken out of service ends by itself, which is no failure. */
function isWatched({ status, observed }: Resource): boolean {
  return status !== 'deleting' && typeof observed?.['certificate_serial'] === 'string';
}
