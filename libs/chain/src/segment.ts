import type { Place } from './checkpoint.js';
import type { Entry } from './entry.js';
import { link } from './hash.js';

/** What is wrong with a ledger, and from which position on it shows. */
export interface Finding {
  readonly fault: 'changed' | 'missing' | 'added' | 'reordered' | 'truncated' | 'forged' | 'malformed';
  readonly position: number;
  readonly detail: string;
}

/** An event of an export, with what the exporter said of the chain after it. */
export interface Claimed {
  readonly event: Entry;
  readonly hash?: string | undefined;
}

/**
 * What is wrong between two checkpoints; nothing means that it is proven. Positions tell what is missing, added or out of order, in this
 * order of precedence; only where every position is there once and in order can the hash tell that something was changed.
 * @param isLast whether the export ends there: what is missing at its end was cut off
 */
export function findingsBetween(begins: Place, ends: Place, lines: readonly Claimed[], isLast: boolean): Finding[] {
  const events = lines.map(({ event }) => event);
  const gaps = gapsIn(begins, ends, events);
  const findings = [
    ...gaps.map(([first, last]) => missing(first, last, isLast && last === ends.position)),
    ...added(begins, ends, events),
  ];
  if (findings.length > 0) return findings.toSorted((a, b) => a.position - b.position);
  const displaced = events.find(({ position }, index) => position !== begins.position + 1 + index);
  if (displaced !== undefined) {
    const detail = `${displaced.position} stands where ${begins.position + 1 + events.indexOf(displaced)} should`;
    return [{ fault: 'reordered', position: displaced.position, detail }];
  }
  return changed(begins, ends, lines);
}

/** Runs of positions that no event bears. */
function gapsIn(begins: Place, ends: Place, events: readonly Entry[]): [number, number][] {
  const there = [...new Set(events.map(({ position }) => position))]
    .filter((position) => position > begins.position && position <= ends.position)
    .toSorted((a, b) => a - b);
  const gaps: [number, number][] = [];
  let expected = begins.position + 1;
  for (const position of [...there, ends.position + 1]) {
    if (position > expected) gaps.push([expected, position - 1]);
    expected = position + 1;
  }
  return gaps;
}

function missing(first: number, last: number, atTheEnd: boolean): Finding {
  const which = first === last ? `event ${first} is not there` : `events ${first} to ${last} are not there`;
  if (!atTheEnd) return { fault: 'missing', position: first, detail: which };
  return { fault: 'truncated', position: first, detail: `${which}: the ledger ends before its last checkpoint` };
}

function added(begins: Place, ends: Place, events: readonly Entry[]): Finding[] {
  const seen = new Set<number>();
  const findings: Finding[] = [];
  for (const { position } of events) {
    const outside = position <= begins.position || position > ends.position;
    if (outside || seen.has(position)) {
      const detail = outside
        ? `an event bears the position ${position}, outside of ${begins.position + 1} to ${ends.position}`
        : `two events bear the position ${position}`;
      findings.push({ fault: 'added', position, detail });
    }
    seen.add(position);
  }
  return findings;
}

/** Folds the events; where the end is not that of the checkpoint, what the exporter said of each helps to find the first that differs. */
function changed(begins: Place, ends: Place, lines: readonly Claimed[]): Finding[] {
  let hash = begins.hash;
  let suspect: number | undefined;
  for (const { hash: claimed, event } of lines) {
    hash = link(hash, event);
    if (claimed !== undefined && claimed !== hash) suspect ??= event.position;
  }
  if (hash === ends.hash) return [];
  const range = `${begins.position + 1} to ${ends.position}`;
  if (suspect === undefined)
    return [
      { fault: 'changed', position: begins.position + 1, detail: `something in ${range} is not as it was signed` },
    ];
  return [{ fault: 'changed', position: suspect, detail: `event ${suspect} is not as it was signed (in ${range})` }];
}
