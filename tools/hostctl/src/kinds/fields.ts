import { z } from 'zod';

/** What a flag or a line of a file holds. `any`: JSON where it reads as JSON, else text. */
export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'object' | 'map' | 'list' | 'any';

/** One field of a body, at its path: `settings.base_url`. */
export interface Field {
  readonly path: readonly string[];
  readonly type: FieldType;
  /** What a list or a map holds. */
  readonly of?: FieldType;
  readonly required: boolean;
  readonly default?: unknown;
  readonly choices?: readonly string[];
  readonly description?: string;
  readonly example?: string;
  /** `60..86400`, `at most 255 characters`. */
  readonly limits?: string;
}

/** The part of JSON Schema (draft 2020-12) that zod writes for the kinds. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number | boolean)[];
  readonly const?: string | number | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly examples?: readonly (string | number | boolean)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Every field of a body, an object before the fields that it holds. */
export function fieldsOf(body: z.ZodType): Field[] {
  const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema; // its documented form
  return within(schema, [], true);
}

function within(object: Schema, path: readonly string[], isRequired: boolean): Field[] {
  return Object.entries(object.properties ?? {}).flatMap(([name, raw]) => {
    const schema = merged(raw);
    const required = isRequired && (object.required?.includes(name) ?? false);
    const field = fieldAt([...path, name], schema, required);
    return field.type === 'object' ? [field, ...within(schema, field.path, required)] : [field];
  });
}

function fieldAt(path: readonly string[], schema: Schema, required: boolean): Field {
  const of = elementOf(schema);
  const choices = schema.enum?.map(String) ?? (schema.const === undefined ? undefined : [String(schema.const)]);
  const limits = limitsOf(schema);
  const example = schema.examples?.[0];
  return {
    path,
    type: typeOf(schema),
    required,
    ...(of !== undefined && { of }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(choices !== undefined && { choices }),
    ...(schema.description !== undefined && { description: schema.description }),
    ...(example !== undefined && { example: String(example) }),
    ...(limits !== undefined && { limits }),
  };
}

/** Alternatives as one: without null, and objects of several shapes as one object that holds the fields of all. */
function merged(schema: Schema): Schema {
  if (typeof schema.type === 'object') {
    const [type, ...others] = schema.type.filter((name) => name !== 'null');
    return type !== undefined && others.length === 0 ? { ...schema, type } : pickAnnotations(schema);
  }
  const options = (schema.anyOf ?? schema.oneOf)?.map(merged).filter(({ type }) => type !== 'null');
  const [first] = options ?? [];
  if (options === undefined || first === undefined) return schema;
  if (options.length === 1) return { ...first, ...pickAnnotations(schema) };
  if (options.every(({ type }) => type === 'string')) return { ...texts(options), ...pickAnnotations(schema) };
  if (!options.every(({ type }) => type === 'object')) return pickAnnotations(schema);
  const properties: Record<string, Schema> = {};
  for (const option of options) {
    for (const [name, field] of Object.entries(option.properties ?? {})) {
      const known = properties[name];
      const choices = [known, field].flatMap((entry) => entry?.enum ?? entry?.const ?? []);
      properties[name] = known !== undefined && choices.length > 1 ? { type: 'string', enum: choices } : field;
    }
  }
  const required = (first.required ?? []).filter((name) => options.every((option) => option.required?.includes(name)));
  return { type: 'object', properties, required, ...pickAnnotations(schema) };
}

/** Texts of several forms: a choice where all of them are, else any text. */
function texts(options: readonly Schema[]): Schema {
  const choices = options.map(({ enum: several, const: one }) => several ?? (one === undefined ? undefined : [one]));
  const all = choices.flatMap((some) => some ?? []);
  return { type: 'string', ...(choices.every((some) => some !== undefined) && { enum: [...new Set(all)] }) };
}

function pickAnnotations({ default: value, description, examples }: Schema): Schema {
  return {
    ...(value !== undefined && { default: value }),
    ...(description !== undefined && { description }),
    ...(examples !== undefined && { examples }),
  };
}

function typeOf(schema: Schema): FieldType {
  if (schema.enum !== undefined || schema.const !== undefined) return 'text';
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
    case 'boolean':
      return schema.type;
    case 'array':
      return 'list';
    case 'object':
      return schema.properties === undefined && typeof schema.additionalProperties === 'object' ? 'map' : 'object';
    case undefined:
      return 'any';
  }
  throw new Error(`a field of JSON type ${schema.type.toString()} is new to hostctl`);
}

function elementOf(schema: Schema): FieldType | undefined {
  if (schema.type === 'array') return schema.items === undefined ? 'any' : typeOf(merged(schema.items));
  const values = schema.additionalProperties;
  return typeOf(schema) === 'map' && typeof values === 'object' ? typeOf(merged(values)) : undefined;
}

/** zod writes the bounds of JavaScript’s safe integers where a declaration sets none: they tell a reader nothing. */
function limitsOf(schema: Schema): string | undefined {
  const bound = (value: number | undefined) =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
  const [low, high] = [bound(schema.minimum), bound(schema.maximum)];
  if (low !== undefined && high !== undefined) return `${low}..${high}`;
  if (low !== undefined) return `at least ${low}`;
  if (high !== undefined) return `at most ${high}`;
  if (schema.maxLength !== undefined) return `at most ${schema.maxLength} characters`;
  return schema.maxItems === undefined ? undefined : `at most ${schema.maxItems}`;
}
