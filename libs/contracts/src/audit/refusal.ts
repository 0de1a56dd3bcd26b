import { z } from 'zod';

/** One request that was turned away: without valid credentials, with too little, or a change that was refused. Also a login, which is told whatever came of it. */
export const Refusal = z.strictObject({
  /** RFC 3339, UTC. */
  time: z.string(),
  /** As events name an actor; `nobody` where nobody was known. */
  actor: z.string(),
  on_behalf_of: z.string().nullable(),
  /** IP address that the request came from. */
  address: z.string(),
  method: z.string(),
  /** The OpenAPI template of the path; null where no route was found. */
  route: z.string().nullable(),
  /** The path as it was asked for, without its query. */
  target: z.string(),
  kind: z.string().nullable(),
  resource_id: z.string().nullable(),
  /** As a problem has it: `request.forbidden`; of a login `login.succeeded`, `login.failed` or `login.held`. */
  code: z.string(),
  status: z.int(),
  detail: z.string(),
  request_id: z.string(),
  reason: z.string().nullable(),
  tenant_id: z.string().nullable(),
  brand_id: z.string().nullable(),
  /** What was sent, without secrets; null where nothing was read. */
  body: z.unknown(),
});
export type Refusal = z.output<typeof Refusal>;
