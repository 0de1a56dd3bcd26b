import { z } from 'zod';
import { Id, Slug, Version } from '../fields.js';
import { RuntimeName } from '../fleet/runtime.js';
import { kind } from '../kind.js';
import { subscribed } from './subscription.js';

/** Set by the platform on every pool: they keep tenants apart. */
const RESERVED_PHP = ['open_basedir', 'error_log', 'disable_functions', 'doc_root'];

const Directive = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, 'the name of a directive, such as memory_limit');
const Value = z
  .string()
  .max(1024, 'at most 1024 characters')
  .regex(
    /^[^\p{Cc}\p{Cs}"'\\;=[\]]*$/u,
    'no quotes, brackets, backslashes, semicolons, equals signs or control characters',
  );
const PhpValues = z.record(Directive, Value).refine((values) => !RESERVED_PHP.some((name) => name in values), {
  error: `the platform sets ${RESERVED_PHP.join(', ')} itself`,
});
const count = (most: number) => z.int().min(1, 'at least 1').max(most, `at most ${most}`);

/** How PHP runs a webroot's pages. */
export const PhpConfig = z.strictObject({
  pm: z
    .strictObject({
      mode: z.enum(['ondemand', 'dynamic', 'static']).optional(),
      max_children: count(200).optional(),
      start_servers: count(200).optional(),
      min_spare_servers: count(200).optional(),
      max_spare_servers: count(200).optional(),
      process_idle_timeout: count(3600).optional(),
      max_requests: z.int().min(0).max(1_000_000).optional(),
    })
    .optional(),
  php_values: PhpValues.optional(),
  php_admin_values: PhpValues.optional(),
});

/** A folder below the webroot: segments of letters, digits, `.`, `_`, `-`, none of them hidden. */
const Folder = z
  .string()
  .max(255, 'at most 255 characters')
  .regex(
    /^$|^[A-Za-z0-9_][A-Za-z0-9._-]{0,62}(\/[A-Za-z0-9_][A-Za-z0-9._-]{0,62}){0,7}$/,
    'a relative path such as public/html',
  );

/** A directory of a tenant on the web nodes, with what runs it. Names are bound to it. */
export const Webroot = kind({
  context: 'tenant',
  name: 'webroot',
  plural: 'webroots',
  summary: 'A directory on the web nodes, with what runs it',
  lifecycle: 'asynchronous',
  id: { scheme: 'prefixed', prefix: 'w' },
  routes: {
    item: '/webroots',
    lists: [{ path: '/tenants/{tenant_id}/webroots', parent: 'tenant_id', create: true }],
  },
  spec: z.strictObject({
    tenant_id: Id,
    name: Slug.optional(),
    runtime: RuntimeName,
    runtime_version: Version,
    runtime_config: PhpConfig.prefault({}),
    /** What is served; the empty text for the webroot itself. */
    public_folder: Folder.default('public'),
    env_file_name: z
      .string()
      .regex(/^\.?[A-Za-z0-9_][A-Za-z0-9._-]{0,62}$/, 'the name of a file')
      .default('.env.hosting'),
    service_hostname_enabled: z.boolean().default(false),
    ...subscribed.field,
    suspend_reason: z.string().max(1024).nullable().optional(),
  }),
  observed: z.strictObject({
    /** Ids of the nodes that hold it. */
    nodes: z.array(z.string()),
    service_hostname: z.string().nullable(),
  }),
  internal: ['suspend_reason'],
  suspendable: true,
  refs: { tenant_id: { kind: 'tenant', on_delete: 'cascade' }, ...subscribed.ref },
  immutable: ['tenant_id', 'runtime'],
  filters: ['tenant_id', 'subscription_id', 'runtime', 'name'],
  searched: ['name'],
  reasons: {
    ...subscribed.reason,
    runtime_unavailable: { status: 409, title: 'The tenant’s cluster does not offer the runtime' },
    unplaced: { status: 409, title: 'The tenant has no place in a shard' },
    tenant_suspended: { status: 409, title: 'The tenant is suspended' },
  },
});
