import { z } from 'zod';

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema (draft 7, which AsyncAPI 3.0 reads) of what a zod schema accepts in the ledger. */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  const written: JsonSchema = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(written).filter(([keyword]) => keyword !== '$schema'));
}
