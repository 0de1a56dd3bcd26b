import { User } from '@freehold/contracts/identity/user';
import { ServiceRuntime } from '@freehold/service/runtime';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

const ADA = { id: 'ada', email: 'marked-ada@people.example', name: 'Marked Ada' };
const NEW = { name: 'Marked Ada the Second' };

let freehold: GatewayUnderTest;
/** Position of the creation. */
let created: string;

const get = async (path: string) => await freehold.request('GET', `/api/v1${path}`);

beforeAll(async () => {
  freehold = await startGateway();
  const made = await freehold.request('POST', '/api/v1/users', { ...ADA, password: 'marked password' });
  expect(made).toMatchObject({ status: 201, body: { ...ADA, password: '***' } });
  created = made.headers.get('freehold-position') ?? '';
  await freehold.request('POST', '/api/v1/users', { id: 'bob', email: 'bob@people.example' });
});
afterAll(async () => {
  await freehold?.stop();
});

/** Everything that the gateway's tables hold, as text. */
async function stored(): Promise<string> {
  const { rows } = await freehold.pool.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'gateway' AND table_type = 'BASE TABLE'",
  );
  const tables = await Promise.all(
    rows.map(({ table_name }) => freehold.pool.query(`SELECT row_to_json(t)::text AS row FROM "${table_name}" t`)),
  );
  return JSON.stringify(tables.map((table) => table.rows));
}

describe('what is personal', () => {
  it('is shown to who may read it, of one and in a list, as it is and as it was', async () => {
    const changed = await freehold.request('PUT', '/api/v1/users/ada', NEW);
    expect(changed).toMatchObject({ status: 200, body: { ...ADA, ...NEW } });
    expect(await get('/users/ada')).toMatchObject({ status: 200, body: { ...ADA, ...NEW, erased_at: null } });
    expect((await get(`/users/ada?asOf=${created}`)).body).toMatchObject(ADA);
    expect((await get('/users?sort=id&order=asc')).body.items).toMatchObject([
      { ...ADA, ...NEW },
      { email: 'bob@people.example', name: null },
    ]);
    expect((await get(`/users?asOf=${created}`)).body.items).toMatchObject([ADA]);
  });

  it('is in no table of the gateway, and in no event or history', async () => {
    const once = async () =>
      await freehold.request(
        'PUT',
        '/api/v1/users/ada',
        { name: 'Marked Ada the Third' },
        { 'idempotency-key': 'once' },
      );
    const first = await once();
    expect(await once()).toMatchObject({ status: 200, body: first.body });
    const events = await Promise.all(['/events?kind=user', '/resources/user/ada/history'].map(get));
    for (const text of [await stored(), JSON.stringify(events.map(({ body }) => body))])
      for (const personal of [ADA.email, 'Marked Ada', 'marked password']) expect(text).not.toContain(personal);
    for (const { body } of events)
      expect(body.items).toContainEqual(
        expect.objectContaining({
          type: 'UserCreated',
          data: { spec: expect.objectContaining({ email: '***', name: '***' }) },
        }),
      );
  });

  it('is neither searched nor sorted by', async () => {
    for (const field of ['name', 'email'])
      expect(await get(`/users?sort=${field}`)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect((await get('/users?search=Marked')).body.items).toEqual([]);
    expect((await get('/users?search=ada')).body.items).toMatchObject([{ id: 'ada' }]);
  });

  it('is not rehearsed in the clear', async () => {
    const dry = await freehold.request('POST', '/api/v1/users?dryRun=true', { ...ADA, id: 'eve' });
    expect(dry).toMatchObject({ status: 200, body: { events: [{ data: { spec: { email: '***', name: '***' } } }] } });
  });
});

describe('an erased user', () => {
  it('has nothing personal any more, whenever one looks; and the rest of it is there', async () => {
    const gone = { id: 'ada', email: null, name: null, password: null, disabled: true };
    const erased = await freehold.request('POST', '/api/v1/users/ada/erase');
    expect(erased).toMatchObject({ status: 200, body: { ...gone, erased_at: expect.any(String) } });
    const certified = async () => (await get('/events?type=UserErased')).body.items.length === 1;
    await until(certified);
    expect((await get('/users/ada')).body).toMatchObject(gone);
    expect((await get(`/users/ada?asOf=${created}`)).body).toMatchObject({ ...ADA, email: null, name: null });
    expect((await get(`/users?asOf=${created}`)).body.items).toMatchObject([{ id: 'ada', email: null, name: null }]);
    expect((await get('/users/bob')).body).toMatchObject({ email: 'bob@people.example' });
  });

  it('cannot be changed', async () => {
    const refused = await freehold.request('PUT', '/api/v1/users/ada', { name: 'Ada again' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'user.erased' } });
  });
});

describe('while the service that keeps the keys is away', () => {
  it('what is personal is not shown, and other reads go on', async () => {
    const identity = freehold.owners.get(User.context);
    if (identity === undefined) throw new Error('nobody owns users');
    await identity.stop();
    expect(await get('/users/bob')).toMatchObject({ status: 503, body: { code: 'request.unavailable' } });
    expect((await get('/users/ada')).status).toBe(200);
    expect((await get('/memberships')).status).toBe(200);
    const { config } = identity.parts;
    const again = await ServiceRuntime.open(identity.definition, {
      FREEHOLD_NATS_URL: config.nats_url,
      FREEHOLD_POSTGRES_URL: config.postgres_url,
      FREEHOLD_MASTER_KEY: config.master_key,
      FREEHOLD_LOG_LEVEL: config.log_level,
    });
    await again.start();
    freehold.owners.set(User.context, again);
    expect(await get('/users/bob')).toMatchObject({ status: 200, body: { email: 'bob@people.example' } });
  });
});
