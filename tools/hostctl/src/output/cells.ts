import { styleText } from 'node:util';
import { isObject, type JsonObject } from '../api/json.js';

/** How values are written into cells. */
export interface CellStyle {
  readonly now: Date;
  readonly colour: boolean;
  /** In full: with the exact time beside "5 min ago". For a single thing, where there is room. */
  readonly full: boolean;
}

type Colour = Parameters<typeof styleText>[0];

/** Good, on its way, bad, gone. A word that is not here stays plain. */
const STATUS_COLOURS: Readonly<Record<string, Colour>> = {
  ...colour('green', ['active', 'succeeded', 'completed', 'running', 'assigned', 'up', 'ok', 'live']),
  ...colour('yellow', [
    'pending',
    'provisioning',
    'converging',
    'suspended',
    'held',
    'deleting',
    'rebuilding',
    'degraded',
  ]),
  ...colour('red', ['failed', 'error', 'crashed', 'stopped', 'parked']),
  ...colour('gray', ['deleted', 'vanished', 'cancelled', 'disabled', 'off']),
};

function colour(name: Colour, words: readonly string[]): Record<string, Colour> {
  return Object.fromEntries(words.map((word) => [word, name]));
}

/** One value as people read it. What is nested deeply stays JSON: its readers want `-o yaml`. */
export function cell(field: string, value: unknown, style: CellStyle): string {
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return text(field, value, style);
  if (field === 'changes' && Array.isArray(value)) return value.filter(isObject).map(change).join('; ') || '-';
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object'))
    return printable(value.join(', ')) || '-';
  return isObject(value) ? flat(value, style) : printable(JSON.stringify(value));
}

/** Several lines where there is room for them: each thing of a list on its own. */
export function lines(field: string, value: unknown, style: CellStyle): string[] {
  const isList = Array.isArray(value) && value.length > 0 && value.every(isObject);
  return isList && field !== 'changes' ? value.map((entry) => flat(entry, style)) : [cell(field, value, style)];
}

function flat(value: JsonObject, style: CellStyle): string {
  const entries = Object.entries(value);
  if (entries.some(([, inner]) => typeof inner === 'object' && inner !== null)) return printable(JSON.stringify(value));
  return entries
    .map(([field, inner]) => `${printable(field)}=${cell(field, inner, { ...style, full: false })}`)
    .join(' ');
}

function text(field: string, value: string, style: CellStyle): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value)) return time(value, style);
  const shown = printable(value);
  const word = field === 'status' || field === 'power_state' ? STATUS_COLOURS[value] : undefined;
  // validateStream would look at this process' own stdout, not at where the table goes.
  return style.colour && word !== undefined ? styleText(word, shown, { validateStream: false }) : shown;
}

/** One field of a history: `ttl: 3600 → 300`. */
function change(value: JsonObject): string {
  const [before, after] = [value['old'], value['new']].map((state) => {
    if (state === null || state === undefined) return '-';
    return printable(typeof state === 'string' ? state : JSON.stringify(state));
  });
  return `${printable(String(value['field']))}: ${before === '-' ? '' : `${before} → `}${after}`;
}

/** Values come from tenants and vendors: what would move the cursor or repaint the terminal is shown, not obeyed. */
export function printable(value: string): string {
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) => {
    const known = ({ '\n': '\\n', '\t': '\\t', '\r': '\\r' } as Record<string, string>)[char]; // only these three
    return known ?? `\\u{${char.codePointAt(0)?.toString(16)}}`;
  });
}

function time(value: string, { now, full }: CellStyle): string {
  const date = new Date(value);
  const exact = `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const distance = relative(date, now);
  if (distance === undefined) return full ? exact : exact.slice(0, 10);
  return full ? `${exact} (${distance})` : distance;
}

const STEPS = [
  { below: 60, unit: 's', seconds: 1 },
  { below: 3_600, unit: 'min', seconds: 60 },
  { below: 86_400, unit: 'h', seconds: 3_600 },
  { below: 7 * 86_400, unit: 'd', seconds: 86_400 },
];

/** `5 min ago`, `in 2 h`; undefined from a week on, where the date says more. */
function relative(date: Date, now: Date): string | undefined {
  const seconds = Math.round((now.getTime() - date.getTime()) / 1_000);
  const distance = Math.abs(seconds);
  if (distance < 2) return 'now';
  const step = STEPS.find(({ below }) => distance < below);
  if (step === undefined) return undefined;
  const amount = `${Math.floor(distance / step.seconds)} ${step.unit}`;
  return seconds < 0 ? `in ${amount}` : `${amount} ago`;
}
