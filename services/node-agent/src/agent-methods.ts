import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, type HandlerContext } from '@connectrpc/connect';
import {
  ApplyResponseSchema,
  type ConvergeRequest,
  type ConvergeResponse,
  ConvergeResponseSchema,
  RemoveResponseSchema,
} from '@freehold/rpc/agent';
import { type AgentMethods, serviceOf } from '@freehold/rpc/agent-server';
import type { Logger } from 'pino';
import type { Feed, News } from './engine/feed.js';
import { TooSlow } from './engine/feed.js';
import type { Wish } from './engine/fence.js';
import type { FullSet } from './engine/full-set.js';
import { desiredOf, generationOf, keyOf, kindOf, NotAResource } from './engine/resource.js';
import { NotStarted, type RoleRunner } from './engine/role-runner.js';
import type { Enrolment } from './identity/enrolment.js';
import { CertificateRefused } from './identity/identity-store.js';
import type { Desired, ResourceKind, Result } from './role.js';

/** Which kinds of resource a service may speak of. */
const KINDS_OF: Readonly<Record<string, readonly ResourceKind[]>> = { tenant: ['webroot'], lb: ['backend', 'route'] };
/** Resources in one full set. */
const LARGEST_SET = 200_000;

export interface MethodsOptions {
  readonly runners: readonly RoleRunner[];
  readonly enrolment: Enrolment;
  readonly feed: Feed;
  readonly hello: () => News;
  readonly log: Logger;
}

/** What the agent answers, in the words of the proto file. */
export function agentMethods({ runners, enrolment, feed, hello, log }: MethodsOptions): AgentMethods {
  const told = tellingFaults(log);

  /** @throws ConnectError when the kind is none of the service's, or of this node's */
  function runnerOf(kind: ResourceKind, context: HandlerContext): RoleRunner {
    const service = serviceOf(context);
    if (!KINDS_OF[service]?.includes(kind)) {
      throw new ConnectError(`${service} may not speak of a ${kind}`, Code.PermissionDenied);
    }
    const runner = runners.find(({ role }) => role.kinds.includes(kind));
    if (!runner) throw new ConnectError(`this node has no role for a ${kind}`, Code.InvalidArgument);
    return runner;
  }

  return {
    enrol: (request) => told('Enrol', () => enrolment.answer(request)),

    apply: ({ resource }, context) =>
      told('Apply', async () => {
        const wanted = desiredOf(resource);
        const { outcome, detail } = await runnerOf(wanted.kind, context).submit(wishOf(wanted));
        return create(ApplyResponseSchema, { outcome, detail });
      }),

    remove: ({ key: sent, generation }, context) =>
      told('Remove', async () => {
        const key = keyOf(sent);
        const wish = { key, generation: generationOf(generation), wanted: undefined };
        const { outcome, detail } = await runnerOf(key.kind, context).submit(wish);
        return create(RemoveResponseSchema, { outcome, detail });
      }),

    async *converge(requests, context) {
      const set = await told('Converge', () => fullSetOf(requests));
      const [runner, ...others] = new Set(set.kinds.map((kind) => runnerOf(kind, context)));
      if (!runner || others.length > 0) throw new ConnectError('name the kinds of one role', Code.InvalidArgument);
      const progress = runner.converge(set);
      for (;;) {
        const step = await told('Converge', () => progress.next());
        if (step.done) {
          yield summaryOf({ ...step.value });
          return;
        }
        yield resultOf(step.value);
      }
    },

    async *observe(_, context) {
      try {
        yield* feed.subscribe(hello(), context.signal);
      } catch (error) {
        if (error instanceof TooSlow) throw new ConnectError(error.message, Code.Unavailable);
        throw error;
      }
    },
  };
}

function wishOf(wanted: Desired): Wish {
  return { key: { kind: wanted.kind, id: wanted.id }, generation: wanted.generation, wanted };
}

/** The whole set, once its end has come. A repeat of an id overtakes the one before. */
async function fullSetOf(requests: AsyncIterable<ConvergeRequest>): Promise<FullSet> {
  let set: Omit<FullSet, 'resources'> | undefined;
  const resources = new Map<string, Desired>();
  for await (const { message } of requests) {
    if (message.case === 'begin' && !set) {
      const { kinds, position, confirmRemovals } = message.value;
      set = { kinds: kinds.map(kindOf), position: generationOf(position), confirm_removals: confirmRemovals };
    } else if (message.case === 'resource' && set) {
      const desired = desiredOf(message.value);
      if (!set.kinds.includes(desired.kind)) throw new NotAResource(`The set is not of the kind ${desired.kind}.`);
      if (resources.size >= LARGEST_SET) throw new NotAResource(`A set holds ${LARGEST_SET} resources at the most.`);
      resources.set(`${desired.kind} ${desired.id}`, desired);
    } else {
      throw new NotAResource('A set is one begin, then resources.');
    }
  }
  if (!set || set.kinds.length === 0) throw new NotAResource('A set begins with the kinds that it is of.');
  return { ...set, resources: [...resources.values()] };
}

function resultOf({ key, outcome, detail, removed }: Result & { readonly removed: boolean }): ConvergeResponse {
  return create(ConvergeResponseSchema, { message: { case: 'result', value: { key, outcome, detail, removed } } });
}

function summaryOf(summary: {
  applied: number;
  unchanged: number;
  removed: number;
  refused: number;
  stale: number;
  held_removals: number;
  held_total: number;
}): ConvergeResponse {
  const { held_removals: heldRemovals, held_total: heldTotal, ...counts } = summary;
  return create(ConvergeResponseSchema, {
    message: { case: 'summary', value: { ...counts, heldRemovals, heldTotal } },
  });
}

/** Expected refusals as the codes that clients know; anything else is logged here, and told no more of than that it was a fault. */
function tellingFaults(log: Logger) {
  return async <T>(method: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ConnectError) throw error;
      if (error instanceof NotAResource || error instanceof CertificateRefused) {
        throw new ConnectError(error.message, Code.InvalidArgument);
      }
      if (error instanceof NotStarted) throw new ConnectError(error.message, Code.Unavailable);
      log.error({ method, err: error }, 'a call failed');
      throw new ConnectError(`${method} failed: the agent's log says why`, Code.Internal);
    }
  };
}
