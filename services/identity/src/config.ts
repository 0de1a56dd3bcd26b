import { z } from 'zod';

/** FREEHOLD_IDENTITY_…: beside the shared ones of libs/service/src/config.ts. */
export const IdentityConfig = z.object({
  /** Where the OpenID provider listens, for the gateway alone, which hands `/oidc` on to it; 0 takes a free port. */
  oidc_port: z.coerce.number().int().min(0).max(65_535).default(8092),
  oidc_host: z.string().default('127.0.0.1'),
  /** Also the shared `FREEHOLD_PUBLIC_URL`: where browsers find the platform. Names the issuer: `<public_url>/oidc`. */
  public_url: z
    .url({ protocol: /^https?$/, error: 'an http or https address' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://127.0.0.1:8090'),
  /** How long a key signs tokens before a new one takes its place. */
  signing_key_days: z.coerce.number().min(1).max(365).default(30),
  /** Where the first admin key is taken from, or written to (mode 600) on a platform that never had one. */
  admin_key_file: z.string().default('var/admin.key'),
  /** `true` for one start: the key in that file, a new one where there is none, takes the first key's place. For when it is lost or seen. */
  reset_admin_key: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  /** Where the first user's password is taken from, or written to (mode 600) when there is no user yet. Without it no user is made. */
  admin_password_file: z.string().optional(),
  /** Also the shared `FREEHOLD_BASE_DOMAIN`: the first user is admin@ this. */
  base_domain: z.string().default('freehold.example'),
});
export type IdentityConfig = z.output<typeof IdentityConfig>;
