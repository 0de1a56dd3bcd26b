import type { ServiceConfig } from '@freehold/service/config';
import { z } from 'zod';

/** Without a slash at its end, so that paths can follow. */
const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'an http or https address' })
  .transform((url) => url.replace(/\/+$/, ''));

/** FREEHOLD_GATEWAY_…: where the platform's one HTTP port is, and what it accepts. */
export const GatewayConfig = z.object({
  /** Also the shared `FREEHOLD_PORT`; 0 takes a free one. */
  port: z.coerce.number().int().min(0).max(65_535).default(8090),
  host: z.string().default('127.0.0.1'),
  /** The largest body that a request may have. */
  body_limit_bytes: z.coerce
    .number()
    .int()
    .min(1024)
    .default(1024 * 1024),
  /** What a schedule outside of the platform sends as its bearer to `/cron/sync-infra`; without it only API keys open that door. */
  cron_secret: z.string().min(16, 'at least 16 characters').optional(),
  /** How many requests a key or a user may send within the window; 0 sets no limit. Generous: against what runs wild, not to sell. */
  rate_limit_per_key: z.coerce.number().int().min(0).max(10_000_000).default(120_000),
  /** How many a tenant's keys and members may send together. */
  rate_limit_per_tenant: z.coerce.number().int().min(0).max(10_000_000).default(240_000),
  /** How many may come from an address without anybody who can show who they are, wrong keys and passwords among them. */
  rate_limit_per_address: z.coerce.number().int().min(0).max(10_000_000).default(6_000),
  rate_limit_window_seconds: z.coerce.number().int().min(1).max(3_600).default(60),
  /** Also the shared `FREEHOLD_PUBLIC_URL`: where browsers find this port, such as `https://freehold.example`. Names the platform's own issuer. */
  public_url: HttpUrl.default('http://127.0.0.1:8090'),
  /** Where identity serves the platform's own OpenID provider; `/oidc` is handed on to it. Without one there is none. */
  identity_url: HttpUrl.optional(),
  /** An identity provider whose access tokens are taken, such as `https://id.example/realms/freehold`. */
  oidc_issuer: z.url({ protocol: /^https?$/ }).optional(),
  /** What its tokens for this API name as their audience; in Keycloak also the client whose roles count. */
  oidc_audience: z.string().min(1).default('freehold-api'),
  /** Where what it says of itself is read (= below the issuer), for a gateway that reaches it by another name than browsers do. */
  oidc_discovery_url: z.url({ protocol: /^https?$/ }).optional(),
  /** Where its keys are (= as its discovery document says). */
  oidc_jwks_url: z.url({ protocol: /^https?$/ }).optional(),
  /** The public client as which browsers log in at it. */
  oidc_client: z.string().min(1).default('freehold-console'),
  /** How long refusals and denials are kept. The stream's own age is set when it is made. */
  refusals_days: z.coerce.number().int().min(1).max(3_650).default(400),
  /** How large the stream of them may grow; when it is full, the oldest go. Used once, when it is made. */
  refusals_bytes: z.coerce
    .number()
    .int()
    .min(1024 * 1024)
    .default(1024 ** 3),
});
export type GatewayConfig = z.output<typeof GatewayConfig>;

/** What the HTTP side of the gateway must be told before Nest starts. */
export type HttpConfig = Pick<GatewayConfig, 'port' | 'host' | 'body_limit_bytes'> & Pick<ServiceConfig, 'log_level'>;
