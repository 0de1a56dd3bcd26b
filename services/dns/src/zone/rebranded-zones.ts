import type { Trigger } from '@freehold/ledger/resource-rows';

/** A brand or the platform config that changes its name servers has every zone looked at that takes them from there. */
export const rebrandedZones: Trigger = async ({ event, after }, tx) => {
  if (event.fact !== 'updated' || (event.kind !== 'brand' && event.kind !== 'platform-config')) return [];
  const brand = event.kind === 'brand' ? after.id : null;
  const { rows } = await tx.query<{ id: string }>({
    name: 'zone.rebranded',
    text: `SELECT id FROM resource WHERE kind = 'zone' AND brand_id IS NOT DISTINCT FROM $1 ORDER BY id`,
    values: [brand],
  });
  return rows.map(({ id }) => ({ kind: 'zone', id }));
};
