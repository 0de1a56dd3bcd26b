import { isMassDeletion } from '@freehold/contracts/mass-deletion';
import { BackendError } from '@freehold/ledger/backend-error';
import { type ConvergeResponse_Result, type ConvergeResponse_Summary, Outcome } from '@freehold/rpc/agent';
import type { BeginInit, KeyInit, ResourceInit } from '@freehold/rpc/agent-connection';
import type { Applied, NodeConvergence, NodeRow } from '@freehold/service/agents';
import type { LoadBalancers } from './load-balancers.js';

interface Heard {
  readonly generation: number;
  /** Absent: it was removed. A backend's servers, or a route's backend, as text. */
  readonly held?: string;
}

/** Load balancers in memory, for specs: what agents promise of them, and faults on demand. */
export class FakeLoadBalancers implements LoadBalancers {
  readonly #nodes = new Map<string, Map<string, Heard>>();
  readonly #refused = new Map<string, string>();
  readonly #down = new Set<string>();
  /** Everything that was done, in order: `lb1 route a.example -> web`. */
  readonly done: string[] = [];

  /** From now on the node does not answer, until `up`. What it serves it serves still. */
  down(node: string): void {
    this.#down.add(node);
  }

  up(node: string): void {
    this.#down.delete(node);
  }

  /** The node begins with an empty disk. */
  wipe(node: string): void {
    this.#nodes.delete(node);
  }

  /** Refuses a name or a backend from now on. */
  refuse(id: string, detail: string): void {
    this.#refused.set(id, detail);
  }

  /** Takes `refuse` back. */
  accept(id: string): void {
    this.#refused.delete(id);
  }

  /** Where a node leads a name. */
  leads(node: string, host: string): string | undefined {
    return this.#of(node).get(`route ${host}`)?.held;
  }

  /** The servers of a backend: `w1 127.0.0.1:8001, w2 127.0.0.1:8002 drained`; empty for none, undefined without the backend. */
  servers(node: string, backend: string): string | undefined {
    return this.#of(node).get(`backend ${backend}`)?.held;
  }

  /** Names that a node leads anywhere, in order. */
  names(node: string): string[] {
    const held = [...this.#of(node)].filter(([key, { held }]) => key.startsWith('route ') && held !== undefined);
    return held.map(([key]) => key.slice('route '.length)).toSorted();
  }

  async apply({ id: node }: NodeRow, resource: ResourceInit, signal: AbortSignal): Promise<Applied> {
    this.#answer(node, signal);
    return this.#take(node, resource);
  }

  async remove(
    { id: node }: NodeRow,
    { kind, id }: KeyInit,
    generation: number,
    signal: AbortSignal,
  ): Promise<Applied> {
    this.#answer(node, signal);
    return this.#drop(node, `${kind} ${id}`, generation);
  }

  async converge(
    { id: node }: NodeRow,
    { position = 0n, confirmRemovals = false }: BeginInit,
    resources: Iterable<ResourceInit> | AsyncIterable<ResourceInit>,
    signal: AbortSignal,
  ): Promise<NodeConvergence> {
    this.#answer(node, signal);
    this.done.push(`${node} converges`);
    const before = [...this.#of(node)].filter(([, { held }]) => held !== undefined);
    const wanted = new Set<string>();
    const tally = { applied: 0, unchanged: 0, stale: 0, removed: 0, refused: 0, heldRemovals: 0, heldTotal: 0 };
    const results: ConvergeResponse_Result[] = [];
    for await (const resource of resources) {
      wanted.add(keyOf(resource));
      try {
        tally[this.#take(node, resource)] += 1;
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        tally.refused += 1;
        results.push(refusal(resource, error.detail));
      }
    }
    const surplus = before.filter(([key, { generation }]) => !wanted.has(key) && generation <= position);
    if (isMassDeletion(surplus.length, before.length) && !confirmRemovals) {
      tally.heldRemovals = surplus.length;
      tally.heldTotal = before.length;
    } else {
      for (const [key] of surplus) this.#drop(node, key, Number(position));
      tally.removed = surplus.length;
    }
    return {
      summary: { $typeName: 'freehold.agent.v1.ConvergeResponse.Summary', ...tally } satisfies ConvergeResponse_Summary,
      results,
    };
  }

  #take(node: string, resource: ResourceInit): Applied {
    const [key, held, generation] = [keyOf(resource), heldOf(resource), Number(resource.generation)];
    const heard = this.#of(node).get(key);
    if (heard && heard.generation > generation) return 'stale';
    const detail = this.#refused.get(String(resource.id));
    if (detail !== undefined) throw new BackendError('refused', detail);
    this.#of(node).set(key, { generation, held });
    if (heard?.held === held) return 'unchanged';
    this.done.push(`${node} ${key} -> ${held}`);
    return 'applied';
  }

  #drop(node: string, key: string, generation: number): Applied {
    const heard = this.#of(node).get(key);
    if (heard && heard.generation > generation) return 'stale';
    this.#of(node).set(key, { generation });
    if (heard?.held === undefined) return 'unchanged';
    this.done.push(`${node} ${key} removed`);
    return 'applied';
  }

  #of(node: string): Map<string, Heard> {
    const known = this.#nodes.get(node) ?? new Map<string, Heard>();
    this.#nodes.set(node, known);
    return known;
  }

  #answer(node: string, signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.#down.has(node)) throw new BackendError('unavailable', `node ${node} does not answer`);
  }
}

function keyOf({ id, spec }: ResourceInit): string {
  return `${spec?.case} ${id}`;
}

function heldOf({ spec }: ResourceInit): string {
  if (spec?.case === 'route') return String(spec.value.backend);
  if (spec?.case !== 'backend') throw new BackendError('refused', 'a load balancer holds backends and routes');
  const servers = spec.value.servers ?? [];
  return servers.map(({ name, address, drained }) => `${name} ${address}${drained ? ' drained' : ''}`).join(', ');
}

function refusal({ id, spec }: ResourceInit, detail: string): ConvergeResponse_Result {
  const key = { $typeName: 'freehold.agent.v1.ResourceKey' as const, kind: String(spec?.case), id: String(id) };
  const outcome = Outcome.REFUSED;
  return { $typeName: 'freehold.agent.v1.ConvergeResponse.Result', key, outcome, detail, removed: false };
}
