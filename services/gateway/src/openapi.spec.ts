import { describe, expect, it } from '@jest/globals';
import { EXAMPLES } from './openapi/examples.js';
import { openApiDocument } from './openapi.js';
import { ROUTES } from './routes.js';

const document = JSON.parse(JSON.stringify(openApiDocument(ROUTES)));

describe('the OpenAPI document', () => {
  it('has every route once, under a name of its own', () => {
    const operations = Object.values<object>(document.paths).flatMap((methods) =>
      Object.values<{ operationId: string }>(methods as never),
    );
    expect(operations).toHaveLength(ROUTES.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(references.length).toBeGreaterThan(100);
    for (const path of references) {
      const found = path.split('/').reduce((part, step) => part?.[step], document);
      expect([path, typeof found]).toEqual([path, 'object']);
    }
  });

  it('names every parameter of a path', () => {
    for (const [path, methods] of Object.entries<Record<string, { parameters: { name: string; in: string }[] }>>(
      document.paths,
    )) {
      const named = [...path.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
      }
    }
  });

  it('gives examples that the routes take', () => {
    for (const [operationId, example] of Object.entries(EXAMPLES)) {
      const entry = ROUTES.find(({ operation_id }) => operation_id === operationId);
      expect([operationId, entry?.body?.schema.safeParse(example).error]).toEqual([operationId, undefined]);
    }
  });
});
