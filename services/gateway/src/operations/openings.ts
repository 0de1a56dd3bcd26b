import { deedFact, factsOf } from '@freehold/contracts/facts';
import type { Kind } from '@freehold/contracts/kind';

/** The facts of a kind that open an operation, with the verb that clients know. A kind that opens none answers at once. */
export function openings(kind: Kind): Readonly<Record<string, string>> {
  switch (kind.lifecycle) {
    case 'synchronous':
      return {};
    case 'asynchronous':
      return {
        created: 'create',
        updated: 'update',
        retried: 'retry',
        delete_requested: 'delete',
        ...(kind.suspendable && { suspended: 'suspend', unsuspended: 'unsuspend' }),
      };
    case 'provisioned':
      return { retried: 'retry', ...deeds(kind) };
    case 'observed':
      // A run that is asked for; what is merely seen is nobody's wish.
      return 'requested' in factsOf(kind) ? { requested: kind.name } : {};
  }
}

/** Whether a command of the verb opens one, when it changes something. */
export function opensOperation(kind: Kind, verb: string): boolean {
  return Object.values(openings(kind)).includes(verb);
}

function deeds({ verbs = {} }: Kind): Record<string, string> {
  return Object.fromEntries(
    Object.entries(verbs).flatMap(([verb, { deed }]) => (deed ? [[deedFact(verb), verb]] : [])),
  );
}
