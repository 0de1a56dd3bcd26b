const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `30s`, `500ms`, `5m`, `2h`, `1d` or of plain seconds; undefined when the text is no duration. */
export function milliseconds(text: string): number | undefined {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text) ?? [];
  const factor = UNITS[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** RFC 3339 of a time, or of a duration before now (`10m`); undefined when the text is neither. */
export function timeFrom(text: string, now: Date): string | undefined {
  const ago = /^\d+$/.test(text) ? undefined : milliseconds(text);
  if (ago !== undefined) return new Date(now.getTime() - ago).toISOString();
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** What `asOf` takes: a position of the ledger as it stands, or else a time. */
export function momentFrom(text: string, now: Date): string | undefined {
  return /^\d+$/.test(text) ? text : timeFrom(text, now);
}
