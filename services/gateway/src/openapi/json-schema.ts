import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A zod schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1: what a caller sends, before defaults and normal forms. */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  const made = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(made).filter(([key]) => key !== '$schema'));
}

/** A query is text: where its declaration says that the text is a number, the pattern of its digits says nothing more. */
export function parameterSchema(schema: z.ZodType): { readonly schema: JsonSchema; readonly description?: string } {
  const { description, pattern, ...rest } = jsonSchema(schema);
  const numeric = rest['type'] === 'integer';
  return {
    schema: numeric || pattern === undefined ? rest : { ...rest, pattern },
    ...(typeof description === 'string' && { description }),
  };
}

export function reference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
