import { absorb } from '@freehold/contracts/aggregate';
import { eventSubject } from '@freehold/contracts/event';
import type { Resource } from '@freehold/contracts/resource';
import { LRUCache } from 'lru-cache';
import type { Ledger, Tail } from './ledger.js';

/** The fold of one subject. Owned by {@link Aggregates}: it changes only by events that are in the ledger. */
export interface Aggregate {
  readonly subject: string;
  /** Living resources on the subject by id; the aggregate's own resource stays after its deletion. */
  readonly resources: Map<string, Resource>;
  /** Position of the subject's last event; 0 before the first. */
  last: number;
  /** Positions of the newest commands by id, so that a repeated one is answered as before. */
  readonly commands: Map<string, number>;
}

const REMEMBERED_COMMANDS = 256;

/** Folds subjects of one service, and keeps the newest used folds: at most `resources` resources in all. */
export class Aggregates {
  private readonly folds: LRUCache<string, Aggregate>;

  constructor(
    private readonly ledger: Ledger,
    { resources = 20_000 }: { resources?: number } = {},
  ) {
    this.folds = new LRUCache({ maxSize: resources, sizeCalculation: (fold) => 1 + fold.resources.size });
  }

  /** The fold as it is cached, else an empty one: the guess of a create, which the append's guard corrects. */
  guess(context: string, kind: string, id: string): Aggregate {
    const subject = eventSubject(context, kind, id);
    return this.folds.get(subject) ?? empty(subject);
  }

  /** The fold of the subject's events, from the cache or from the ledger. */
  async load(context: string, kind: string, id: string): Promise<Aggregate> {
    const fold = this.guess(context, kind, id);
    if (fold.last === 0) this.absorb(fold, await this.ledger.since(fold.subject, 0));
    return fold;
  }

  /** Folds events that come after those that it holds. What is no event counts for the next append alone. */
  absorb(fold: Aggregate, { events, last }: Tail): void {
    for (const event of events) {
      if (event.position <= fold.last) continue;
      absorb(fold.resources, event);
      fold.last = event.position;
      fold.commands.set(event.id, event.position);
    }
    fold.last = Math.max(fold.last, last);
    for (const id of fold.commands.keys()) {
      if (fold.commands.size <= REMEMBERED_COMMANDS) break;
      fold.commands.delete(id);
    }
    if (last === 0) return;
    // The cache weighs a fold when it comes in, and this one has grown.
    this.folds.delete(fold.subject);
    this.folds.set(fold.subject, fold);
  }
}

function empty(subject: string): Aggregate {
  return { subject, resources: new Map(), last: 0, commands: new Map() };
}
