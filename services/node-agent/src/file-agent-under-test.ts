import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ObserveResponse, Outcome } from '@freehold/rpc/agent';
import type { AgentConnection, ResourceInit } from '@freehold/rpc/agent-connection';
import { until } from '@freehold/testing/until';
import { type AgentUnderTest, type AgentUnderTestOptions, startAgentUnderTest } from './agent-under-test.js';

/** Never aborted. */
export const signal: AbortSignal = new AbortController().signal;
/** Long enough for an agent to start on a busy machine. */
export const SOON = { within: 40_000 };

/** An agent whose one role writes files. */
export function startFileAgent(options: AgentUnderTestOptions = {}): Promise<AgentUnderTest> {
  return startAgentUnderTest({ program: new URL('./file-agent.child.js', import.meta.url), ...options });
}

/** Of the shard `poison` it is refused, of `hold` never answered. */
export function webroot(id: string, generation: number, shard = 'a'): ResourceInit {
  return { id, generation: BigInt(generation), spec: { case: 'webroot', value: { tenantId: 't1', uid: 5000, shard } } };
}

/** `w0`, `w1` … */
export function webroots(count: number, generation = 1): ResourceInit[] {
  return Array.from({ length: count }, (_, n) => webroot(`w${n}`, generation));
}

export async function outcome(connection: AgentConnection, resource: ResourceInit): Promise<string | undefined> {
  return Outcome[(await connection.apply(resource, signal)).outcome];
}

export async function converge(
  tenant: AgentConnection,
  position: number,
  set: ResourceInit[],
  confirmRemovals = false,
) {
  const told: unknown[] = [];
  const begin = { kinds: ['webroot'], position: BigInt(position), confirmRemovals };
  for await (const { message } of tenant.converge(begin, set, signal)) told.push(message.value);
  return { summary: told.at(-1), results: told.slice(0, -1) };
}

/** Collects what an agent tells, from now on; it may be starting yet. */
export async function observe(agent: AgentUnderTest) {
  const connection = await agent.connect('fleet');
  const { stream, first } = await until(async () => {
    const stream = connection.observe(signal)[Symbol.asyncIterator]();
    return { stream, first: await stream.next() };
  }, SOON);
  const told: ObserveResponse['message'][] = [first.value.message];
  const run = async () => {
    for await (const { message } of { [Symbol.asyncIterator]: () => stream }) told.push(message);
  };
  void run().catch(() => undefined);
  return told;
}

export function fileOf(agent: AgentUnderTest, id: string): string {
  return join(agent.root, 'srv/files', id);
}

export function contentOf(agent: AgentUnderTest, id: string): Promise<string> {
  return readFile(fileOf(agent, id), 'utf8');
}
