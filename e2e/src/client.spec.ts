import { randomUUID } from 'node:crypto';
import {
  awaitOperation,
  createZone,
  getZone,
  listEvents,
  listZones,
  streamEvents,
  updateZone,
} from '@freehold/client/api';
import { type Client, connect } from '@freehold/client/connect';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PlatformUnderTest } from './platform-under-test.js';

let platform: PlatformUnderTest;
let client: Client;

beforeAll(async () => {
  platform = await PlatformUnderTest.start();
  client = connect({ server: platform.api.url, token: () => platform.key });
});

describe('the generated client', () => {
  it('makes a resource, follows its operation, and edits it only as it was read', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { name: 'client.example' };
    const { data: made } = await createZone({ client, headers, body, throwOnError: true });
    if (!('operation_id' in made)) throw new Error('the zone was only decided');
    await awaitOperation({ client, path: { id: made.operation_id }, query: { timeout: 30 }, throwOnError: true });

    const read = await getZone({ client, path: { id: made.id }, throwOnError: true });
    expect(read.data).toMatchObject({ name: 'client.example', status: 'active' });

    const stale = { 'If-Match': '"1.1"' };
    const refused = await updateZone({ client, path: { id: made.id }, headers: stale, body: { dnssec: true } });
    expect(refused.response?.status).toBe(412);
    expect(refused.error).toMatchObject({ code: 'zone.revision', status: 412 });

    const fresh = { 'If-Match': read.response.headers.get('etag') ?? '' };
    const changed = await updateZone({ client, path: { id: made.id }, headers: fresh, body: { dnssec: true } });
    expect(changed.error).toBeUndefined();
  });

  it('sends the same command again without doing it twice', async () => {
    const twice = { client, headers: { 'Idempotency-Key': randomUUID() }, body: { name: 'twice.example' } };
    const [first, second] = [await createZone(twice), await createZone(twice)];
    expect(first.data).toMatchObject({ name: 'twice.example' });
    expect(second.data).toEqual(first.data);
  });

  it('answers a refusal as a problem, and throws it where that is asked for', async () => {
    const stranger = connect({ server: platform.api.url, token: () => 'fh_nobody' });
    const { data, error } = await listZones({ client: stranger });
    expect({ data, error }).toEqual({ data: undefined, error: expect.objectContaining({ status: 401 }) });
    const invalid = createZone({ client, body: { name: 'not a name' }, throwOnError: true });
    await expect(invalid).rejects.toMatchObject({ status: 400, errors: [{ pointer: '/name' }] });
  });

  it('yields events as they happen', async () => {
    const end = new AbortController();
    const { data } = await listEvents({ client, query: { limit: 1 }, throwOnError: true });
    const after = data.items[0]?.position ?? 0;
    const { stream } = await streamEvents({ client, query: { kind: 'zone', after }, signal: end.signal });
    const next = stream.next();
    await createZone({ client, body: { name: 'seen.example' }, throwOnError: true });
    const { value } = await next;
    end.abort();
    expect(value).toMatchObject({ type: expect.stringMatching(/^Zone/) });
  });
});
