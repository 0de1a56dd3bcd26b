import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Rejected } from '@freehold/contracts/command';
import { z } from 'zod';
import { type Route, route } from '../edge/route.js';
import { openApiDocument } from '../openapi.js';

const require = createRequire(import.meta.url);
const ASSETS = dirname(require.resolve('swagger-ui-dist/package.json'));

/** The files of Swagger UI that the page loads, and nothing else of the package. */
const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Freehold API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#page', deepLinking: true, displayRequestDuration: true });\n`;

/** The document, and a page to read and try it; all assets are local. */
export function docsRoutes(routes: () => readonly Route[]): Route[] {
  let document: string | undefined;
  return [
    route({
      method: 'GET',
      path: '/openapi.json',
      operation_id: 'openApi',
      tag: 'docs',
      summary: 'This document',
      answers: { 200: { description: 'OpenAPI 3.1', schema: z.record(z.string(), z.unknown()) } },
      async handle() {
        document ??= JSON.stringify(openApiDocument(routes()));
        return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: document };
      },
    }),
    route({
      method: 'GET',
      path: '/docs',
      operation_id: 'docs',
      tag: 'docs',
      summary: 'A page to read this document and try its routes',
      answers: { 200: { description: 'HTML', content_type: 'text/html', schema: z.string() } },
      handle: async () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PAGE }),
    }),
    route({
      method: 'GET',
      path: '/docs/{file}',
      operation_id: 'docsAsset',
      tag: 'docs',
      summary: 'What the page is made of',
      answers: {
        200: { description: 'A style sheet, a script or a picture', content_type: '*/*', schema: z.string() },
      },
      async handle({ params: { file = '' } }) {
        if (file === 'start.js')
          return { status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: START };
        const type = TYPES[file];
        if (type === undefined) throw new Rejected('request.not_found', 'there is nothing at this path');
        return {
          status: 200,
          headers: { 'content-type': type, 'cache-control': 'public, max-age=3600' },
          body: await readFile(join(ASSETS, file)),
        };
      },
    }),
  ];
}
