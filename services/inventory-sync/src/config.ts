import { z } from 'zod';

/** FREEHOLD_INVENTORY_SYNC_…: how far a provider is believed, and the account that a new platform begins with. */
export const InventorySyncConfig = z.object({
  /** An answer that would make more than this share of the known VPS, or of the known addresses, vanish is held back. */
  held_share: z.coerce.number().min(0).max(1).default(0.3),
  /** Fewer than so many may vanish at once, whatever share they are. */
  held_minimum: z.coerce.number().int().min(1).default(10),
  /** Facts of one sync that are being recorded at once. */
  commands_in_flight: z.coerce.number().int().min(1).max(1024).default(64),
  /** The key of the company's own Hostwinds account: a new platform begins with a provider that uses it. */
  hostwinds_api_key: z.string().min(1).optional(),
  /** Where an emulator plays an account: a new platform without a real key begins with a provider that points there. */
  sample_base_url: z.url().optional(),
  /** The key that the emulator takes. */
  sample_api_key: z.string().min(1).optional(),
});
export type InventorySyncConfig = z.output<typeof InventorySyncConfig>;
