import type { Kind } from '@freehold/contracts/kind';
import { HIDDEN } from '@freehold/contracts/view';
import { parse, YAMLParseError } from 'yaml';
import { isObject, type JsonObject } from '../api/json.js';
import { misused } from '../failure.js';
import { readAll, readText, type Terminal } from '../terminal.js';

/** The one object in a YAML or JSON file; `-` is standard input. */
export async function readDocument(path: string, terminal: Terminal): Promise<JsonObject> {
  const text = path === '-' ? await readAll(terminal.stdin) : readText(path);
  const document = parsed(text, path);
  if (!isObject(document)) throw misused(`${path} does not hold one object with fields`);
  return document;
}

function parsed(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof YAMLParseError) throw misused(`${path}: ${error.message}`);
    throw error;
  }
}

/** What every answer adds to the fields of a kind. */
const ANSWERED = ['status', 'status_message', 'created_at', 'updated_at', 'operation_id'];

/**
 * The fields of a document that a client may send. What `get -o yaml` wrote can be edited and sent back: what the platform
 * sets itself, and the stars in place of a secret, are left out. Any other unknown field stays, for the platform to refuse.
 */
export function sendable(kind: Kind, document: JsonObject, use: 'create' | 'update'): Record<string, unknown> {
  const isId = kind.id.scheme !== 'given' || use === 'update';
  const ours = new Set([
    ...ANSWERED,
    ...(isId ? ['id'] : []),
    ...Object.keys(kind.observed?.shape ?? {}),
    ...(kind.internal ?? []),
  ]);
  const isSent = ([field, value]: [string, unknown]) =>
    !ours.has(field) &&
    !(kind.secret?.includes(field) && value === HIDDEN) &&
    // On create an absent field and null say the same; on update null clears.
    !(use === 'create' && value === null);
  return Object.fromEntries(Object.entries(document).filter(isSent));
}

/** `over` on top of `base`, objects field by field. */
export function overlaid(base: JsonObject, over: JsonObject): Record<string, unknown> {
  const next: Record<string, unknown> = { ...base };
  for (const [field, value] of Object.entries(over)) {
    const below = next[field];
    next[field] = isObject(below) && isObject(value) ? overlaid(below, value) : value;
  }
  return next;
}
