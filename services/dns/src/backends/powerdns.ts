import type { RRset } from '@freehold/contracts/dns/rrset';
import { BackendError } from '@freehold/ledger/backend-error';
import type { z } from 'zod';
import type { DnsBackend, ServedZone, WantedZone, ZoneChanges } from './dns-backend.js';
import { PowerDnsHttp, type PowerDnsOptions } from './powerdns-http.js';
import {
  ApiKeys,
  ApiZone,
  ApiZoneHead,
  apexOf,
  fromApiRRsets,
  NSEC3PARAM,
  readSoa,
  toApiChanges,
  toApiRRset,
  ZONE_SETTINGS,
  zonePath,
} from './powerdns-zone.js';
import { TurnByTurn } from './turn-by-turn.js';

/** SHA-1, which must not be used for new DS records (RFC 8624 section 3.3). */
const SHA1_DIGEST = /^\d+ \d+ 1 /;

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues.map(({ path }) => path.join('.')).slice(0, 3);
  throw new BackendError(
    'malformed',
    `PowerDNS answered otherwise than its manual says, at ${where.join(', ')}: version 4.7 or later is needed.`,
  );
}

/**
 * PowerDNS Authoritative Server, 4.7 or later, over its HTTP API (its manual, "HTTP API"; `X-API-Key`).
 *
 * A PATCH is one transaction: all of its RRsets or none, and the serial with them. It answers nothing, so the serial is read
 * after it. A SOA that is patched counts on from the serial *in the patch*, which therefore has to be the served one: changes
 * of one zone run one after the other here, and the SOA is written by nobody else.
 */
export class PowerDns implements DnsBackend {
  readonly #http: PowerDnsHttp;
  readonly #turns = new TurnByTurn();

  constructor(options: PowerDnsOptions) {
    this.#http = new PowerDnsHttp(options);
  }

  async readZone(name: string, signal: AbortSignal): Promise<ServedZone | undefined> {
    const zone = await this.#apiZone(name, signal);
    return zone && this.#served(name, zone, signal);
  }

