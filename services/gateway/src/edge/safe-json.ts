import { Rejected } from '@freehold/contracts/command';
import { pointer } from '@freehold/contracts/validation';

const MAX_DEPTH = 32;

/**
 * Reads a request's JSON. What could harm further in is refused here: keys that reach a prototype, nesting that overflows a
 * recursion, and texts that PostgreSQL cannot hold (NUL, half a surrogate pair), which would stop a projection.
 * @throws Rejected `request.not_json`, `request.invalid`
 */
export function safeJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Rejected(
      'request.not_json',
      `the body is not JSON: ${error instanceof Error ? error.message.split(',', 1)[0] : ''}`,
    );
  }
  inspect(value, []);
  return value;
}

function inspect(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') return inspectText(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= MAX_DEPTH) throw refusal(path.slice(0, 3), `the body is nested deeper than ${MAX_DEPTH}`);
  for (const [key, entry] of Object.entries(value)) {
    const place = [...path, key];
    if (!Array.isArray(value)) inspectKey(key, place);
    inspect(entry, place);
  }
}

function inspectKey(key: string, place: readonly string[]): void {
  inspectText(key, place);
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw refusal(place, 'no such field');
}

function inspectText(text: string, path: readonly string[]): void {
  if (!isStorable(text)) throw refusal(path, 'a text must be well-formed Unicode without NUL');
}

/** Whether PostgreSQL can hold the text, and a URL can carry it. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function refusal(path: readonly string[], detail: string): Rejected {
  const place = pointer(path);
  return new Rejected('request.invalid', `${place || 'body'}: ${detail}`, [{ pointer: place, detail }]);
}
