import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { EXIT, Failure } from '../failure.js';
import type { Answer, ApiClient } from './client.js';
import { isObject } from './json.js';

const Operation = z.looseObject({
  id: z.string(),
  status: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']),
  error: z.unknown().optional(),
  /** What has happened so far, in order. */
  steps: z.array(z.looseObject({ name: z.string(), detail: z.string().nullish() })).optional(),
});
export type Operation = z.output<typeof Operation>;

/** Longest single question, in seconds: below the idle limits of common proxies. */
const LONGEST_AWAIT = 25;

/** The same for those who want to be told of its steps as they are reached. */
const SHORT_AWAIT = 1;

/** The operation that a 202 names, in either of its two forms. */
export function operationOf(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  if (typeof body['operation_id'] === 'string') return body['operation_id'];
  const operation = body['operation'];
  return isObject(operation) && typeof operation['id'] === 'string' ? operation['id'] : undefined;
}

/** An operation that has succeeded, and the position from which on every read model shows what it did. */
export interface Ended {
  readonly operation: Operation;
  readonly position: string | undefined;
}

/** The operation of an answer that has succeeded already: where nothing was to be done, there is none to ask for. */
export function endedIn({ body, headers }: Answer): Ended | undefined {
  const { data: operation } = Operation.safeParse(isObject(body) ? body['operation'] : undefined);
  if (operation?.status !== 'succeeded') return undefined;
  return { operation, position: headers.get('freehold-position') ?? undefined };
}

/**
 * Waits until an operation has ended.
 * @param timeout in milliseconds
 * @param onProgress told how far it is, about once a second and at its end
 * @throws Failure when it failed, was cancelled, or still runs at the end of the time
 */
export async function awaitOperation(
  api: ApiClient,
  id: string,
  timeout: number,
  onProgress?: (operation: Operation) => void,
): Promise<Ended> {
  const deadline = Date.now() + timeout;
  const longest = onProgress === undefined ? LONGEST_AWAIT : SHORT_AWAIT;
  for (;;) {
    const asked = Date.now();
    const seconds = Math.min(longest, Math.ceil(Math.max(0, deadline - asked) / 1_000));
    const { operation, position } = await ask(api, id, seconds);
    onProgress?.(operation);
    switch (operation.status) {
      case 'succeeded':
        return { operation, position };
      case 'failed':
        throw new Failure(`operation ${id} failed: ${reason(operation.error)}`, EXIT.error, 'hostctl.operation_failed');
      case 'cancelled':
        throw new Failure(
          `operation ${id} was cancelled: a deletion overtook it`,
          EXIT.error,
          'hostctl.operation_cancelled',
        );
      case 'pending':
      case 'running':
    }
    if (Date.now() >= deadline) {
      const advice = `follow it with: hostctl operations await ${id}`;
      throw new Failure(
        `operation ${id} is still ${operation.status}; ${advice}`,
        EXIT.still_running,
        'hostctl.still_running',
      );
    }
    // A server that answers at once instead of waiting is not to be asked in a tight loop.
    if (Date.now() - asked < 250) await sleep(Math.min(250, deadline - Date.now()));
  }
}

async function ask(api: ApiClient, id: string, seconds: number): Promise<Ended> {
  const path = `/operations/${encodeURIComponent(id)}/await`;
  const query = { timeout: String(seconds) };
  const { body, headers } = await api.send({ method: 'GET', path, query, timeout: (seconds + 15) * 1_000 });
  const operation = Operation.parse(isObject(body) && isObject(body['operation']) ? body['operation'] : body);
  return { operation, position: headers.get('freehold-position') ?? undefined };
}

function reason(error: unknown): string {
  if (typeof error === 'string') return error;
  if (isObject(error) && typeof error['detail'] === 'string') return error['detail'];
  return error == null ? 'no reason given' : JSON.stringify(error);
}
