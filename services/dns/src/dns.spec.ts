import { isDeepStrictEqual } from 'node:util';
import { lifecycle } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { PLATFORM, PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import { naturalId, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ServiceRuntime } from '@freehold/service/runtime';
import {
  type FreshDatabase,
  type FreshNats,
  type FreshPowerDns,
  freshDatabase,
  freshNats,
  freshPowerDns,
} from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PowerDns } from './backends/powerdns.js';
import { dnsService } from './dns.module.js';

const config = defineService({
  name: 'fleet',
  context: 'fleet',
  config: z.object({}),
  migrations: [LedgerTables1700000000001],
  wire: () => ({ owned: [{ decider: lifecycle(PlatformConfig) }] }),
});

describe('the dns service on real servers', () => {
  let nats: FreshNats;
  let database: FreshDatabase;
  let powerdns: FreshPowerDns;
  let fleet: ServiceRuntime;
  let dns: ServiceRuntime;
  let server: PowerDns;

  beforeAll(async () => {
    [nats, database, powerdns] = await Promise.all([freshNats(), freshDatabase(), freshPowerDns()]);
    const environment = {
      FREEHOLD_NATS_URL: nats.url,
      FREEHOLD_POSTGRES_URL: database.url,
      FREEHOLD_DNS_POWERDNS_URL: powerdns.apiUrl,
      FREEHOLD_DNS_POWERDNS_API_KEY: powerdns.apiKey,
      FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
    };
    fleet = await ServiceRuntime.open(config, environment);
    await fleet.start();
    dns = await ServiceRuntime.open(dnsService, environment);
    await dns.start();
    server = new PowerDns({ url: powerdns.apiUrl, api_key: powerdns.apiKey });
    await send(fleet, PlatformConfig, 'create', PLATFORM, PLATFORM, {
      values: {
        primary_ns: 'ns1.host.example',
        secondary_ns: 'ns2.host.example',
        hostmaster_email: 'dns@host.example',
      },
    });
  });

  afterAll(async () => {
    await dns?.stop();
    await fleet?.stop();
    await server?.close();
  });

  async function send(
    runtime: ServiceRuntime,
    kind: Kind,
    verb: string,
    id: string,
    aggregate: string,
    data: object,
    command = newId(),
  ) {
    return await runtime.parts.send(kind.context, {
      id: command,
      kind: kind.name,
      verb,
      resource_id: id,
      aggregate_id: aggregate,
      data: { ...data },
      actor: 'key:spec',
      correlation_id: command,
    });
  }

  const row = (kind: Kind, id: string) => dns.parts.view.get(kind.name, id);
  const active = (kind: Kind, id: string) =>
    until(async () => ((await row(kind, id))?.status === 'active' ? true : undefined));

  /** A zone in service, with its id. */
  async function serve(name: string): Promise<string> {
    const id = naturalId('zone', name);
    expect(await send(dns, Zone, 'create', id, id, { name })).toMatchObject({ outcome: 'accepted' });
    await active(Zone, id);
    return id;
  }

  async function add(zoneId: string, spec: object): Promise<string> {
    const id = newId();
    expect(await send(dns, Record, 'create', id, zoneId, { zone_id: zoneId, ...spec })).toMatchObject({
      outcome: 'accepted',
    });
    return id;
  }

  const signal = () => AbortSignal.timeout(10_000);
  const served = async (zone: string) =>
    (await server.readZone(zone, signal()))?.rrsets.map(({ name, type, rdata }) => [name, type, ...rdata].join(' ')) ??
    [];

  it('serves a zone and its record, and drops both', async () => {
    const zoneId = await serve('thin.example');
    const recordId = await add(zoneId, { type: 'A', name: 'www', content: '192.0.2.1' });
    await active(Record, recordId);
    expect((await row(Record, recordId))?.observed).toEqual({ fqdn: 'www.thin.example', rdata: '192.0.2.1' });
    expect(await served('thin.example')).toEqual([
      'thin.example NS ns1.host.example. ns2.host.example.',
      'www.thin.example A 192.0.2.1',
    ]);
    expect(await send(dns, Zone, 'delete', zoneId, zoneId, {})).toMatchObject({
      outcome: 'accepted',
      resource: { status: 'deleting' },
    });
    await until(async () => (await row(Zone, zoneId)) === undefined);
    expect(await row(Record, recordId)).toBeUndefined();
    expect(await server.readZone('thin.example', signal())).toBeUndefined();
  });

  it('takes a zone’s name again after its deletion, without the records of before', async () => {
    const zoneId = await serve('again.example');
    await active(Record, await add(zoneId, { type: 'A', name: 'www', content: '192.0.2.1' }));
    await send(dns, Zone, 'delete', zoneId, zoneId, {});
    await until(async () => (await row(Zone, zoneId)) === undefined);
    await serve('again.example');
    expect(await served('again.example')).toEqual(['again.example NS ns1.host.example. ns2.host.example.']);
  });

  it('keeps zones and records pending while PowerDNS is away, and brings them into service when it is back', async () => {
    await powerdns.kill();
    const zoneId = naturalId('zone', 'patient.example');
    await send(dns, Zone, 'create', zoneId, zoneId, { name: 'patient.example' });
    const recordId = await add(zoneId, { type: 'TXT', name: '@', content: 'still here' });
    await until(async () => (await failures(zoneId)) >= 2);
    expect((await row(Zone, zoneId))?.status).toBe('pending');
    await powerdns.restart();
    await active(Zone, zoneId);
    await active(Record, recordId);
    expect(await served('patient.example')).toContain('patient.example TXT "still here"');
  });

  it('parks a record that PowerDNS refuses, alone, and serves it once the cause is gone', async () => {
    const zoneId = await serve('poison.example');
    await server.patch(
      'poison.example',
      { replace: [{ name: 'x.poison.example', type: 'CNAME', ttl: 60, rdata: ['elsewhere.example.'] }], remove: [] },
      signal(),
    );
    const poisoned = await add(zoneId, { type: 'A', name: 'x', content: '192.0.2.66' });
    const healthy = await add(zoneId, { type: 'A', name: 'y', content: '192.0.2.1' });
    await active(Record, healthy);
    await until(async () => (await row(Record, poisoned))?.status === 'failed');
    expect((await row(Record, poisoned))?.status_message).toMatch(/Conflicts with pre-existing RRset/);
    await until(async () => isDeepStrictEqual(await parked(), [poisoned]));
    await dns.resync('zone');
    await until(async () => !(await served('poison.example')).some((line) => line.includes('CNAME')));
    expect(await send(dns, Record, 'retry', poisoned, zoneId, {})).toMatchObject({ outcome: 'accepted' });
    await active(Record, poisoned);
    await until(async () => isDeepStrictEqual(await parked(), []));
    expect(await served('poison.example')).toContain('x.poison.example A 192.0.2.66');
  });

  it('finds what somebody changed on PowerDNS by hand, records it, and repairs it', async () => {
    const zoneId = await serve('drift.example');
    await active(Record, await add(zoneId, { type: 'A', name: 'www', content: '192.0.2.1' }));
    const foreign = { name: 'evil.drift.example', type: 'A', ttl: 60, rdata: ['203.0.113.6'] };
    await server.patch(
      'drift.example',
      { replace: [foreign], remove: [{ name: 'www.drift.example', type: 'A' }] },
      signal(),
    );
    await dns.resync('zone');
    await until(async () => (await served('drift.example')).includes('www.drift.example A 192.0.2.1'));
    expect(await served('drift.example')).toEqual([
      'drift.example NS ns1.host.example. ns2.host.example.',
      'www.drift.example A 192.0.2.1',
    ]);
    const drift = await until(async () => (await events(zoneId)).find(({ fact }) => fact === 'drift_detected'));
    expect(drift?.data).toEqual({
      differences: ['www.drift.example A was gone', 'evil.drift.example A was there: 203.0.113.6'],
    });
  });

  it('brings back a zone that PowerDNS has lost, with a serial past every one that was served', async () => {
    const zoneId = await serve('lost.example');
    for (const content of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
      await active(Record, await add(zoneId, { type: 'A', name: 'www', content }));
    const before = await server.readZone('lost.example', signal());
    await server.dropZone('lost.example', signal());
    await dns.resync('zone');
    const after = await until(async () => await server.readZone('lost.example', signal()));
    expect(after.serial).toBeGreaterThan(before?.serial ?? 0);
    await until(async () => (await served('lost.example')).join().includes('192.0.2.3'));
  });

  it('says of each report which event it answers', async () => {
    const zoneId = await serve('caused.example');
    const [created, converged] = await events(zoneId);
    expect(converged).toMatchObject({
      type: 'ZoneConverged',
      causation_id: created?.id,
      correlation_id: created?.correlation_id,
    });
  });

  it('says nothing of a zone that is as it should be', async () => {
    const zoneId = await serve('quiet.example');
    await active(Record, await add(zoneId, { type: 'A', name: 'www', content: '192.0.2.1' }));
    const look = async () => {
      await dns.resync('zone');
      await until(async () => (await outstanding(zoneId)) === 0);
      return await events(zoneId);
    };
    const before = await look(); // It reports the serial that the record's patch has moved.
    expect(await look()).toEqual(before);
  });

  it('leaves nothing at a record’s old name', async () => {
    const zoneId = await serve('moved.example');
    const recordId = await add(zoneId, { type: 'A', name: 'old', content: '192.0.2.1' });
    await active(Record, recordId);
    await send(dns, Record, 'update', recordId, zoneId, { name: 'new' });
    await until(
      async () =>
        (await served('moved.example')).join().includes('new') &&
        !(await served('moved.example')).join().includes('old'),
    );
  });

  it('writes the RRset that many records of one name make together, whatever order they come in', async () => {
    const zoneId = await serve('many.example');
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        add(zoneId, { type: 'A', name: 'pool', content: `192.0.2.${index + 1}` }),
      ),
    );
    for (const id of ids) await active(Record, id);
    await Promise.all(ids.slice(0, 10).map((id) => send(dns, Record, 'delete', id, zoneId, {})));
    await until(async () => (await row(Record, ids[9] ?? '')) === undefined && (await outstanding(zoneId)) === 0);
    await until(
      async () =>
        (await server.readZone('many.example', signal()))?.rrsets.find(({ type }) => type === 'A')?.rdata.length === 10,
    );
  });

  it('serves a record of a quiet zone while another zone has hundreds outstanding', async () => {
    const [busy, quiet] = [await serve('busy.example'), await serve('calm.example')];
    const ids = await Promise.all(
      Array.from({ length: 150 }, (_, n) => add(busy, { type: 'A', name: `h${n}`, content: '192.0.2.1' })),
    );
    await active(Record, await add(quiet, { type: 'A', name: 'www', content: '192.0.2.2' }));
    await until(async () => (await outstanding(busy)) === 0);
    expect((await row(Record, ids[149] ?? ''))?.status).toBe('active');
    const converged = async (zoneId: string) =>
      (await events(zoneId)).filter(({ type }) => type === 'RecordConverged').map(({ position }) => position);
    // As the ledger has it, which is no later than anybody looks.
    const [served = Number.POSITIVE_INFINITY] = await converged(quiet);
    const before = (await converged(busy)).filter((position) => position < served);
    expect(before.length).toBeLessThanOrEqual(120);
  });

  it('signs a zone on request and shows the DS for its parent', async () => {
    const zoneId = await serve('signed.example');
    expect((await row(Zone, zoneId))?.observed).toMatchObject({ ds: [] });
    await send(dns, Zone, 'update', zoneId, zoneId, { dnssec: true });
    const signed = await until(async () =>
      (await row(Zone, zoneId))?.observed?.['ds']?.toString() ? row(Zone, zoneId) : undefined,
    );
    expect(signed?.observed).toMatchObject({
      ds: [expect.stringMatching(/^\d+ \d+ 2 [0-9a-f]{64}$/), expect.stringMatching(/^\d+ \d+ 4 [0-9a-f]{96}$/)],
    });
  });

  it('brings new name servers of the platform into every zone', async () => {
    await serve('served.example');
    const values = { primary_ns: 'a.new.example', secondary_ns: 'b.new.example', hostmaster_email: 'dns@host.example' };
    await send(fleet, PlatformConfig, 'update', PLATFORM, PLATFORM, { values });
    await until(async () =>
      (await served('served.example')).includes('served.example NS a.new.example. b.new.example.'),
    );
  });

  it('refuses what no name server should hold, and writes nothing', async () => {
    const zoneId = await serve('strict.example');
    await active(Record, await add(zoneId, { type: 'CNAME', name: 'www', content: 'strict.example.' }));
    const before = await events(zoneId);
    const refused = async (spec: object) => send(dns, Record, 'create', newId(), zoneId, { zone_id: zoneId, ...spec });
    expect(await refused({ type: 'A', name: 'www', content: '192.0.2.1' })).toMatchObject({
      outcome: 'rejected',
      code: 'record.cname_not_alone',
    });
    expect(await refused({ type: 'A', name: 'w', content: 'nonsense' })).toMatchObject({
      code: 'record.invalid',
      errors: [{ pointer: '/content' }],
    });
    expect(await refused({ type: 'MX', name: '@', content: 'mail.strict.example.' })).toMatchObject({
      code: 'record.invalid',
      errors: [{ pointer: '/priority' }],
    });
    expect(await refused({ type: 'NS', name: '@', content: 'ns.evil.example.' })).toMatchObject({
      code: 'record.apex_ns',
    });
    const suffix = naturalId('zone', 'co.uk');
    expect(await send(dns, Zone, 'create', suffix, suffix, { name: 'co.uk' })).toMatchObject({
      code: 'zone.public_suffix',
    });
    expect(await events(zoneId)).toEqual(before);
  });

  const events = async (zoneId: string) => dns.parts.ledger.read(`evt.dns.zone.${zoneId}`);
  const count = async (sql: string, values: unknown[]) => Number((await dns.parts.pool.query(sql, values)).rows[0]?.n);
  const failures = async (id: string) => count('SELECT coalesce(max(failures), 0) AS n FROM work WHERE id = $1', [id]);
  const outstanding = async (zoneId: string) =>
    count(
      `SELECT count(*) AS n FROM work WHERE wanted > done AND (id = $1 OR id IN (SELECT id FROM resource WHERE spec->>'zone_id' = $1))`,
      [zoneId],
    );
  const parked = async () =>
    (await dns.parts.pool.query('SELECT id FROM work WHERE parked_at IS NOT NULL')).rows.map(({ id }) => id);
});
