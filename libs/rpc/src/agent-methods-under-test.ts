import { create } from '@bufbuild/protobuf';
import { type AgentMethods, serviceOf } from './agent-server.js';
import {
  ApplyResponseSchema,
  ConvergeResponseSchema,
  EnrolResponseSchema,
  ObserveResponseSchema,
  Outcome,
  RemoveResponseSchema,
} from './generated/freehold/agent/v1/agent_pb.js';

/** An agent that does nothing but say who called and what came; `waiting` holds whoever applies a resource named `slow`. */
export function echoingMethods(waiting: (signal: AbortSignal) => Promise<void> = async () => {}): AgentMethods {
  return {
    enrol: () => create(EnrolResponseSchema, { signingRequestPem: 'request', joinToken: 'token' }),
    async apply({ resource }, context) {
      if (resource?.id === 'slow') await waiting(context.signal);
      return create(ApplyResponseSchema, { outcome: Outcome.APPLIED, detail: `${serviceOf(context)} ${resource?.id}` });
    },
    remove: ({ key }) => create(RemoveResponseSchema, { outcome: Outcome.APPLIED, detail: key?.id ?? '' }),
    async *converge(requests) {
      let applied = 0;
      for await (const { message } of requests) if (message.case === 'resource') applied += 1;
      yield create(ConvergeResponseSchema, { message: { case: 'summary', value: { applied } } });
    },
    async *observe(_, context) {
      yield create(ObserveResponseSchema, { message: { case: 'hello', value: { nodeId: 'n1' } } });
      await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve()));
    },
  };
}
