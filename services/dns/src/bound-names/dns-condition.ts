import type { Condition } from '@freehold/contracts/tenant/fqdn';
import { isSettled, type RecordRow } from '../record/record-row.js';

/** What is told of a name's DNS. */
export type Told = Pick<Condition, 'state' | 'detail'>;

export const UNBOUND: Told = { state: 'skipped', detail: 'the name is bound to no webroot: no record points to it' };
export const UNREACHABLE: Told = {
  state: 'waiting',
  detail: 'the cluster of the tenant has no load balancer address yet: the name is served as soon as it has one',
};

/** The platform does not answer for the name: its owner points it here himself. */
export function notOurs(name: string, answering: 'foreign' | 'nobody', addresses: readonly string[]): Told {
  const whose =
    answering === 'foreign'
      ? `${name} lies in a zone that is not this tenant’s`
      : `no zone of the platform holds ${name}, so its DNS is not ours`;
  const target = addresses.length > 0 ? addresses.join(', ') : 'the addresses of the cluster’s load balancers';
  return { state: 'skipped', detail: `${whose}: have it pointed to ${target}` };
}

/** What the automatic records of a name come to; undefined while the name server has not taken them all. */
export function conclusion(zone: string, records: readonly RecordRow[]): Told | undefined {
  const failed = records.find(({ status }) => status === 'failed');
  if (failed) return { state: 'failed', detail: `${zone}: ${failed.status_message ?? 'the record was refused'}` };
  if (!records.every(isSettled)) return undefined;
  const serving = records.filter(({ observed }) => overriddenBy(observed) === undefined);
  const theirs = [...new Set(records.flatMap(({ observed }) => overriddenBy(observed) ?? []))].toSorted();
  const instead = `custom records of the zone ${zone} answer in place of the platform’s (${theirs.join(', ')})`;
  if (serving.length === 0) return { state: 'skipped', detail: instead };
  const answer = `the zone ${zone} answers with ${serving
    .map(({ spec }) => spec.content)
    .toSorted()
    .join(', ')}`;
  return { state: 'served', detail: theirs.length === 0 ? answer : `${answer}; ${instead}` };
}

/** The name server, or its way to it, takes longer than it should. */
export function slow(zone: string): Told {
  return { state: 'waiting', detail: `the name server has not taken the records of the zone ${zone} yet` };
}

function overriddenBy(observed: RecordRow['observed']): string | undefined {
  const id = observed?.['overridden_by'];
  return typeof id === 'string' ? id : undefined;
}
