import { z } from 'zod';

/** FREEHOLD_AUDIT_…: beside the shared ones of libs/service/src/config.ts. */
export const AuditConfig = z.object({});
