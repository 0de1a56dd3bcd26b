import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { Rejected } from '@freehold/contracts/command';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { recordRefusal } from '../audit/record-refusal.js';
import type { GatewayConfig } from '../config.js';
import { within } from '../limits/limits.js';
import type { Desk } from './desk.js';
import { sendProblem } from './router.js';
import { timed } from './timed.js';

const ANSWER_WITHIN_MS = 20_000;

/** What goes through, and nothing else: what we know nothing of could mean something to the other end. */
const ASKED = ['accept', 'accept-language', 'authorization', 'content-type', 'content-length', 'origin', 'user-agent'];
const ANSWERED = [
  'access-control-allow-origin',
  'allow',
  'cache-control',
  'content-length',
  'content-security-policy',
  'content-type',
  'location',
  'pragma',
  'referrer-policy',
  'set-cookie',
  'vary',
  'www-authenticate',
];

/**
 * Hands `/oidc` on to identity, whose provider has no port that others reach: bodies as they stream, the headers that it needs, its own
 * cookies alone. Who asks, and by which name and protocol browsers reach us, it is told by us; what a client says of that is dropped.
 */
export async function handOnToIdentity(
  app: FastifyInstance,
  { identity_url, public_url }: GatewayConfig,
  desk: Pick<Desk, 'log' | 'limits' | 'audit'>,
): Promise<void> {
  if (identity_url === undefined) return;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { host, protocol } = new URL(public_url);
  app.addHook('onClose', async () => agent.destroy());
  await app.register(async (room) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    room.setErrorHandler(async (error, request, reply) => sendProblem(error, request, reply, desk));
    timed(room);
    room.addHook('onRequest', async (request, reply) => within(await desk.limits.ofAddress(request.ip), reply));
    room.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: '/oidc/*',
      config: { template: '/oidc/*' },
      handler: async (request, reply) => {
        const told = {
          host,
          'x-forwarded-host': host,
          'x-forwarded-proto': protocol.slice(0, -1),
          'x-forwarded-for': request.ip,
          'x-request-id': request.id,
        };
        // A request line may name another host before the path: that is not where this goes.
        const { url = '' } = request.raw;
        if (!url.startsWith('/oidc/')) throw new Rejected('request.not_found', 'there is nothing at this path');
        const answer = await ask(new URL(identity_url + url), request, { ...asked(request.headers), ...told }, agent);
        recordDenial(answer.statusCode, request, desk);
        reply.code(answer.statusCode ?? 502).headers(picked(answer.headers, ANSWERED));
        return reply.send(answer);
      },
    });
  });
}

/** What the provider denies is in the audit as what we deny is: by its status, as its answer is not for us to read. Logins it tells itself. */
function recordDenial(status: number | undefined, request: FastifyRequest, desk: Pick<Desk, 'audit'>): void {
  if (status !== 401 && status !== 403) return;
  if (status === 401 && request.url.startsWith('/oidc/interaction/')) return;
  const code = status === 401 ? 'request.unauthenticated' : 'request.forbidden';
  recordRefusal(new Rejected(code, 'the OpenID provider has denied it'), request, desk);
}

function ask(
  url: URL,
  request: FastifyRequest,
  headers: Record<string, string | string[]>,
  agent: Agent,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const away = () => reject(new Rejected('request.unavailable', 'the identity service does not answer; try again'));
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const asking = httpRequest(url, { method: request.method, headers, agent, signal }, resolve);
    pipeline(request.raw, asking, (error) => error && away());
    asking.once('error', away);
  });
}

function asked(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const cookies = (headers.cookie ?? '').split(/; */).filter((pair) => pair.startsWith('freehold_oidc'));
  return { ...picked(headers, ASKED), ...(cookies.length > 0 && { cookie: cookies.join('; ') }) };
}

function picked(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string | string[]> {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}
