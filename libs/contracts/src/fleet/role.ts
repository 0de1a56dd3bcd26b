import { z } from 'zod';

/** What a shard, and a node in it, is for. */
export const ShardRole = z.enum(['web', 'database', 'dns', 'valkey', 'email', 'lb', 'storage', 'gateway']);
export type ShardRole = z.output<typeof ShardRole>;
