import { Rejected } from '@freehold/contracts/command';
import type { ParkedPage } from '@freehold/ledger/parked-work';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { API } from '../resources/names.js';
import { CONTEXTS } from './services.js';

const PAGE = 200;
/** Nobody reads more than this; whoever has so much parked has one cause to mend first. */
const MAX_PAGES = 5;

export const parkedRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: `${API}/parked`,
    operation_id: 'listParked',
    tag: 'operators',
    summary: 'Work that was put aside because trying again did not help',
    scope: 'parked:read',
    platform: true,
    answers: {
      200: {
        description: 'All of it, of all services; those that do not answer stand in `unavailable`',
        schema: 'ParkedList',
      },
    },
    async handle(_, desk) {
      const found = await Promise.all(CONTEXTS.map(async (service) => await parkedIn(service, desk)));
      const unavailable = CONTEXTS.filter((_service, index) => found[index] === undefined);
      return {
        status: 200,
        body: { items: found.flatMap((items) => items ?? []), next_cursor: null, has_more: false, unavailable },
      };
    },
  }),
  settleRoute('replay', 'replayed', 'Run parked work again, with all its attempts'),
  settleRoute('drop', 'dropped', 'Call parked work done without running it'),
];

function settleRoute(verb: 'replay' | 'drop', done: 'replayed' | 'dropped', summary: string): Route {
  return route({
    method: 'POST',
    path: `${API}/parked/{service}/{kind}/{id}/${verb}`,
    operation_id: `${verb}Parked`,
    tag: 'operators',
    summary,
    scope: 'parked:write',
    platform: true,
    answers: { 200: { description: 'Done', schema: 'ParkedSettled' } },
    async handle({ params: { service = '', kind = '', id = '' } }, desk) {
      if (!CONTEXTS.includes(service))
        throw new Rejected('request.not_found', `there is no service ${service}; there are ${CONTEXTS.join(', ')}`);
      const answer = await desk.ask.answer<Partial<Record<'replayed' | 'dropped', boolean>>>(service, verb, {
        kind,
        id,
      });
      if (!answer[done]) throw new Rejected('request.not_found', `${service} has no parked work ${kind} ${id}`);
      return { status: 200, body: { service, kind, id, status: done } };
    },
  });
}

async function parkedIn(service: string, desk: Desk): Promise<object[] | undefined> {
  const items: object[] = [];
  let cursor: string | null = null;
  try {
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer: ParkedPage = await desk.ask.answer(service, 'parked', {
        limit: PAGE,
        ...(cursor !== null && { cursor }),
      });
      items.push(...answer.items.map((item) => ({ service, ...item })));
      cursor = answer.next_cursor ?? null;
      if (cursor === null) break;
    }
    return items;
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    throw error;
  }
}
