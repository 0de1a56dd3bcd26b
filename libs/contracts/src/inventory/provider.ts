import { z } from 'zod';
import { Line } from '../fields.js';
import { kind } from '../kind.js';

/** An account at a company that rents out machines, and how to ask it. */
export const Provider = kind({
  context: 'inventory',
  name: 'provider',
  plural: 'providers',
  summary: 'An account at a company that rents out machines',
  lifecycle: 'synchronous',
  id: { scheme: 'uuid' },
  routes: { item: '/providers', lists: [{ path: '/providers', create: true }] },
  spec: z.strictObject({
    name: Line,
    kind: z.enum(['hostwinds']),
    settings: z
      .strictObject({
        /** Plain HTTP is accepted for the loopback addresses alone: the key travels in the body. */
        base_url: z
          .url({ protocol: /^https?$/, error: 'an http or https address' })
          .max(2048)
          .default('https://clients.hostwinds.com/cloud/api.php'),
        requests_per_second: z.number().min(0, '0 lifts the limit').max(1000).default(2),
        location_id: z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,64}$/)
          .optional(),
      })
      .prefault({}),
    credentials: z.strictObject({ api_key: z.string().min(1, 'must not be empty').max(4096) }),
    /** Seconds between two syncs; 0 syncs only when asked. */
    sync_interval: z.int().min(0).max(86_400).default(900),
  }),
  secret: ['credentials'],
  immutable: ['kind'],
  filters: ['kind'],
  searched: ['name'],
  verbs: {
    'test-connection': {
      data: z.strictObject({}),
      action: 'read',
      summary: 'Whether the account answers, and if not, why',
    },
    regions: { data: z.strictObject({}), action: 'read', summary: 'Where the provider rents' },
    services: { data: z.strictObject({}), action: 'read', summary: 'What the provider rents' },
    sync: { data: z.strictObject({}), action: 'write', summary: 'Look at the account now' },
  },
  reasons: {
    insecure: { status: 400, title: 'The address would carry the key in the clear' },
    unreachable: { status: 503, title: 'The provider does not answer as it should' },
  },
});
