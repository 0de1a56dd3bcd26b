import { z } from 'zod';
import { kind } from '../kind.js';

/** The one id of this kind. */
export const AUTHORITY = 'authority';

/** The platform's own certificate authority: it signs what services and nodes show each other. Its key is sealed. */
export const Authority = kind({
  context: 'fleet',
  name: 'authority',
  plural: 'authorities',
  summary: 'The certificate authority of services and nodes',
  lifecycle: 'synchronous',
  id: { scheme: 'natural', of: () => AUTHORITY },
  spec: z.strictObject({
    certificate_pem: z.string(),
    /** PKCS #8, PEM. */
    key_pem: z.string(),
  }),
  secret: ['key_pem'],
  immutable: ['certificate_pem', 'key_pem'],
});
