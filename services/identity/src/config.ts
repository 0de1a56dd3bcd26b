import { z } from 'zod';

/** FREEHOLD_IDENTITY_…: beside the shared ones of libs/service/src/config.ts. */
export const IdentityConfig = z.object({});
