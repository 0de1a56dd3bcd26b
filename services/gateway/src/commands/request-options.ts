import type { IncomingHttpHeaders } from 'node:http';
import { Rejected } from '@freehold/contracts/command';
import type { Kind } from '@freehold/contracts/kind';
import { z } from 'zod';

/** The query of every mutation. */
export const mutationQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'Decide, and answer the events that would be written, without writing them' }),
});
export type MutationQuery = z.output<typeof mutationQuery>;

/** Headers that every mutation reads, by their names in the OpenAPI document. */
export const MUTATION_HEADERS = ['IdempotencyKey', 'IfMatch', 'Prefer', 'Reason', 'CallbackUrl'] as const;

/** {@link MUTATION_HEADERS} of one verb of a kind: some kinds may be changed only by who says what they have read. */
export function mutationHeaders({ precondition }: Kind, verb: string): readonly string[] {
  if (!precondition || verb === 'create') return MUTATION_HEADERS;
  return MUTATION_HEADERS.map((name) => (name === 'IfMatch' ? 'IfMatchRequired' : name));
}

const MAX_WAIT_SECONDS = 30;

/** `Prefer: wait=N` (RFC 7240), in seconds, at most 30; 0 when the caller does not want to wait. */
export function waitOf(headers: IncomingHttpHeaders): number {
  const prefer = [headers['prefer'] ?? []].flat().join(',');
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?/i.exec(prefer)?.[1];
  return Math.min(Number(wait ?? 0), MAX_WAIT_SECONDS);
}

/**
 * `Freehold-Reason`: why, for whoever reads the audit; percent-encoded where it is more than ASCII.
 * @throws Rejected when it is longer than 500 characters
 */
export function reasonOf(headers: IncomingHttpHeaders): { reason?: string } {
  const given = headers['freehold-reason'];
  if (typeof given !== 'string' || given.trim() === '') return {};
  const reason = decoded(given.trim());
  if (reason !== undefined && reason.length <= 500 && !/\p{Cc}/u.test(reason)) return { reason };
  throw new Rejected('request.invalid', 'header Freehold-Reason: at most 500 characters, percent-encoded UTF-8', [
    { pointer: '/Freehold-Reason', detail: 'at most 500 characters, percent-encoded UTF-8' },
  ]);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** @throws Rejected when the key is empty or longer than a key should be */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new Rejected('request.invalid', 'header Idempotency-Key: 1 to 255 printable characters', [
    { pointer: '/Idempotency-Key', detail: '1 to 255 printable characters' },
  ]);
}

/**
 * The revision that `If-Match` names: the first part of an ETag, so that converging does not break an edit.
 * @throws Rejected `<kind>.revision` for a tag that we never hand out, and so cannot match
 */
export function revisionOf(headers: IncomingHttpHeaders, kind: string): number | undefined {
  const tag = headers['if-match']?.trim();
  if (tag === undefined || tag === '*') return undefined;
  const revision = /^"(\d{1,15})\.\d{1,15}"$/.exec(tag)?.[1];
  if (revision !== undefined) return Number(revision);
  throw new Rejected(
    `${kind}.revision`,
    'If-Match takes one ETag as this platform hands it out, such as "17.17": read the resource again',
  );
}

/** Whether `If-None-Match` (RFC 9110 §13.1.2) names this ETag. */
export function isUnmodified(headers: IncomingHttpHeaders, etag: string): boolean {
  const tags = headers['if-none-match'];
  if (tags === undefined) return false;
  return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
