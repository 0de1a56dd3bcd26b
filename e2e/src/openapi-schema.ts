import { BASIC } from '@hyperjump/json-schema/experimental';
import { type OutputUnit, registerSchema, validate } from '@hyperjump/json-schema/openapi-3-1';

/** OpenAPI 3.1's own schema of its documents, with that of the schemas in them. */
const DOCUMENT = 'https://spec.openapis.org/oas/3.1/schema-base';
/** Of the schemas in a document that names no other. */
const DIALECT = 'https://spec.openapis.org/oas/3.1/dialect/base';
const HERE = 'https://freehold.example/openapi.json';

/** Where a text is no OpenAPI 3.1 document; nowhere when it is one. */
export async function documentErrors(document: object): Promise<string[]> {
  return await errorsOf(DOCUMENT, document);
}

/** An OpenAPI document to hold answers to. */
export class DocumentedAnswers {
  constructor(document: object) {
    registerSchema(document as never, HERE, DIALECT); // the validator’s own type of a schema
  }

  /** Where an answer is not as the document says. */
  async errorsIn(body: unknown, path: string, method: string, status: number): Promise<string[]> {
    const place = `paths/${pointer(path)}/${method}/responses/${status}/content/application~1json/schema`;
    return await errorsOf(`${HERE}#/${place}`, body);
  }
}

async function errorsOf(schema: string, value: unknown): Promise<string[]> {
  const verdict = await validate(schema, value as never, BASIC); // the validator’s own type of JSON
  return verdict.valid ? [] : (verdict.errors ?? []).map(told);
}

function told({ instanceLocation, absoluteKeywordLocation }: OutputUnit): string {
  return `${instanceLocation} does not fit ${absoluteKeywordLocation}`;
}

/** A path as one step of a JSON pointer in a URI fragment (RFC 6901 §6). */
function pointer(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
}
