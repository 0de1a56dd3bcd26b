import { z } from 'zod';
import { Id, Version } from '../fields.js';
import { kind } from '../kind.js';

/** What a webroot can be run by. */
export const RuntimeName = z.enum(['php', 'node', 'python', 'ruby', 'static']);
export type RuntimeName = z.output<typeof RuntimeName>;

const shape = { runtime: RuntimeName, version: Version };
const keyOf = (parent: string) => (spec: Record<string, unknown>) =>
  [spec[parent], spec['runtime'], spec['version']].map(String).join('/');

/** What every cluster of a region offers. */
export const RegionRuntime = kind({
  context: 'fleet',
  name: 'region-runtime',
  plural: 'region-runtimes',
  summary: 'A runtime that every cluster of a region offers',
  lifecycle: 'synchronous',
  shared: true,
  id: { scheme: 'natural', of: keyOf('region_id') },
  routes: {
    item: '/region-runtimes',
    lists: [{ path: '/regions/{region_id}/runtimes', parent: 'region_id', create: true }],
  },
  spec: z.strictObject({ region_id: Id, ...shape }),
  refs: { region_id: { kind: 'region', on_delete: 'refuse' } },
  immutable: ['region_id', 'runtime', 'version'],
  filters: ['runtime', 'version'],
});

/** What one cluster offers, beside what its region does. */
export const ClusterRuntime = kind({
  context: 'fleet',
  name: 'cluster-runtime',
  plural: 'cluster-runtimes',
  summary: 'A runtime that one cluster offers',
  lifecycle: 'synchronous',
  shared: true,
  id: { scheme: 'natural', of: keyOf('cluster_id') },
  routes: {
    item: '/cluster-runtimes',
    lists: [{ path: '/clusters/{cluster_id}/runtimes', parent: 'cluster_id', create: true }],
  },
  spec: z.strictObject({ cluster_id: Id, ...shape }),
  refs: { cluster_id: { kind: 'cluster', on_delete: 'refuse' } },
  immutable: ['cluster_id', 'runtime', 'version'],
  filters: ['runtime', 'version'],
});
