import { z } from 'zod';
import { Line, Slug } from '../fields.js';
import { kind } from '../kind.js';
import { ShardRole } from './role.js';

const Port = z.int().min(1).max(65_535);

/** How nodes of a sort are started: image, limits, health check. */
export const NodeProfile = kind({
  context: 'fleet',
  name: 'node-profile',
  plural: 'node-profiles',
  summary: 'How nodes of a sort are started',
  lifecycle: 'synchronous',
  id: { scheme: 'natural', of: (spec) => String(spec['name']) },
  routes: { item: '/node-profiles', lists: [{ path: '/node-profiles', create: true }] },
  spec: z.strictObject({
    name: Slug,
    role: ShardRole,
    image: z.string().regex(/^[a-z0-9][a-zA-Z0-9._/:@-]{0,254}$/, 'an image such as freehold/web:1'),
    env: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'the name of a variable'), z.string().max(4096))
      .default({}),
    volumes: z.array(Line).max(32).default([]),
    ports: z
      .array(z.strictObject({ host: Port, container: Port }))
      .max(64)
      .default([]),
    resources: z
      .strictObject({ memory_mb: z.int().min(16).optional(), cpu_shares: z.int().min(2).optional() })
      .prefault({}),
    health_check: z
      .strictObject({
        test: z.array(z.string().max(1024)).min(1).max(32),
        interval: z.int().min(1).default(30),
        timeout: z.int().min(1).default(5),
        retries: z.int().min(1).default(3),
      })
      .optional(),
    network_mode: Slug.optional(),
  }),
  immutable: ['name', 'role'],
  filters: ['role', 'name'],
  searched: ['name', 'image'],
});
