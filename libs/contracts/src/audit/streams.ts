/** The stream of what was refused and denied, and of logins: no change of state, so no event. Made by the gateway. */
export const AUDIT = 'AUDIT';

/** All that it takes. Each subject has one service that may publish on it. */
export const AUDIT_SUBJECTS = 'audit.>';

/** What the gateway has refused. */
export const REFUSALS_SUBJECT = 'audit.gateway';

/** Tries to log in at the platform's own OpenID provider: identity's. */
export const LOGINS_SUBJECT = 'audit.identity';

/** The stream of signed checkpoints of the ledger, beside the audit service's own tables. */
export const CHECKPOINTS = 'CHECKPOINTS';

/** Where the audit service puts them, and the keys that they are signed with. */
export const CHECKPOINTS_SUBJECT = 'chk.audit';