  createZone(zone: WantedZone, signal: AbortSignal): Promise<ServedZone> {
    return this.#turns.run(zone.name, async () => {
      const before = await this.#apiZone(zone.name, signal);
      if (before === undefined) await this.#create(zone, signal);
      const there = before ?? (await this.#mustExist(zone.name, signal));
      const changed = [
        await this.#settle(zone, there, signal),
        await this.#sign(zone.name, zone.dnssec, there, signal),
      ].includes(true);
      return this.#served(zone.name, changed ? await this.#mustExist(zone.name, signal) : there, signal);
    });
  }

  async patch(zoneName: string, changes: ZoneChanges, signal: AbortSignal): Promise<{ serial: number }> {
    const rrsets = toApiChanges(changes);
    if (rrsets.some(({ type }) => type === 'SOA')) throw new RangeError('createZone writes the SOA, patch does not.');
    return this.#turns.run(zoneName, async () => {
      if (rrsets.length > 0) await this.#http.request('PATCH', zonePath(zoneName), signal, { body: { rrsets } });
      const { serial } = await this.#head(zoneName, signal);
      return { serial };
    });
  }

  setDnssec(name: string, on: boolean, signal: AbortSignal): Promise<{ ds: string[] }> {
    return this.#turns.run(name, async () => {
      await this.#sign(name, on, await this.#head(name, signal), signal);
      return { ds: on ? await this.#ds(name, signal) : [] };
    });
  }

  dropZone(name: string, signal: AbortSignal): Promise<void> {
    return this.#turns.run(name, async () => {
      await this.#http.request('DELETE', zonePath(name), signal, { expected: [404] });
    });
  }

  async ping(signal: AbortSignal): Promise<void> {
    await this.#http.request('GET', '', signal);
  }

  /** Ends its connections, once what is under way has ended. */
  close(): Promise<void> {
    return this.#http.close();
  }

  /** 409 = somebody else made it since we looked: what differs is settled as for any zone that was there. */
  async #create(zone: WantedZone, signal: AbortSignal): Promise<void> {
    const rrsets = apexOf(zone, zone.soa.serial).map(toApiRRset);
    const body = { name: `${zone.name}.`, nameservers: [], rrsets, ...ZONE_SETTINGS };
    await this.#http.request('POST', '/zones', signal, { body, expected: [409] });
  }

  /** Brings settings, SOA and NS of a zone that is there to what is wanted; tells whether anything had to change. */
  async #settle(zone: WantedZone, there: ApiZone, signal: AbortSignal): Promise<boolean> {
    const { kind, soa_edit_api, api_rectify } = ZONE_SETTINGS;
    const settled = there.kind === kind && there.soa_edit_api === soa_edit_api && there.api_rectify === api_rectify;
    if (!settled) await this.#http.request('PUT', zonePath(zone.name), signal, { body: ZONE_SETTINGS });
    const served = fromApiRRsets(there.rrsets);
    const differing = apexOf(zone, there.serial).filter((wanted) => !served.some((rrset) => sameRRset(rrset, wanted)));
    if (differing.length > 0)
      await this.#http.request('PATCH', zonePath(zone.name), signal, { body: { rrsets: differing.map(toApiRRset) } });
    return !settled || differing.length > 0;
  }

  /** Turns signing on or off where it is not so yet; tells whether it had to. */
  async #sign(name: string, on: boolean, { dnssec, nsec3param }: ApiZoneHead, signal: AbortSignal): Promise<boolean> {
    if (on ? dnssec && nsec3param === NSEC3PARAM : !dnssec) return false;
    // Repeating `dnssec: true` makes no second key; with api_rectify the NSEC3 order is made in the same call.
    const body = on ? { dnssec: true, nsec3param: NSEC3PARAM, api_rectify: true } : { dnssec: false };
    await this.#http.request('PUT', zonePath(name), signal, { body });
    return true;
  }

  async #served(name: string, { serial, dnssec, rrsets }: ApiZone, signal: AbortSignal): Promise<ServedZone> {
    const served = fromApiRRsets(rrsets);
    const soa = readSoa(served.find(({ type }) => type === 'SOA')?.rdata[0] ?? '');
    if (soa === undefined)
      throw new BackendError('malformed', `PowerDNS has no readable SOA in ${name}: mend or delete the zone there.`);
    return {
      name,
      serial,
      dnssec,
      ds: dnssec ? await this.#ds(name, signal) : [],
      soa,
      rrsets: served.filter(({ type }) => type !== 'SOA'),
    };
  }

  async #ds(name: string, signal: AbortSignal): Promise<string[]> {
    const { body } = await this.#http.request('GET', `${zonePath(name)}/cryptokeys`, signal);
    const keys = read(ApiKeys, body).filter(({ active, published }) => active && published);
    return keys.flatMap(({ ds = [] }) => ds.filter((record) => !SHA1_DIGEST.test(record))).toSorted();
  }

  async #apiZone(name: string, signal: AbortSignal): Promise<ApiZone | undefined> {
    const { status, body } = await this.#http.request('GET', zonePath(name), signal, { expected: [404] });
    return status === 404 ? undefined : read(ApiZone, body);
  }

  async #mustExist(name: string, signal: AbortSignal): Promise<ApiZone> {
    const { body } = await this.#http.request('GET', zonePath(name), signal);
    return read(ApiZone, body);
  }

  async #head(name: string, signal: AbortSignal): Promise<ApiZoneHead> {
    const { body } = await this.#http.request('GET', `${zonePath(name)}?rrsets=false`, signal);
    return read(ApiZoneHead, body);
  }
}

function sameRRset(a: RRset, b: RRset): boolean {
  return a.name === b.name && a.type === b.type && a.ttl === b.ttl && a.rdata.join('\n') === b.rdata.join('\n');
}
