import type { RecordedEvent } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import { Feed } from '@freehold/ledger/feed';
import type { Ledger } from '@freehold/ledger/ledger';

/** A resource as one event left it, and the position from which it was otherwise. */
export interface Version {
  readonly resource: Resource;
  until: number | undefined;
}

/** Reads the whole ledger into memory. */
export async function readLedger(ledger: Ledger): Promise<RecordedEvent[]> {
  const { last } = await ledger.state();
  const events: RecordedEvent[] = [];
  await new Promise<void>((resolve, reject) => {
    const feed = new Feed(
      ledger,
      [
        {
          position: 0,
          async offer(arrival) {
            events.push(arrival.event());
            if (arrival.seq === last) void feed.close().then(resolve, reject);
          },
        },
      ],
      (_, text) => reject(new Error(text)),
    );
    feed.start();
  });
  return events;
}

/** What each event made of its resource. */
export function versionsOf(events: readonly RecordedEvent[]): Version[] {
  const newest = new Map<string, Version>();
  return events.map((event) => {
    const key = `${event.kind}/${event.resource_id}`;
    const before = newest.get(key);
    const version = { resource: evolve(kindNamed(event.kind), before?.resource, event), until: undefined };
    if (before) before.until = event.position;
    newest.set(key, version);
    return version;
  });
}

export function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The last state of each resource among some versions. */
export function newestOf(versions: readonly Version[]): Resource[] {
  return [...new Map(versions.map(({ resource }) => [`${resource.kind}/${resource.id}`, resource])).values()];
}
