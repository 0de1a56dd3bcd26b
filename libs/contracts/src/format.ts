import { Rejected } from './command.js';
import type { Decision } from './decider.js';
import type { Kind } from './kind.js';

/**
 * The newest format of the ledger that this program writes. Every program reads all formats up to its own. While two releases
 * run side by side, both write the older one (`FREEHOLD_LEDGER_FORMAT`): what the older could not read is not written yet.
 * It grows with the first kind, fact or field that an older release would stop at or lose, which then says `since` which format it is.
 */
export const FORMAT = 1;

/**
 * A decision as a platform may write it that has not come further than a format.
 * @returns the decision, or the refusal `request.not_yet`
 */
export function inFormat(kind: Kind, decision: Decision, format: number): Decision {
  if (decision === undefined || decision instanceof Rejected) return decision;
  const needed = formatOf(kind, decision.fact, decision.data);
  if (needed <= format) return decision;
  return new Rejected(
    'request.not_yet',
    `an upgrade is under way: this takes format ${needed} of the ledger, and the platform writes ${format} until every service is upgraded`,
  );
}

/** The first format in which a fact with such data can be written. */
function formatOf({ since }: Kind, fact: string, data: object): number {
  const { spec, changes } = data as { spec?: object; changes?: object }; // of a created or an updated one
  const fields = Object.keys({ ...spec, ...changes }).map((field) => since?.fields?.[field] ?? 1);
  return Math.max(since?.kind ?? 1, since?.facts?.[fact] ?? 1, ...fields);
}
