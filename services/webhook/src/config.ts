import { z } from 'zod';

/** FREEHOLD_WEBHOOK_…: beside the shared ones of libs/service/src/config.ts. */
export const WebhookConfig = z.object({});
