import { z } from 'zod';
import type { Resource } from './resource.js';

/** A wish to change one resource, sent by core NATS request/reply on `cmd.<context>.<kind>`. */
export const CommandEnvelope = z.strictObject({
  /** Names the command, its operation and its event. From the caller's Idempotency-Key, else new. */
  id: z.string(),
  kind: z.string(),
  verb: z.string(),
  resource_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/),
  /** Id of the aggregate when the kind lives within another; else the resource's own. */
  aggregate_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/),
  data: z.record(z.string(), z.unknown()),
  /** `user:<id>`, `key:<id>`, `agent:<key id>` for a key that names a program acting for somebody, `service:<name>`. */
  actor: z.string(),
  /** Whom an agent acts for, as events name an actor. */
  on_behalf_of: z.string().optional(),
  /** Where a request came from: an IP address. */
  address: z.string().optional(),
  /** Why, in the words of whoever asked (`Freehold-Reason`). */
  reason: z.string().max(500).optional(),
  correlation_id: z.string(),
  causation_id: z.string().optional(),
  /** The highest position that the caller saw: the service decides on facts at least that new. */
  min_position: z.int().optional(),
  /** If-Match: the revision that the caller has seen. */
  if_revision: z.int().optional(),
  /** Decide, and answer the event that would be written, without writing it. */
  dry_run: z.boolean().optional(),
});
export type CommandEnvelope = z.output<typeof CommandEnvelope>;

/** One place in a body that is wrong: a JSON pointer (RFC 6901) and what is wrong with it. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** What the owner of a kind answers. An `unknown` outcome is its own case, never "failed". */
export type CommandReply =
  | {
      readonly outcome: 'accepted';
      /** Position of the event; of the resource's last event when nothing had to change. */
      readonly position: number;
      /** False when the command changed nothing: repeated, or already so. */
      readonly changed: boolean;
      readonly resource: Resource;
    }
  | {
      readonly outcome: 'dry_run';
      readonly events: readonly { type: string; data: object }[];
      readonly resource: Resource | null;
    }
  | {
      readonly outcome: 'rejected';
      readonly code: string;
      readonly detail: string;
      readonly errors?: readonly FieldError[];
    }
  /** A part of the platform is away or broken; nothing was written, so the command may be sent again. */
  | { readonly outcome: 'unavailable'; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

/** An expected refusal. Deciders return it; it becomes a problem (RFC 9457) at the gateway, and nowhere else. */
export class Rejected extends Error {
  override readonly name = 'Rejected';

  /**
   * @param code `<kind>.<reason>`, listed in reasons.ts or in the kind's own reasons
   * @param detail what was wrong, where, and what to do
   */
  constructor(
    readonly code: string,
    readonly detail: string,
    readonly errors?: readonly FieldError[],
  ) {
    super(`${code}: ${detail}`);
  }
}

/** The outcome of a command that may or may not have been applied: a time-out after it was sent. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

export function commandSubject(context: string, kindName: string): string {
  return `cmd.${context}.${kindName}`;
}
