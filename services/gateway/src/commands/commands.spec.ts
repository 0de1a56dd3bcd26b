import type { CommandReply } from '@freehold/contracts/command';
import { Zone } from '@freehold/contracts/dns/zone';
import type { Kind } from '@freehold/contracts/kind';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Positions } from '@freehold/ledger/positions';
import { createLog } from '@freehold/service/log';
import { describe, expect, it } from '@jest/globals';
import { Callbacks } from '../callbacks/callbacks.js';
import type { Asker } from '../edge/asker.js';
import type { Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { problemOf } from '../edge/problem.js';
import { Commands } from './commands.js';
import type { Idempotency } from './idempotency.js';

const call: Call<{ dryRun?: boolean }> = {
  identity: { id: 'k', actor: 'key:k', grants: [] },
  target: 'POST /api/v1/zones',
  params: {},
  query: {},
  body: undefined,
  headers: {},
  address: '127.0.0.1',
  request_id: 'request',
};

/** Whoever reaches everything is held to no border, and nothing is looked up. */
const desk = { reach: 'everything' } as Desk;

/** What a client is told when the owner of a kind ends a command so. */
async function told(kind: Kind, reply: CommandReply) {
  const sent: { id: string }[] = [];
  const send = async (_: string, command: { id: string }) => {
    sent.push(command);
    return reply;
  };
  const callbacks = new Callbacks({} as Asker, createLog('spec', 'silent')); // asked only for requests that name one
  const commands = new Commands(send, new Positions(), {} as Idempotency, callbacks); // asked only for requests with a key
  const error = await commands
    .send(call, { kind, verb: 'update', resource_id: 'x' }, desk)
    .catch((thrown: unknown) => thrown);
  return { ...problemOf(error, { id: 'request', url: '/api/v1/zones' }), command_id: sent[0]?.id };
}

describe('a command', () => {
  it('whose outcome is unknown is a 504 that says where to look: at the operation, or at the resource where there is none', async () => {
    const unknown = { outcome: 'unknown', detail: 'no answer' } as const;
    const asynchronous = await told(Zone, unknown);
    expect([asynchronous.body.status, asynchronous.body.code]).toEqual([504, 'request.outcome_unknown']);
    expect(asynchronous.headers).toEqual({ location: `/api/v1/operations/${asynchronous.command_id}` });
    expect((await told(Brand, unknown)).headers).toEqual({ location: '/api/v1/brands/x' });
  });

  it('that was not taken is a 503 that may be tried again', async () => {
    const { body, headers } = await told(Zone, { outcome: 'unavailable', detail: 'away' });
    expect([body.status, headers]).toEqual([503, { 'retry-after': '1' }]);
  });

  it('that was refused is told as its owner tells it', async () => {
    const errors = [{ pointer: '/name', detail: 'taken' }];
    const { body } = await told(Zone, { outcome: 'rejected', code: 'zone.exists', detail: 'taken', errors });
    expect(body).toMatchObject({ status: 409, code: 'zone.exists', detail: 'taken', errors });
  });

  it('that is refused for a reason which nobody has listed is a fault of ours', async () => {
    const { body } = await told(Zone, { outcome: 'rejected', code: 'zone.unheard_of', detail: 'x' });
    expect(body.status).toBe(500);
  });
});
