import { z } from 'zod';
import { Settings, Slug } from '../fields.js';
import { kind } from '../kind.js';

/** A place where clusters stand: a data centre, a provider's region. */
export const Region = kind({
  context: 'fleet',
  name: 'region',
  plural: 'regions',
  summary: 'A place where clusters stand',
  lifecycle: 'synchronous',
  shared: true,
  id: { scheme: 'natural', of: (spec) => String(spec['name']) },
  routes: { item: '/regions', lists: [{ path: '/regions', create: true }] },
  spec: z.strictObject({ name: Slug, config: Settings.default({}) }),
  immutable: ['name'],
  filters: ['name'],
  searched: ['name'],
});
