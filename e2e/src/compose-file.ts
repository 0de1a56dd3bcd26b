import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './platform-under-test.js';

const Service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  deploy: z.object({
    resources: z.object({ limits: z.object({ memory: z.string(), cpus: z.string(), pids: z.int() }) }),
  }),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  restart: z.string(),
});
export type ComposeService = z.output<typeof Service>;

/** docker-compose.yml as it stands, variables and all. */
export function composeServices(): Readonly<Record<string, ComposeService>> {
  const file: unknown = parse(deployed('docker-compose.yml'), { merge: true });
  return z.object({ services: z.record(z.string(), Service) }).parse(file).services;
}

/** A file of the checkout, as text. */
export function deployed(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Variables of `.env.example` with their values, those in comments among them. */
export function envExample(): Map<string, string> {
  const lines = deployed('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]));
}

/** A text with its `${NAME}`, `${NAME:-default}` and `${NAME:?message}` replaced, as compose does it. */
export function interpolate(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, operator?: string, word = '') => {
    const value = values.get(name);
    if (value) return value;
    if (operator === '?') throw new Error(`${name} is not set: ${word}`);
    return word;
  });
}

/** Names of the variables that a text interpolates. */
export function interpolated(text: string): Set<string> {
  return new Set([...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name = '']) => name));
}
