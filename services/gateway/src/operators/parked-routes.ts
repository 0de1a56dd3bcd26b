import { Rejected } from '@freehold/contracts/command';
import type { ParkedPage } from '@freehold/ledger/parked-work';
import { type MutationQuery, mutationQuery } from '../commands/request-options.js';
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
  return route<MutationQuery>({
    method: 'POST',
    path: `${API}/parked/{service}/{kind}/{id}/${verb}`,
    operation_id: `${verb}Parked`,
    tag: 'operators',
    summary,
    scope: 'parked:write',
    platform: true,
    query: mutationQuery,
    headers: ['IdempotencyKey'],
    answers: { 200: { description: 'Done; with `dryRun=true` that it would be', schema: 'ParkedSettled' } },
    async handle({ params: { service = '', kind = '', id = '' }, query: { dryRun = false } }, desk) {
      if (!CONTEXTS.includes(service))
        throw new Rejected('request.not_found', `there is no service ${service}; there are ${CONTEXTS.join(', ')}`);
      if (dryRun) {
        if (!(await isParked(service, { kind, id }, desk))) throw notParked(service, kind, id);
        return { status: 200, body: { service, kind, id, status: done } };
      }
      const answer = await desk.ask.answer<Partial<Record<'replayed' | 'dropped', boolean>>>(service, verb, {
        kind,
        id,
      });
      if (!answer[done]) throw notParked(service, kind, id);
      return { status: 200, body: { service, kind, id, status: done } };
    },
  });
}

function notParked(service: string, kind: string, id: string): Rejected {
  return new Rejected('request.not_found', `${service} has no parked work ${kind} ${id}`);
}

async function isParked(service: string, work: { kind: string; id: string }, desk: Desk): Promise<boolean> {
  for await (const items of pagesOf(service, desk))
    if (items.some(({ kind, id }) => kind === work.kind && id === work.id)) return true;
  return false;
}

async function* pagesOf(service: string, desk: Desk): AsyncGenerator<ParkedPage['items']> {
  let cursor: string | null = null;
  do {
    const question = { limit: PAGE, ...(cursor !== null && { cursor }) };
    const answer: ParkedPage = await desk.ask.answer(service, 'parked', question);
    yield answer.items;
    cursor = answer.next_cursor ?? null;
  } while (cursor !== null);
}

async function parkedIn(service: string, desk: Desk): Promise<object[] | undefined> {
  const items: object[] = [];
  try {
    for await (const page of pagesOf(service, desk)) {
      items.push(...page.map((item) => ({ service, ...item })));
      if (items.length >= PAGE * MAX_PAGES) break;
    }
    return items;
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    throw error;
  }
}
