import { Deployment } from '@freehold/contracts/fleet/deployment';
import { Node } from '@freehold/contracts/fleet/node';
import { NodeDrift, NodeHealth } from '@freehold/contracts/fleet/node-observation';
import type { z } from 'zod';
import { type Route, route } from '../edge/route.js';
import { API, idIn, notFound } from './names.js';
import { getRoute } from './read-routes.js';

/** Longer than the fleet service itself waits for the agent, so that it is the service that says what was wrong. */
const TOLD_WITHIN_MS = 6_000;

/** What there is to know of a node beside its own fields: where it runs, and what its agent says. */
export const nodeRoutes: readonly Route[] = [
  // A deployment has the id of its node.
  getRoute(Deployment, '/nodes/{id}/deployment', 'NodeDeployment'),
  told('health', NodeHealth, 'Ask how a node and its servers are'),
  told('drift', NodeDrift, 'Ask what a node holds other than it should'),
];

/** A question that the fleet service answers from what the node's agent has told it. */
function told(what: 'health' | 'drift', schema: z.ZodType, summary: string): Route {
  return route({
    method: 'GET',
    path: `${API}/nodes/{id}/${what}`,
    operation_id: what === 'health' ? 'getNodeHealth' : 'getNodeDrift',
    tag: Node.plural,
    summary,
    scope: `${Node.plural}:read`,
    answers: { 200: { description: 'As its agent has told last', schema } },
    async handle({ params }, desk) {
      const node_id = idIn(params, Node);
      if ((await desk.resources.get(Node.name, node_id)) === undefined) throw notFound(Node, node_id);
      const answer = await desk.ask.answer<object>(Node.context, `node-${what}`, { node_id }, TOLD_WITHIN_MS);
      return { status: 200, body: answer };
    },
  });
}
