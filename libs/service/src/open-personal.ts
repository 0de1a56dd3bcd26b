import { Rejected } from '@freehold/contracts/command';
import type { Kind } from '@freehold/contracts/kind';
import { personOf, purposeOf } from '@freehold/contracts/sealing';
import { Shredded, Unreadable } from '@freehold/vault/errors';
import type { Vault } from '@freehold/vault/vault';
import { z } from 'zod';
import type { Ask } from './asks.js';
import type { Logger } from './log.js';

/** At most so many texts in one question. */
const AT_MOST = 2_000;

const Question = z.strictObject({
  texts: z
    .array(z.strictObject({ kind: z.string(), id: z.string(), field: z.string(), sealed: z.string() }))
    .max(AT_MOST),
});

/**
 * Answers `ask.<context>.open`: what sealed personal fields of the service's kinds say, in the order of the question; null for what was
 * erased. Nothing else can be opened so: a text opens only as the field that it was sealed as.
 * @param served resolves when every erasure that the ledger holds has been applied
 */
export function opensPersonal(
  kinds: readonly Kind[],
  { vault, log, served }: { readonly vault: Pick<Vault, 'open'>; readonly log: Logger; readonly served: Promise<void> },
): Ask {
  const personal = new Map(kinds.map((kind) => [kind.name, kind.personal ?? []]));
  return async (question) => {
    const parsed = Question.safeParse(question);
    if (!parsed.success) throw new Rejected('request.invalid', 'not a question for sealed texts');
    const { texts } = parsed.data;
    const foreign = texts.find(({ kind, field }) => !personal.get(kind)?.includes(field));
    if (foreign) throw new Rejected('request.invalid', `${foreign.field} of a ${foreign.kind} is not shown to anybody`);
    await served;
    return await Promise.all(
      texts.map(async ({ kind, id, field, sealed }): Promise<unknown> => {
        const of = { name: kind };
        try {
          return JSON.parse(await vault.open(personOf(of, id), purposeOf(of, id, field), sealed));
        } catch (error) {
          if (error instanceof Shredded) return null;
          if (!(error instanceof Unreadable)) throw error;
          log.error({ kind, id, field, reason: error.reason }, 'a personal field does not open');
          return null;
        }
      }),
    );
  };
}
