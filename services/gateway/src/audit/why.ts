import type { EventView } from '@freehold/contracts/event-view';
import type { Rows } from '../access/rows.js';
import { EVENT_COLUMNS } from '../events/event-reader.js';

/** An event, and what it led to. */
export interface Cause extends EventView {
  readonly effects: readonly Cause[];
}

/** Why something is as it is. */
export interface Why {
  /** The event that is asked about, with everything that followed from it. */
  readonly event: Cause;
  /** What led to it, the nearest first; the last one is what a request, a schedule or a service began with. */
  readonly causes: readonly EventView[];
  /** What began it all. */
  readonly request: {
    readonly correlation_id: string;
    readonly actor: string;
    readonly on_behalf_of: string | null;
    readonly address: string | null;
    readonly reason: string | null;
    readonly time: string;
  };
  /** Whether there is more than is shown: deeper, or of more events. */
  readonly truncated: boolean;
}

const MOST_CAUSES = 50;
const MOST_LEVELS = 20;
const MOST_EFFECTS = 500;

/** The causes and the effects of an event, as far as the caller may see them. */
export class WhyReader {
  constructor(private readonly rows: Rows) {}

  /** @returns undefined when the resource has no such event that the caller may see */
  async of(kind: string, id: string, position: number | undefined): Promise<Why | undefined> {
    const event = await this.eventOf(kind, id, position);
    if (event === undefined) return undefined;
    const causes = await this.causesOf(event);
    const { effects, truncated } = await this.effectsOf(event);
    const { correlation_id, actor, on_behalf_of, address, reason, time } = causes.at(-1) ?? event;
    return {
      event: { ...event, effects },
      causes,
      request: { correlation_id, actor, on_behalf_of, address, reason, time },
      truncated: truncated || causes.length === MOST_CAUSES,
    };
  }

  private async eventOf(kind: string, id: string, position: number | undefined): Promise<EventView | undefined> {
    const { rows } = await this.rows.query<EventView>({
      name: 'why.event',
      text: `SELECT ${EVENT_COLUMNS} FROM event WHERE kind = $1 AND resource_id = $2 AND position <= coalesce($3::bigint, position)
        ORDER BY position DESC LIMIT 1`,
      values: [kind, id, position ?? null],
    });
    const [row] = rows;
    return position === undefined || row?.position === position ? row : undefined;
  }

  private async causesOf(event: EventView): Promise<EventView[]> {
    const causes: EventView[] = [];
    for (let of = event; of.causation_id !== null && causes.length < MOST_CAUSES; ) {
      const { rows } = await this.rows.query<EventView>({
        name: 'why.cause',
        text: `SELECT ${EVENT_COLUMNS} FROM event WHERE id = $1 AND position < $2 ORDER BY position DESC LIMIT 1`,
        values: [of.causation_id, of.position],
      });
      const [cause] = rows;
      if (cause === undefined) break;
      causes.push(cause);
      of = cause;
    }
    return causes;
  }

  /** Level by level. What an event causes comes after it, so there is no way back. */
  private async effectsOf(event: EventView): Promise<{ effects: Cause[]; truncated: boolean }> {
    const found: EventView[] = [];
    let level = [event];
    for (let depth = 0; level.length > 0 && depth < MOST_LEVELS && found.length < MOST_EFFECTS; depth++) {
      const { rows } = await this.rows.query<EventView>({
        name: 'why.effects',
        text: `SELECT ${EVENT_COLUMNS} FROM event WHERE causation_id = ANY ($1) AND position > $2 ORDER BY position LIMIT $3`,
        values: [level.map(({ id }) => id), event.position, MOST_EFFECTS - found.length],
      });
      found.push(...rows);
      level = rows;
    }
    const byCause = Map.groupBy(found, ({ causation_id }) => causation_id);
    const tree = (of: EventView): Cause[] =>
      (byCause.get(of.id) ?? []).map((effect) => ({ ...effect, effects: tree(effect) }));
    return { effects: tree(event), truncated: level.length > 0 };
  }
}
