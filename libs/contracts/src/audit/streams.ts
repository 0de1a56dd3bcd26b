/** The stream of what was refused and denied: no change of state, so no event. */
export const AUDIT = 'AUDIT';

/** What the gateway has refused. */
export const REFUSALS_SUBJECT = 'audit.gateway';

/** The stream of signed checkpoints of the ledger, beside the audit service's own tables. */
export const CHECKPOINTS = 'CHECKPOINTS';

/** Where the audit service puts them, and the keys that they are signed with. */
export const CHECKPOINTS_SUBJECT = 'chk.audit';
