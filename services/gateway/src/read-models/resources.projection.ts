import { kinds } from '@freehold/contracts/kinds';
import type { Projection } from '@freehold/ledger/follower';
import { resourceRows } from '@freehold/ledger/resource-rows';
import { resourcesPast, writeVersions } from './resource-versions.js';
import { withoutSecrets } from './without-secrets.js';

/** The kinds that clients create; what a service observes has read models of its own. */
export const GENERIC_KINDS = kinds.filter(({ lifecycle }) => lifecycle !== 'observed');

const rows = resourceRows({
  name: 'resources',
  kinds: GENERIC_KINDS.map(({ name }) => name),
  also: { tables: ['resource_version'], write: writeVersions },
});

/** Every resource as it is (`resource`), and as it was at each position (`resource_version`). */
export const resourcesProjection: Projection = {
  ...rows,
  past: resourcesPast,
  apply: (events, tx, live) => rows.apply(events.map(withoutSecrets), tx, live),
};
