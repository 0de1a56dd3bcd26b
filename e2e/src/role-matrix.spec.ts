import { holds } from '@freehold/contracts/identity/scope';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connections, type Got, likeness, UNLIMITED } from './connections.js';
import { behind, documentedOperations, filled, type Operation } from './documented-operations.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { bodyFor, type Caller, callers, mayAsk, reachesWorld } from './role-matrix.js';
import { makeWorlds, tellsOf, type World, type Worlds } from './worlds.js';

/** There is nothing of it without a node that runs, or until something fails: to whoever may ask, that is a 404. */
const NOT_THERE =
  /^\/api\/v1\/(nodes\/\{id\}\/(deployment|drift|health)|deployments\/|hosts\/\{host_id\}\/deployments|parked\/)/;

/** Takes something that no tenant has: placing tenants is for whoever reaches the brand. */
const BEYOND_A_TENANT: readonly string[] = ['createTenant'];

/** What an operation cannot be asked without. */
const QUERIES: Readonly<Record<string, string>> = { diff: '?from=1', getDiff: '?from=1' };

/** What more an operation takes, by how its path ends: it shows resources of several kinds. */
const MORE_SCOPES: Readonly<Record<string, readonly string[]>> = {
  '/tenants/{id}/export': ['users:read', 'api-keys:read', 'memberships:read', 'webhooks:read'],
};

const ABSENT = 'absent-0123456789';

/** One cell of the matrix. */
interface Cell {
  readonly operation: Operation;
  readonly caller: Caller;
  /** Whose resources and names stand in path and body. */
  readonly world: World;
  readonly worldName: string;
}

