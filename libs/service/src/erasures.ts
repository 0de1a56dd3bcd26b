import { setTimeout as pause } from 'node:timers/promises';
import type { Positions } from '@freehold/ledger/positions';
import type { Pool } from 'pg';
import type { Parts, Wiring } from './definition.js';
import { destroyAgain, ERASURES, erasing, erasures, isErasable } from './erasure.js';
import type { Logger } from './log.js';
import { opensPersonal } from './open-personal.js';

const CATCH_UP_REPORT_MS = 10_000;
const AGAIN_AFTER_MS = 500;

/**
 * What a service that owns persons, or else what is erased, does about it: it erases them, opens what is sealed of those who are not, and
 * applies every erasure once more at each start, before it opens anything.
 */
export class Erasures {
  private readonly first = Promise.withResolvers<void>();
  private isApplied = false;
  private readonly stopping = new AbortController();

  private constructor(
    private readonly parts: {
      readonly pool: Pool;
      readonly positions: Positions;
      readonly log: Logger;
      readonly shred: Parts<unknown>['shred'];
    },
  ) {}

  /** The wiring with what belongs to erasure; unchanged, and no erasures, where nothing that the service owns is erased. */
  static of(wiring: Wiring, parts: Parts<unknown>): { readonly wiring: Wiring; readonly erasures?: Erasures } {
    const kinds = (wiring.owned ?? []).map(({ decider }) => decider.kind).filter(isErasable);
    if (kinds.length === 0) return { wiring };
    const its = new Erasures(parts);
    const { log, shred } = parts;
    const persons = kinds.filter(({ personal }) => personal?.length);
    const served = its.first.promise;
    return {
      erasures: its,
      wiring: {
        ...wiring,
        processes: [...(wiring.processes ?? []), ...persons.map((kind) => erasing(kind, shred))],
        projections: [...(wiring.projections ?? []), erasures(kinds)],
        asks: {
          ...wiring.asks,
          ...(persons.length > 0 && { open: opensPersonal(persons, { vault: parts.vault, log, served }) }),
        },
        notReady: () =>
          wiring.notReady?.() ??
          (its.isApplied ? undefined : 'erasures are not yet applied to the keys that are there'),
      },
    };
  }

  /**
   * Destroys the keys of everybody who was erased up to a position, once the rows tell who that is: a bucket that came from a backup may
   * have brought them back. Tried until it succeeds, or the service stops.
   */
  async apply(position: number): Promise<void> {
    const { pool, positions, log, shred } = this.parts;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (await positions.wait([ERASURES], position, CATCH_UP_REPORT_MS, signal)) {
          const persons = await destroyAgain(pool, shred);
          log.debug({ persons }, 'every erasure is applied');
          this.isApplied = true;
          return this.first.resolve();
        }
        if (!signal.aborted) log.warn({ position }, 'erasures wait until the rows have caught up with the ledger');
      } catch (error) {
        log.warn({ err: error }, 'erasures could not be applied yet');
        await pause(AGAIN_AFTER_MS);
      }
    }
  }

  stop(): void {
    this.stopping.abort();
  }
}
