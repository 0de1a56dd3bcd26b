import type { JsonSchema } from './json-schema.js';

/** Limits from above and from below: a lower maximum, a higher minimum, excludes what was valid. */
const MAXIMA = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const MINIMA = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];

/**
 * Ways in which a newer schema may refuse data that an older one accepted, with the place of each. It compares what zod
 * writes; a keyword that it does not know counts as narrower when it appears or changes.
 */
export function narrowings(older: JsonSchema, newer: JsonSchema, at = ''): string[] {
  const place = at || 'data';
  if (same(older, newer) || Object.keys(newer).length === 0) return [];
  const options = newer['anyOf'] ?? newer['oneOf'];
  if (Array.isArray(options)) return alternatives(older, options.filter(isSchema), place, at);
  const found: string[] = [];
  for (const option of optionsOf(older)) {
    found.push(
      ...typeNarrowed(option, newer, place),
      ...valuesNarrowed(option, newer, place),
      ...limitsNarrowed(option, newer, place),
      ...objectNarrowed(option, newer, at),
    );
    const [itemsBefore, itemsNow] = [option['items'], newer['items']];
    if (isSchema(itemsNow)) found.push(...narrowings(isSchema(itemsBefore) ? itemsBefore : {}, itemsNow, `${at}/*`));
  }
  return found;
}

/** Every way that was must fit one of the ways that are. */
function alternatives(older: JsonSchema, newer: readonly JsonSchema[], place: string, at: string): string[] {
  return optionsOf(older)
    .filter((option) => !newer.some((candidate) => narrowings(option, candidate, at).length === 0))
    .map((option) => `${place} does not take ${JSON.stringify(option['type'] ?? option['enum'] ?? option)} as before`);
}

function optionsOf(schema: JsonSchema): JsonSchema[] {
  const options = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(options) ? options.filter(isSchema) : [schema];
}

function typeNarrowed(older: JsonSchema, newer: JsonSchema, place: string): string[] {
  if (newer['type'] === undefined) return [];
  const before: unknown[] = [older['type']].flat();
  const now: unknown[] = [newer['type']].flat();
  const lost = before.filter((type) => !now.includes(type) && !(type === 'integer' && now.includes('number')));
  return lost.length > 0
    ? [
        `${place} was ${lost.map((type) => (typeof type === 'string' ? type : 'anything')).join(' or ')} and must be ${now.join(' or ')}`,
      ]
    : [];
}

function valuesNarrowed(older: JsonSchema, newer: JsonSchema, place: string): string[] {
  const now = newer['enum'] ?? (newer['const'] === undefined ? undefined : [newer['const']]);
  if (!Array.isArray(now)) return [];
  const before = older['enum'] ?? (older['const'] === undefined ? undefined : [older['const']]);
  if (!Array.isArray(before)) return [`${place} is limited to ${now.join(', ')}`];
  const lost = before.filter((value) => !now.includes(value));
  return lost.length > 0 ? [`${place} has lost the values ${lost.join(', ')}`] : [];
}

function limitsNarrowed(older: JsonSchema, newer: JsonSchema, place: string): string[] {
  const found: string[] = [];
  for (const key of MAXIMA)
    if (limit(newer, key) < limit(older, key)) found.push(`${place} has ${key} ${String(newer[key])}`);
  for (const key of MINIMA)
    if (-limit(newer, key, true) < -limit(older, key, true)) found.push(`${place} has ${key} ${String(newer[key])}`);
  for (const key of ['pattern', 'multipleOf'])
    if (newer[key] !== undefined && newer[key] !== older[key]) found.push(`${place} has another ${key}`);
  if (newer['format'] !== undefined && older['format'] !== newer['format']) found.push(`${place} has another format`);
  return found;
}

function limit(schema: JsonSchema, key: string, below = false): number {
  const value = schema[key];
  return typeof value === 'number' ? value : below ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function objectNarrowed(older: JsonSchema, newer: JsonSchema, at: string): string[] {
  const [before, now] = [propertiesOf(older), propertiesOf(newer)];
  const wasRequired = listOf(older['required']);
  const required = listOf(newer['required']).filter((name) => !wasRequired.includes(name));
  const closed = newer['additionalProperties'] === false;
  return [
    ...required.map((name) => `${at}/${name} is required and was not`),
    ...Object.entries(before).flatMap(([name, schema]) => {
      const next = now[name];
      if (next === undefined) return closed ? [`${at}/${name} is gone`] : [];
      return narrowings(schema, next, `${at}/${name}`);
    }),
    ...(closed && older['properties'] !== undefined && older['additionalProperties'] !== false
      ? [`${at || 'data'} no longer takes further fields`]
      : []),
    ...(isSchema(newer['additionalProperties'])
      ? narrowings(
          isSchema(older['additionalProperties']) ? older['additionalProperties'] : {},
          newer['additionalProperties'],
          `${at}/*`,
        )
      : []),
  ];
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const properties = schema['properties'];
  return isSchema(properties) ? (properties as Readonly<Record<string, JsonSchema>>) : {}; // by the meaning of the keyword
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
