import type { ServiceConfig } from '@freehold/service/config';
import { z } from 'zod';

/** FREEHOLD_GATEWAY_…: where the platform's one HTTP port is, and what it accepts. */
export const GatewayConfig = z.object({
  /** Also the shared `FREEHOLD_PORT`; 0 takes a free one. */
  port: z.coerce.number().int().min(0).max(65_535).default(8090),
  host: z.string().default('127.0.0.1'),
  /** Where the first admin key is taken from, or written to (mode 600) when no key exists yet. */
  admin_key_file: z.string().default('var/admin.key'),
  /** The largest body that a request may have. */
  body_limit_bytes: z.coerce
    .number()
    .int()
    .min(1024)
    .default(1024 * 1024),
  /** What a schedule outside of the platform sends as its bearer to `/cron/sync-infra`; without it only API keys open that door. */
  cron_secret: z.string().min(16, 'at least 16 characters').optional(),
});
export type GatewayConfig = z.output<typeof GatewayConfig>;

/** What the HTTP side of the gateway must be told before Nest starts. */
export type HttpConfig = Pick<GatewayConfig, 'port' | 'host' | 'body_limit_bytes'> & Pick<ServiceConfig, 'log_level'>;
