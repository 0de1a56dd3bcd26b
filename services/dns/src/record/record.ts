import { Rejected } from '@freehold/contracts/command';
import { type Decider, type Decision, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { absoluteName } from '@freehold/contracts/dns/domain-name';
import { Record } from '@freehold/contracts/dns/record';
import { conflicts } from '@freehold/contracts/dns/record-conflicts';
import { recordProblems } from '@freehold/contracts/dns/record-data';
import type { SpecOf } from '@freehold/contracts/kind';
import { invalid } from '@freehold/contracts/validation';
import { zoneName } from '../zone/zone-name.js';
import type { RecordRow } from './record-row.js';

/**
 * The command by which the platform takes away what it has put there. Clients have no way to send it: `delete` is theirs, and
 * refused to them for such records.
 */
export const RELEASE = 'release';

/** A record must be right alone, and beside the others of its zone, which lie on the same subject. */
export const record: Decider = lifecycle(Record, {
  create: fits,
  update: (spec, situation) => managed(situation) ?? fits(spec, situation),
  delete: managed,
  verbs: { [RELEASE]: release },
});

function fits(fields: globalThis.Record<string, unknown>, situation: Situation): Rejected | undefined {
  const spec = fields as SpecOf<typeof Record>; // validated by the kind's schema
  const { command, aggregate } = situation;
  const zone = aggregate.get(spec.zone_id);
  if (zone === undefined) return refuse(Record, 'reference_missing', `there is no zone ${spec.zone_id}`, 'zone_id');
  const name = zoneName(zone);
  const problems = recordProblems(spec, name);
  if (problems.length > 0)
    return invalid(
      Record.name,
      problems.map(({ field, detail }) => ({ pointer: `/${field}`, detail })),
    );
  if (spec.type === 'NS' && absoluteName(spec.name, name) === name) {
    return refuse(
      Record,
      'apex_ns',
      'the name servers of the zone itself come from its brand or the platform config',
      'name',
    );
  }
  const others = [...aggregate.values()].filter(
    ({ kind, status }) => kind === Record.name && status !== 'deleting',
  ) as RecordRow[]; // rows of a kind hold its spec
  // A custom record and an automatic one are never in each other's way: the automatic one goes out of service.
  const alike = others.filter(({ spec: other }) => other.managed_by === spec.managed_by);
  const found = conflicts(
    alike.map(({ id, spec: other }) => ({ id, ...other })),
    { id: command.resource_id, ...spec },
    name,
  );
  return found && new Rejected(found.code, found.detail);
}

function release({ resource }: Situation): Decision {
  if (resource?.status === 'deleting') return undefined;
  if (resource?.spec['managed_by'] === 'auto') return { fact: 'delete_requested', data: {} };
  return refuse(Record, 'wrong_state', 'the record is not the platform’s: whoever made it deletes it');
}

/** What the platform has put there, the platform takes away. */
function managed({ resource }: Situation): Rejected | undefined {
  if (resource?.spec['managed_by'] !== 'auto') return undefined;
  return refuse(
    Record,
    'managed',
    'the platform manages this record: it follows the name or the mail domain that it serves',
  );
}
