import { randomUUID } from 'node:crypto';
import type { CommandEnvelope } from '@freehold/contracts/command';
import { EVENTS } from '@freehold/contracts/event';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mutates, type Route } from '../edge/route.js';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { EXAMPLES } from '../openapi/examples.js';
import { GENERIC_KINDS } from '../read-models/resources.projection.js';
import { ROUTES } from '../routes.js';

let freehold: GatewayUnderTest;
const sent: { subject: string; data: unknown }[] = [];

beforeAll(async () => {
  freehold = await startGateway();
  const { nc } = freehold.gateway.parts;
  for (const subject of ['cmd.>', 'ask.>'])
    nc.subscribe(subject, {
      callback: (_, message) => void sent.push({ subject: message.subject, data: message.json() }),
    });
  await nc.flush();
  // One of each kind as the gateway shows it, so that no request ends at its door; their owners know nothing of them.
  for (const table of ['resource', 'resource_version'])
    await freehold.pool.query(
      `INSERT INTO ${table} (kind, id, status, spec, created_at, updated_at, revision, generation, converged, position)
        SELECT kind, 'dry', 'active', '{"zone_id": "dry", "scopes": [], "brands": []}', now(), now(), 1, 1, 1, 1 FROM unnest($1::text[]) AS kind
        ON CONFLICT DO NOTHING`,
      [GENERIC_KINDS.map(({ name }) => name)],
    );
});

afterAll(async () => freehold?.stop());

/** Questions that change nothing and call nobody outside. */
const HARMLESS = ['projections', 'parked', 'open'];
const BODIES: Readonly<Record<string, unknown>> = {
  ...EXAMPLES,
  assignVps: { tenant_id: 'dry' },
  assignIp: { tenant_id: 'dry' },
};
const VALUES: Readonly<Record<string, string>> = { service: 'dns', name: 'resources' };

async function dryRun({ method, path, operation_id, body }: Route) {
  const at = path.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) => VALUES[name] ?? 'dry');
  const headers = { 'idempotency-key': randomUUID(), 'if-match': '*' };
  return await freehold.request(method, `${at}?dryRun=true`, body && (BODIES[operation_id] ?? {}), headers);
}

/** Rows of every table of every service, but for how far followers have come. */
async function rows(): Promise<Record<string, number>> {
  const { rows: tables } = await freehold.pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename NOT IN ('checkpoint', 'rate_limit', 'api_key_use')`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    counts[name] = (await freehold.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`)).rows[0]?.n ?? 0;
  return counts;
}

/** Whether nothing that was written before is on its way to anybody's rows. */
async function caughtUp(): Promise<boolean> {
  const { body } = await freehold.request('GET', '/api/v1/projections');
  // Null for a service that does not answer.
  return body.items.every(({ lag }: { lag: number | null }) => lag === 0 || lag === null);
}

const lastEvent = async () => (await freehold.gateway.parts.ledger.jsm.streams.info(EVENTS)).state.last_seq;

describe('a dry run of every route that changes something', () => {
  it('writes no event and no row, sends no command but to decide it, asks for nothing to be done, and is no fault', async () => {
    await until(caughtUp);
    const before = [await lastEvent(), await rows()];
    const idle: string[] = [];
    for (const route of ROUTES.filter(mutates)) {
      const asked = sent.length;
      const { status, body } = await dryRun(route);
      expect([route.operation_id, status < 500 || status === 503, body]).toEqual([route.operation_id, true, body]);
      if (status >= 300 && sent.length === asked) idle.push(`${route.operation_id} ${status} ${body.detail}`);
    }
    const commands = sent.filter(({ subject }) => subject.startsWith('cmd.'));
    expect(commands.length).toBeGreaterThan(80);
    expect(commands.filter(({ data }) => (data as CommandEnvelope).dry_run !== true)).toEqual([]);
    const asks = sent.flatMap(({ subject }) => (subject.startsWith('ask.') ? [subject.split('.')[2] ?? ''] : []));
    expect(asks.filter((verb) => !HARMLESS.includes(verb))).toEqual([]);
    expect([await lastEvent(), await rows()]).toEqual(before);
    // Each came as far as to somebody who decides, or was answered here.
    expect(idle).toEqual([]);
  });
});
