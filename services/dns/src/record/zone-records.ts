import { absoluteName } from '@freehold/contracts/dns/domain-name';
import { type RRset, rrsetsOf } from '@freehold/contracts/dns/rrset';
import type { ZoneChanges } from '../backends/dns-backend.js';
import { isAutomatic, isWanted, type RecordRow } from './record-row.js';

/** Where a record stands: its absolute name in normal form, its type, and who put it there. */
export interface Place {
  readonly at: string;
  readonly type: string;
  readonly managed_by: 'custom' | 'auto';
}

/** Where a custom record stood before it was renamed, as its spec wrote it: the name server may hold it still. */
export interface LeftPlace {
  readonly type: string;
  readonly name: string;
}

/** They answer for their whole name: nothing stands beside a CNAME, and what is delegated is not ours to answer. */
const WHOLE_NAME = new Set(['CNAME', 'NS']);
/** They answer for every name below theirs. */
const BELOW = new Set(['DNAME', 'NS']);
const ADDRESSES = new Set(['A', 'AAAA']);

/** Whether a custom record takes an automatic one out of service: custom beats auto. */
export function overrides(custom: Place, auto: Place): boolean {
  if (custom.managed_by !== 'custom' || auto.managed_by !== 'auto') return false;
  if (custom.at !== auto.at) return answersBelow(custom) && auto.at.endsWith(`.${custom.at}`);
  if (custom.type === auto.type || WHOLE_NAME.has(custom.type)) return true;
  return custom.type === 'ALIAS' && ADDRESSES.has(auto.type);
}

/** Whether a record answers for the names below its own. */
export function answersBelow({ type }: Place): boolean {
  return BELOW.has(type);
}

export function placeOf({ spec }: RecordRow, zone: string): Place {
  return { at: absoluteName(spec.name, zone), type: spec.type, managed_by: spec.managed_by };
}

/** Name and type of an RRset, as one text. */
export function rrsetKey({ at, type }: Pick<Place, 'at' | 'type'>): string {
  return `${at} ${type}`;
}

interface Placed {
  readonly row: RecordRow;
  readonly place: Place;
}

/**
 * The records of one zone, and what a name server is to hold of them. That follows from the rows alone: whoever changes one
 * record writes in the same patch what it takes out of service, or gives way to, and so the name never goes unanswered.
 */
export class ZoneRecords {
  private readonly placed: readonly Placed[];
  private readonly left: readonly Place[];
  private readonly customAt: ReadonlyMap<string, readonly Placed[]>;

  /** @param zone its name in normal form */
  constructor(
    readonly rows: readonly RecordRow[],
    private readonly zone: string,
    left: readonly LeftPlace[] = [],
  ) {
    this.placed = rows.map((row) => ({ row, place: placeOf(row, zone) }));
    this.left = left.map(({ type, name }) => ({ at: absoluteName(name, zone), type, managed_by: 'custom' }));
    this.customAt = Map.groupBy(
      this.placed.filter(({ row }) => !isAutomatic(row)),
      ({ place }) => place.at,
    );
  }

  /** The wanted custom record that takes an automatic one out of service. */
  overrider(row: RecordRow): RecordRow | undefined {
    return this.overriders(placeOf(row, this.zone)).find((custom) => isWanted(custom.row))?.row;
  }

  /** The RRsets that are to be served. */
  rrsets(): RRset[] {
    return this.rrsetsOf(this.inService());
  }

  /**
   * The RRsets that are written when this record comes, changes or goes: its own, those that give way to it or it to them, and
   * those at its name that nobody wants any more, beside which it may not be able to stand.
   */
  affectedBy(row: RecordRow): string[] {
    return this.affectedAt(placeOf(row, this.zone));
  }

  /** As {@link affectedBy}, of all places that renamed records have left. */
  affectedByLeaving(): string[] {
    return this.left.flatMap((place) => this.affectedAt(place));
  }

  /** What makes a name server hold the RRsets of these keys as they should be: there, or gone. */
  changesAt(keys: readonly string[]): ZoneChanges {
    const asked = new Set(keys);
    const replace = this.rrsetsOf(this.inService().filter(({ place }) => asked.has(rrsetKey(place))));
    for (const { name, type } of replace) asked.delete(rrsetKey({ at: name, type }));
    const remove = [...asked].map((key) => {
      const [name = '', type = ''] = key.split(' ');
      return { name, type };
    });
    return { replace, remove };
  }

  private inService(): Placed[] {
    return this.placed.filter(
      ({ row, place }) => isWanted(row) && !this.overriders(place).some((custom) => isWanted(custom.row)),
    );
  }

  private rrsetsOf(placed: readonly Placed[]): RRset[] {
    return rrsetsOf(
      placed.map(({ row }) => row.spec),
      this.zone,
    );
  }

  private affectedAt(own: Place): string[] {
    const gone = this.placed.filter(({ row }) => !isWanted(row)).map(({ place }) => place);
    const places = [
      own,
      ...this.overriders(own).map(({ place }) => place),
      ...this.placed.filter(({ place }) => overrides(own, place)).map(({ place }) => place),
      ...[...gone, ...this.left].filter((place) => place.at === own.at || overrides(place, own)),
    ];
    return places.map(rrsetKey);
  }

  /** The custom records, wanted or not, that stand in the way of an automatic one. */
  private overriders(auto: Place): Placed[] {
    if (auto.managed_by !== 'auto') return [];
    return upwards(auto.at, this.zone)
      .flatMap((name) => this.customAt.get(name) ?? [])
      .filter(({ place }) => overrides(place, auto));
  }
}

/** A name and those above it, up to the zone's own. */
function upwards(name: string, zone: string): string[] {
  const names = [name];
  for (let at = name; at !== zone && at.includes('.'); ) {
    at = at.slice(at.indexOf('.') + 1);
    names.push(at);
  }
  return names;
}
