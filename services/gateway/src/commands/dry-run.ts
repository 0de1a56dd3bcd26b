import type { Answer } from '../edge/call.js';

/** The answer to a dry run of what would make no event, and could be done. */
export const NO_EVENTS: Answer = { status: 200, body: { events: [], resource: null } };

/** What the document says of it. */
export const DRY_RUN = { description: 'With `dryRun=true`: what would be written', schema: 'DryRun' } as const;
