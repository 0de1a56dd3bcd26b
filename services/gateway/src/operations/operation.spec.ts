import type { RecordedEvent } from '@freehold/contracts/event';
import { describe, expect, it } from '@jest/globals';
import { followed, type Operation, opened } from './operation.js';

let position = 0;

function event(
  kind: string,
  fact: string,
  data: Record<string, unknown> = {},
  id = 'z',
  root: readonly [string, string] = [kind, id],
): RecordedEvent {
  position += 1;
  const [aggregate_kind, aggregate_id] = root;
  const names = { type: '', version: 1, context: '', kind, resource_id: id, aggregate_kind, aggregate_id };
  return {
    position,
    time: `2026-01-01T00:00:${String(position % 60).padStart(2, '0')}Z`,
    id: `c${position}`,
    fact,
    data,
    actor: 'key:1',
    correlation_id: 'r',
    ...names,
  };
}

function after(first: RecordedEvent, ...events: readonly RecordedEvent[]): Operation {
  const begun = opened(first);
  if (begun === undefined) throw new Error(`${first.fact} opens no operation`);
  return events.reduce(followed, begun);
}

describe('an operation', () => {
  it('succeeds when its generation, or a later one, is reached; an earlier one says nothing', () => {
    const updated = event('zone', 'updated');
    expect(after(updated, event('zone', 'converged', { generation: updated.position - 1 })).status).toBe('pending');
    expect(after(updated, event('zone', 'converged', { generation: updated.position })).status).toBe('succeeded');
    expect(after(updated, event('zone', 'converged', { generation: updated.position + 5 })).status).toBe('succeeded');
  });

  it('is final once it has ended', () => {
    const created = event('zone', 'created');
    const failed = after(created, event('zone', 'failed', { generation: created.position, reason: 'no' }));
    expect(failed).toMatchObject({ status: 'failed', error: 'no' });
    expect(followed(failed, event('zone', 'converged', { generation: position }))).toBe(failed);
    expect(followed(failed, event('zone', 'deleted'))).toBe(failed);
  });

  it('is cancelled by a deletion, whose own ends with the thing', () => {
    expect(after(event('zone', 'created'), event('zone', 'delete_requested')).status).toBe('cancelled');
    expect(after(event('zone', 'delete_requested'), event('zone', 'deleted')).status).toBe('succeeded');
  });

  it('of what lies within a resource ends with that', () => {
    const root = ['zone', 'z'] as const;
    expect(after(event('record', 'created', {}, 'r', root), event('zone', 'deleted')).status).toBe('cancelled');
    expect(after(event('record', 'delete_requested', {}, 'r', root), event('zone', 'deleted')).status).toBe(
      'succeeded',
    );
    expect(after(event('record', 'created', {}, 'r', root), event('record', 'deleted', {}, 'other', root)).status).toBe(
      'pending',
    );
  });

  it('of a deed shows its steps, each once and as it was told last, and runs until all of it is so', () => {
    const asked = event('cluster', 'provision_requested');
    const told = (step: string, detail?: string, generation = asked.position) =>
      event('cluster', 'step_reached', { generation, step, detail });
    const events = [told('nodes provisioned', '1 of 2'), told('nodes provisioned', '2 of 2'), told('shards converged')];
    const running = after(asked, told('of an older deed', undefined, asked.position - 1), ...events);
    expect(running).toMatchObject({ status: 'running', verb: 'provision' });
    expect(running.steps.map(({ name, detail }) => [name, detail])).toEqual([
      ['accepted', undefined],
      ['nodes provisioned', '2 of 2'],
      ['shards converged', undefined],
    ]);
    expect(events.reduce(followed, running)).toMatchObject({ steps: { length: 3 } });
    const done = followed(running, event('cluster', 'converged', { generation: asked.position }));
    expect([done.status, done.steps.at(-1)?.name]).toEqual(['succeeded', 'converged']);
  });

  it('of a deed is cancelled by one that takes away what it makes, whose own ends when that is gone', () => {
    const decommission = event('cluster', 'decommission_requested');
    expect(
      after(event('cluster', 'provision_requested', {}), { ...decommission, position: position + 1 }),
    ).toMatchObject({
      status: 'cancelled',
      steps: [{ name: 'accepted' }, { name: 'overtaken by decommission' }],
    });
    const old = event('cluster', 'withdrawn', { generation: decommission.position - 1 });
    const gone = event('cluster', 'withdrawn', { generation: decommission.position });
    expect(after(decommission, old).status).toBe('pending');
    expect(after(decommission, old, gone).status).toBe('succeeded');
    const failed = event('cluster', 'failed', { generation: decommission.position, reason: 'a node does not stop' });
    expect(after(decommission, failed)).toMatchObject({ status: 'failed', error: 'a node does not stop' });
  });

  it('of a suspension, or of its end, succeeds when the thing is as it then should be', () => {
    for (const [fact, verb] of [
      ['suspended', 'suspend'],
      ['unsuspended', 'unsuspend'],
    ] as const) {
      const asked = event('webroot', fact, { reason: 'unpaid' });
      expect(after(asked)).toMatchObject({ status: 'pending', verb });
      expect(after(asked, event('webroot', 'converged', { generation: asked.position })).status).toBe('succeeded');
    }
    expect(opened(event('zone', 'suspended'))).toBeUndefined();
  });

  it('of a sync runs, may be held and confirmed, and ends as the run ends', () => {
    const requested = event('sync', 'requested');
    const running = after(requested, event('sync', 'started'));
    expect(running).toMatchObject({ status: 'running', verb: 'sync' });
    const held = followed(running, event('sync', 'held', { reason: 'too many' }));
    expect([held.status, held.steps.at(-1)?.name]).toEqual(['running', 'held for confirmation']);
    const confirmed = followed(held, event('sync', 'confirmed'));
    expect(followed(confirmed, event('sync', 'completed')).status).toBe('succeeded');
    expect(followed(running, event('sync', 'failed', { reason: 'key refused' }))).toMatchObject({
      status: 'failed',
      error: 'key refused',
    });
  });

  it('keeps its steps bounded, however often a backend drifts', () => {
    const drifts = Array.from({ length: 200 }, () => event('zone', 'drift_detected', { differences: [] }));
    expect(after(event('zone', 'updated'), ...drifts).steps.length).toBeLessThanOrEqual(50);
  });

  it('is opened by wishes alone, not by reports or by kinds that answer at once', () => {
    for (const fact of ['converged', 'failed', 'drift_detected', 'deleted'])
      expect(opened(event('zone', fact))).toBeUndefined();
    for (const kind of ['brand', 'cluster'])
      for (const fact of ['created', 'updated', 'deleted']) expect(opened(event(kind, fact))).toBeUndefined();
    expect(opened(event('vps', 'discovered'))).toBeUndefined();
  });
});
