import { eventTypes } from '@freehold/contracts/facts';
import { kindNamed } from '@freehold/contracts/kinds';
import { z } from 'zod';
import type { ApiClient } from '../api/client.js';
import { EXIT, Failure } from '../failure.js';
import { type RoutedKind, routedKinds } from '../kinds/routes.js';

const Fields = z.record(z.string(), z.unknown());
const Happened = z.looseObject({
  position: z.int(),
  time: z.string(),
  type: z.string(),
  kind: z.string(),
  resource_id: z.string(),
  actor: z.string(),
  data: Fields,
});

/** What stands at a position of the ledger, as far as whoever asks may see it. */
export interface Happened {
  readonly position: number;
  readonly time: string;
  readonly type: string;
  /** `updated`, whatever the kind. */
  readonly fact: string;
  readonly of: RoutedKind;
  readonly resource_id: string;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** @throws Failure when there is none that the caller may see, or it is of a kind that nobody commands */
export async function eventAt(api: ApiClient, position: number): Promise<Happened> {
  const query = { after: String(position - 1), order: 'asc', limit: '1' };
  const { body } = await api.send({ method: 'GET', path: '/events', query });
  const [event] = z.looseObject({ items: z.array(Happened) }).parse(body).items;
  if (event?.position !== position)
    throw new Failure(`there is no event at position ${position} that you may see`, EXIT.error, 'hostctl.no_event');
  const { time, type, kind, resource_id, actor, data } = event;
  const of = routedKinds.find((routed) => routed.kind.name === kind);
  const fact = eventTypes(kindNamed(kind)).find((known) => known.type === type)?.fact;
  if (of === undefined || fact === undefined || of.routes.read_only === true || of.kind.lifecycle === 'observed')
    throw irreversible(`${type} at position ${position} is the platform’s own doing: no command takes it back`);
  return { position, time, type, fact, of, resource_id, actor, data };
}

/** Why something cannot be undone. */
export function irreversible(sentence: string): Failure {
  return new Failure(sentence, EXIT.error, 'hostctl.irreversible');
}
