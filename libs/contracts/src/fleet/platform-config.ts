import { z } from 'zod';
import { kind } from '../kind.js';

/** The one id of this kind. */
export const PLATFORM = 'platform';

/** What the platform is called and how its names are served, where no brand says otherwise. A flat map of strings on the wire. */
export const PlatformConfig = kind({
  context: 'fleet',
  name: 'platform-config',
  plural: 'platform-configs',
  summary: 'Settings of the whole platform: base_domain, primary_ns, secondary_ns, hostmaster_email, default_ttl …',
  lifecycle: 'synchronous',
  id: { scheme: 'natural', of: () => PLATFORM },
  spec: z.strictObject({
    values: z.record(
      z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'a key matches ^[a-z][a-z0-9_]{0,62}$'),
      z.string().max(1024, 'at most 1024 characters'),
    ),
  }),
});
