import { setTimeout as pause } from 'node:timers/promises';
import type { CommandReply } from '@freehold/contracts/command';
import { same } from '@freehold/contracts/decider';
import { Deployment } from '@freehold/contracts/fleet/deployment';
import { Node } from '@freehold/contracts/fleet/node';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import { settled } from '@freehold/ledger/process';
import type { Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import type { Agents } from '@freehold/service/agents';
import type { Reach } from '../deployment/reach.js';
import type { Enrolment } from '../enrolment/enrol-node.js';
import type { NodeIdentities } from '../enrolment/node-identities.js';
import type { NodeDrifts } from '../observation/node-drifts.js';
import type { Placing } from '../placement/placing.js';

export interface NodeReconcilerParts {
  readonly view: LocalView;
  readonly command: (wish: Wish) => Promise<CommandReply>;
  readonly placing: Placing;
  readonly enrolment: Enrolment;
  readonly identities: NodeIdentities;
  readonly drifts: NodeDrifts;
  readonly agents: Agents;
  readonly reach: Reach;
  /** Load balancers send a node that is taken out of service no new visitors; so long those that are there may end. */
  readonly drain_ms: number;
}

/** Longest wait for what wakes the node by an event anyway. */
const CHILD_MS = 30_000;

/** Brings a node into service, step by step, and out of it again. Each step is found done when it is done already. */
export function nodeReconciler(parts: NodeReconcilerParts): Reconciler {
  return {
    kind: Node,
    converge: (node, signal) => converge(parts, node, signal),
    remove: (node, signal) => remove(parts, node, signal),
  };
}

async function converge(parts: NodeReconcilerParts, node: Resource, signal: AbortSignal) {
  const { view, enrolment, placing, reach } = parts;
  const isUnderWay = node.converged < node.generation;
  const reached = async (step: string, detail: string) => {
    if (isUnderWay) await stepReached(parts, node, step, detail);
  };
  const placed = await placing.place(node);
  await reached('placed', `on the host ${await hostname(placed, view)}`);
  const { observed } = await deployed(parts, node, placed);
  await reached('deployed', `its agent runs at ${String(observed?.['grpc_address'])}`);
  const at = await reach.of(node);
  if (at === undefined) throw new Later(CHILD_MS);
  if (typeof node.observed?.['certificate_serial'] !== 'string') await enrolment.enrol(node, at, signal);
  await reached('enrolled', 'it has its certificate');
  if (isUnderWay) {
    const { incarnation, healthy } = (await view.get(Node.name, node.id))?.observed ?? {};
    if (typeof incarnation !== 'string' || healthy !== true) throw new Later(CHILD_MS);
    await reached('ready', 'everything that it looks after serves');
  }
  const { grpc_address, http_address } = observed ?? {};
  return { observed: { host_id: placed.spec['host_id'], grpc_address, http_address } };
}

/** The deployment once it runs as the node wants. @throws Later while it is on its way; BackendError `refused` when it has failed */
async function deployed({ command }: NodeReconcilerParts, node: Resource, known: Resource): Promise<Resource> {
  const tell = async (verb: 'update' | 'retry', data: Record<string, unknown>) => {
    const reply = settled(await command({ kind: Deployment, verb, resource_id: node.id, data }));
    return reply.outcome === 'accepted' ? reply.resource : known;
  };
  const { roles } = node.spec;
  const fitting = same(known.spec['roles'], roles) ? known : await tell('update', { roles });
  // What failed before the node was asked for is tried again, once; what has failed since has failed the node.
  const hasFailedBefore = fitting.status === 'failed' && fitting.generation < node.generation;
  const deployment = hasFailedBefore ? await tell('retry', {}) : fitting;
  if (deployment.status === 'active') return deployment;
  if (deployment.status === 'failed')
    throw new BackendError('refused', deployment.status_message ?? 'its deployment has failed');
  throw new Later(CHILD_MS);
}

async function remove(parts: NodeReconcilerParts, node: Resource, signal: AbortSignal): Promise<void> {
  const { view, command, identities, drifts, agents, drain_ms } = parts;
  const deployment = await view.get(Deployment.name, node.id);
  if (deployment && deployment.status !== 'deleting') {
    if (deployment.status === 'active') {
      await stepReached(parts, node, 'draining', 'load balancers send it no new visitors');
      await pause(drain_ms, undefined, { signal });
    }
    const cause = [node.generation];
    settled(await command({ kind: Deployment, verb: 'delete', resource_id: node.id, cause }));
  }
  if (deployment) throw new Later(CHILD_MS);
  await identities.forget(node.id);
  await drifts.forget(node.id);
  agents.forget(node.id);
}

async function stepReached({ command }: NodeReconcilerParts, node: Resource, step: string, detail: string) {
  const { id: resource_id, generation } = node;
  const data = { generation, step, detail };
  settled(await command({ kind: Node, verb: 'step_reached', resource_id, data, cause: [generation, step] }));
}

async function hostname(deployment: Resource, view: LocalView): Promise<string> {
  const host = await view.get('host', String(deployment.spec['host_id']));
  return String(host?.spec['hostname']);
}