describe('every operation, for every role, in everybody’s world', () => {
  let platform: PlatformUnderTest;
  let connections: Connections;
  let worlds: Worlds;
  let who: readonly Caller[];
  let operations: readonly Operation[];
  let fresh = 0;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ ...UNLIMITED, FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    connections = new Connections(platform.api.url);
    operations = await documentedOperations(platform.api);
    worlds = await makeWorlds(platform.api);
    who = await callers(platform.api, worlds);
  });

  afterAll(async () => {
    connections?.close();
    await worlds?.account.emulator.stop();
  });

  const cells = function* (asking: (caller: Caller, operation: Operation) => boolean): Generator<Cell> {
    const { ours, sister, stranger } = worlds;
    for (const operation of operations)
      for (const caller of who)
        if (asking(caller, operation))
          for (const [worldName, world] of Object.entries({ ours, sister, stranger }))
            yield { operation, caller, world, worldName };
  };

  /** @param id in the place of the thing that the path names */
  async function ask({ operation, caller, world }: Cell, body?: string, id?: string): Promise<Got> {
    const things = behind(operation);
    const path = filled(operation, (parameter) => {
      const kind = things[parameter] ?? '';
      return id ?? world.ids.get(kind) ?? worlds.platform.get(kind) ?? ABSENT;
    });
    const headers = { 'if-match': '*', ...(caller.key && { authorization: `Bearer ${caller.key}` }) };
    const target = `${path}${operation.query.includes('dryRun') ? '?dryRun=true' : (QUERIES[operation.id] ?? '')}`;
    return await connections.send({ method: operation.method, target, headers, body });
  }

  const name = ({ operation, caller, worldName }: Cell) =>
    `${operation.method} ${operation.path} by ${caller.name}, of ${worldName}`;

  /** Whether what the path names is of a tenant. */
  const isTenants = ({ operation, world }: Cell) =>
    Object.values(behind(operation)).some((kind) => world.ids.has(kind));

  /** Brands are changed by the platform alone, whoever they are of: a refusal that does not depend on whether there is one. */
  const isBrands = ({ operation }: Pick<Cell, 'operation'>) =>
    operation.method !== 'GET' && Object.values(behind(operation)).includes('brand');

  it('knows of each parameter of each path what stands behind it', () => {
    const unknown = operations.flatMap((operation) => {
      try {
        return behind(operation) && [];
      } catch (error) {
        return [String(error)];
      }
    });
    expect(unknown).toEqual([]);
    expect(operations.length).toBeGreaterThan(150);
  });

  it('is open to who may ask it, of what is theirs, and shows nothing of another one’s', async () => {
    const wrong: string[] = [];
    await connections.each(cells(mayAsk), async (cell) => {
      const { operation, caller, world } = cell;
      if (operation.open || !reachesWorld(caller, world, worlds)) return;
      const { status, text } = await ask(cell, bodyFor(operation, world, `fresh-${++fresh}`));
      if (!isOpen(cell, status)) wrong.push(`${name(cell)}: ${status}: ${text.slice(0, 300)}`);
      const foreign = [worlds.sister, worlds.stranger].filter((other) => !reachesWorld(caller, other, worlds));
      const told = tells(text, foreign);
      if (told.length > 0) wrong.push(`${name(cell)}: tells of ${told.join()}: ${text.slice(0, 300)}`);
    });
    expect(wrong).toEqual([]);
  });

  it('takes no name of another one’s in a body', async () => {
    const wrong: string[] = [];
    await connections.each(cells(mayAsk), async (cell) => {
      if (reachesWorld(cell.caller, cell.world, worlds)) return;
      const body = bodyFor(cell.operation, cell.world, `fresh-${++fresh}`) ?? '';
      if (tells(body, [cell.world]).length === 0) return;
      const { status, text } = await ask({ ...cell, world: worlds.ours }, body);
      const told = tells(text, [cell.world]).filter((tell) => !body.includes(tell));
      if (status < 400 || status >= 500 || told.length > 0)
        wrong.push(`${name(cell)}: ${status} ${told.join()}: ${text}`);
    });
    expect(wrong).toEqual([]);
  });

  it('answers about another one’s as about what is not there', async () => {
    const wrong: string[] = [];
    await connections.each(cells(mayAsk), async (cell) => {
      if (cell.operation.open || reachesWorld(cell.caller, cell.world, worlds) || !isTenants(cell)) return;
      const body = bodyFor(cell.operation, worlds.ours, `fresh-${++fresh}`);
      const got = await ask(cell, body);
      const none = await ask(cell, body, ABSENT);
      if (got.status !== 404 && !(got.status === 403 && none.status === 403 && isBrands(cell)))
        wrong.push(`${name(cell)}: ${got.status}, not 404: ${got.text}`);
      else if (likeness(got, [...cell.world.ids.values()]) !== likeness(none, [ABSENT]))
        wrong.push(`${name(cell)}: tells itself from one that is absent: ${got.text} ${none.text}`);
    });
    expect(wrong).toEqual([]);
  });

  it('is closed to who may not ask it, before it looks at the body', async () => {
    const wrong: string[] = [];
    const refused = (caller: Caller, operation: Operation) => !operation.open && !mayAsk(caller, operation);
    await connections.each(cells(refused), async (cell) => {
      if (cell.world !== worlds.ours) return; // it does not come to looking at whose it is
      const { status, text } = await ask(cell, cell.operation.takesBody ? '{not json' : undefined);
      const due = cell.caller.key === undefined ? 401 : 403;
      if (status !== due) wrong.push(`${name(cell)}: ${status}: ${text}`);
    });
    expect(wrong).toEqual([]);
  });

  it('is but decided in a dry run: nobody outside is called and nothing is written', async () => {
    const calls = { ...worlds.account.emulator.requests };
    const position = await worlds.account.now();
    const mayAll = (caller: Caller) => caller.within === 'platform' && caller.scopes.includes('*:*');
    const changes = cells((caller, { query }) => mayAll(caller) && query.includes('dryRun'));
    let asked = 0;
    await connections.each(changes, async (cell) => {
      const { status } = await ask(cell, bodyFor(cell.operation, cell.world, `fresh-${++fresh}`));
      if (status === 200) asked++;
    });
    expect(asked).toBeGreaterThan(100);
    expect(worlds.account.emulator.requests).toEqual(calls);
    const since = (await platform.api.get(`/events?after=${position}&limit=200`)).body.items;
    // Services report what they see all the while; whoever asked stands as the actor of what they have changed.
    const written = since.filter(({ actor }) => !String(actor).startsWith('service:'));
    expect(written.map(({ type, actor, resource_id }) => [type, actor, resource_id])).toEqual([]);
  });

  /** What is open may be refused for what state it is in, and for no other reason. */
  function isOpen({ operation, caller, world }: Cell, status: number): boolean {
    if (status < 300 || status === 409) return true;
    if (status === 404 && NOT_THERE.test(operation.path)) return true;
    const more = MORE_SCOPES[operation.path.replace('/api/v1', '')] ?? [];
    if (!more.every((scope) => holds(caller.scopes, scope))) return status === 403;
    if (caller.within === 'platform') return false;
    if (status === 403 && isBrands({ operation })) return true;
    if (caller.within === 'tenant' && BEYOND_A_TENANT.includes(operation.id)) return status === 400;
    if (caller.within === 'tenant' && Object.values(behind(operation)).includes('brand')) return status === 404;
    // Its scopes are wider than its reach: what is the platform’s own is not its to change, nor, mostly, to see.
    const things = Object.values(behind(operation));
    return !things.some((kind) => world.ids.has(kind)) && caller.scopes.includes('*:*') && [403, 404].includes(status);
  }

  function tells(text: string, others: readonly World[]): string[] {
    return others.flatMap((world) => tellsOf(world, worlds.ours)).filter((tell) => text.includes(tell));
  }
});
