import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type BadRequest, badRequests, MARKED } from './bad-requests.js';
import { Connections, UNLIMITED } from './connections.js';
import { behind, documentedOperations, type Operation } from './documented-operations.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { projections } from './projections.js';
import { makeWorlds, type Worlds } from './worlds.js';

/** What does much when all is well, or waits: asked for things that there are not, and no others. */
const HEAVY = /projections|cron|await|audit\/ledger|export/;
const AT_ONCE = 200;

/** Of all that was sent: what was answered as it should not be, and which requests were refused. */
interface Outcome {
  readonly wrong: string[];
  readonly refused: Set<string>;
}

/** A platform without limits, on which everything is there once, and how it stands bad requests. */
export class BadRequestsUnderTest {
  private constructor(
    readonly platform: PlatformUnderTest,
    private readonly worlds: Worlds,
    readonly operations: readonly Operation[],
    private readonly connections: Connections,
  ) {}

  static async start(): Promise<BadRequestsUnderTest> {
    const platform = await PlatformUnderTest.start({
      ...UNLIMITED,
      FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '',
      FREEHOLD_LOG_LEVEL: 'debug',
    });
    const operations = await documentedOperations(platform.api);
    return new BadRequestsUnderTest(
      platform,
      await makeWorlds(platform.api),
      operations,
      new Connections(platform.api.url),
    );
  }

  async stop(): Promise<void> {
    this.connections.close();
    await this.worlds.account.emulator.stop();
  }

  /** Sends so many to each route, 16 at a time. @param seed by which they can be sent again */
  async send(each: number, seed: number): Promise<Outcome> {
    const outcome = { wrong: [] as string[], refused: new Set<string>() };
    for (let sent = 0; sent < each; sent += AT_ONCE) {
      const count = Math.min(AT_ONCE, each - sent);
      await this.connections.each(this.generated(count, seed + sent), async (request) => {
        await this.one(request, outcome);
      });
      if (outcome.wrong.length > 0) break;
    }
    return outcome;
  }

  private *generated(count: number, seed: number): Generator<BadRequest> {
    const { ours, platform } = this.worlds;
    for (const operation of this.operations) {
      const things = behind(operation);
      const real = (name: string) => {
        const kind = things[name] ?? '';
        return HEAVY.test(operation.path) ? undefined : (ours.ids.get(kind) ?? platform.get(kind));
      };
      yield* fc.sample(badRequests(operation, real), { numRuns: count, seed });
    }
  }

  private async one({ method, target, headers, body }: BadRequest, { wrong, refused }: Outcome): Promise<void> {
    const id = `bad-${refused.size}-${Math.random().toString(36).slice(2)}`;
    const several: Record<string, string[]> = { 'x-request-id': [id], authorization: [`Bearer ${this.platform.key}`] };
    for (const [name, value] of headers) several[name] = [...(several[name] ?? []), value];
    if (several['prefer']?.some((value) => /wait=\d/.test(value))) delete several['prefer'];
    const what = `${method} ${target} ${JSON.stringify(headers)} ${body?.slice(0, 500)}`;
    try {
      const got = await this.connections.send({ method, target, headers: several, body });
      if (got.status >= 400) refused.add(id);
      if (got.status >= 500) wrong.push(`${what}: ${got.status} ${got.text}`);
      if (/node_modules|\.js:\d|\n\s+at /.test(got.text) && target.startsWith('/api/'))
        wrong.push(`${what}: tells of our insides: ${got.text.slice(0, 500)}`);
    } catch (error) {
      wrong.push(`${what}: ${String(error)}`);
    }
  }

  /** Sends bytes as they are. @returns the status line; nothing where the connection was closed without an answer */
  async raw(bytes: string): Promise<string> {
    const { hostname, port } = new URL(this.platform.api.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined); // closed while we still wrote: an answer, too
    socket.setTimeout(5_000, () => socket.destroy());
    socket.end(bytes, 'latin1');
    return (await text(socket).catch(() => '')).split('\r\n', 1)[0] ?? '';
  }

  /** No event bears the id of a request that was refused, nothing has stopped, and no secret was logged. */
  async expectUnharmed(refused: ReadonlySet<string>): Promise<void> {
    const ledger = await LedgerUnderTest.connect(this.platform);
    const halves = (await ledger.events()).filter(({ correlation_id }) => refused.has(correlation_id));
    await ledger.close();
    expect(halves.map(({ type, resource_id, correlation_id }) => [type, resource_id, correlation_id])).toEqual([]);
    const { output, api, key } = this.platform;
    const stopped = (await projections(api)).filter(({ status }) => status !== 'live');
    expect(stopped).toEqual([]);
    expect(output).not.toContain('a request failed');
    expect(output.match(new RegExp(`.{80}(${MARKED}|${key}).{80}`))).toBeNull();
  }
}
