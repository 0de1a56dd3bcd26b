import { Rejected } from '@freehold/contracts/command';
import { Node } from '@freehold/contracts/fleet/node';
import type { NodeHealth } from '@freehold/contracts/fleet/node-observation';
import { isGone, type Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { ObserveResponse_Health } from '@freehold/rpc/agent';
import type { Agents } from '@freehold/service/agents';
import type { Asks } from '@freehold/service/asks';
import type { NodeDrifts } from './node-drifts.js';
import { healthDetail } from './node-reports.js';

/** An agent tells its health at once; one that has just begun, within two seconds. */
const ANSWER_MS = 3_000;

interface NodeAsksParts {
  readonly view: LocalView;
  readonly agents: Agents;
  readonly drifts: NodeDrifts;
}

/** Questions about nodes: how one is at this moment, by asking its agent, and what it was last found to hold other than it should. */
export function nodeAsks({ view, agents, drifts }: NodeAsksParts): Asks {
  return {
    'node-health': async (question) => await healthOf(await nodeOf(question, view), agents),
    'node-drift': async (question) => await drifts.of((await nodeOf(question, view)).id),
  };
}

async function nodeOf({ node_id }: Record<string, unknown>, view: LocalView): Promise<Resource> {
  const node = await view.get(Node.name, String(node_id));
  if (isGone(node)) throw new Rejected('node.not_found', `there is no node ${String(node_id)}`);
  return node;
}

async function healthOf(node: Resource, agents: Agents): Promise<NodeHealth> {
  const observed_at = new Date().toISOString();
  try {
    const health = await told(node, agents);
    const { healthy, checks } = health;
    return {
      healthy,
      detail: healthDetail(health),
      checks: checks.map(({ name, ok, detail }) => ({ name, ok, detail })),
      observed_at,
    };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { healthy: false, detail: error.detail, checks: [], observed_at: null };
  }
}

async function told(node: Resource, agents: Agents): Promise<ObserveResponse_Health> {
  const late = new BackendError('outcome_unknown', `node ${node.id} has not answered within ${ANSWER_MS / 1000} s`);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(late), ANSWER_MS);
  try {
    for await (const { message } of agents.observe(node, stop.signal)) {
      if (message.case === 'health') return message.value;
    }
    throw new BackendError('malformed', `node ${node.id} does not say how it is`);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
