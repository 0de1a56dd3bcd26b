import type { RRset } from '@freehold/contracts/dns/rrset';
import { SOA_TIMES } from '@freehold/contracts/dns/soa';
import { BackendError, type BackendErrorCode } from '@freehold/ledger/backend-error';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DnsBackend, WantedZone } from './dns-backend.js';

const signal = new AbortController().signal;
const SOA = { mname: 'ns1.freehold.example', rname: 'hostmaster.freehold.example', ...SOA_TIMES, serial: 1 };

export function wantedZone(name: string, more: Partial<WantedZone> = {}): WantedZone {
  return {
    name,
    soa: SOA,
    nameservers: ['ns1.freehold.example', 'ns2.freehold.example'],
    ttl: 3600,
    dnssec: false,
    ...more,
  };
}

function rrset(name: string, type: string, ...rdata: string[]): RRset {
  return { name, type, ttl: 300, rdata };
}

async function errorOf(call: Promise<unknown>): Promise<BackendError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BackendError);
  return error as BackendError; // just checked
}

async function expectFailure(call: Promise<unknown>, code: BackendErrorCode): Promise<void> {
  expect((await errorOf(call)).code).toBe(code);
}

/** The guarantees of `DnsBackend`, for every implementation of it. `make` gives one that answers. */
export function describeDnsBackend(title: string, make: () => DnsBackend): void {
  let backend: DnsBackend;
  let zone: string;
  let count = 0;

  const read = async () => {
    const served = await backend.readZone(zone, signal);
    if (served === undefined) throw new Error(`${zone} is not served`);
    return served;
  };

  beforeEach(() => {
    backend = make();
    count += 1;
    zone = `zone-${count}.example`;
  });

  describe(`${title}: a zone`, () => {
    it('is served as it was wanted, with its SOA and name servers', async () => {
      const created = await backend.createZone(wantedZone(zone), signal);
      expect(created).toMatchObject({ name: zone, dnssec: false, ds: [] });
      expect(SOA).toMatchObject(created.soa);
      expect(created.rrsets).toEqual([
        { name: zone, type: 'NS', ttl: 3600, rdata: ['ns1.freehold.example.', 'ns2.freehold.example.'] },
      ]);
      expect(created.serial).toBeGreaterThanOrEqual(1);
      expect(await read()).toEqual(created);
    });

    it('that is not there is read as undefined, and cannot be changed', async () => {
      expect(await backend.readZone(zone, signal)).toBeUndefined();
      await expectFailure(
        backend.patch(zone, { replace: [rrset(zone, 'A', '192.0.2.1')], remove: [] }, signal),
        'not_found',
      );
      await expectFailure(backend.patch(zone, { replace: [], remove: [] }, signal), 'not_found');
      await expectFailure(backend.setDnssec(zone, true, signal), 'not_found');
      await expectFailure(backend.setDnssec(zone, false, signal), 'not_found');
    });

    it('that is wanted again stays as it is, serial and records included', async () => {
      await backend.createZone(wantedZone(zone), signal);
      await backend.patch(zone, { replace: [rrset(`www.${zone}`, 'A', '192.0.2.1')], remove: [] }, signal);
      const before = await read();
      expect(await backend.createZone(wantedZone(zone), signal)).toEqual(before);
      expect(await read()).toEqual(before);
    });

    it('that is wanted otherwise is brought to it, keeps its records, and its serial grows', async () => {
      await backend.createZone(wantedZone(zone), signal);
      await backend.patch(zone, { replace: [rrset(`www.${zone}`, 'A', '192.0.2.1')], remove: [] }, signal);
      const before = await read();
      const soa = { ...SOA, rname: 'dns\\.admin.other.example' };
      const after = await backend.createZone(
        wantedZone(zone, { soa, nameservers: ['ns3.other.example'], ttl: 600 }),
        signal,
      );
      expect(after.soa.rname).toBe('dns\\.admin.other.example');
      expect(after.rrsets).toEqual([
        { name: `www.${zone}`, type: 'A', ttl: 300, rdata: ['192.0.2.1'] },
        { name: zone, type: 'NS', ttl: 600, rdata: ['ns3.other.example.'] },
      ]);
      expect(after.serial).toBeGreaterThan(before.serial);
    });

    it('begins with at least the serial that was asked for, and never falls below the one it has', async () => {
      const created = await backend.createZone(wantedZone(zone, { soa: { ...SOA, serial: 5_000 } }), signal);
      expect(created.serial).toBeGreaterThanOrEqual(5_000);
      const changed = await backend.createZone(wantedZone(zone, { soa: { ...SOA, serial: 1, minimum: 60 } }), signal);
      expect(changed.serial).toBeGreaterThan(created.serial);
    });

    it('that is dropped is gone, and dropping it again is fine', async () => {
      await backend.createZone(wantedZone(zone, { dnssec: true }), signal);
      await backend.dropZone(zone, signal);
      expect(await backend.readZone(zone, signal)).toBeUndefined();
      await backend.dropZone(zone, signal);
      expect(await backend.createZone(wantedZone(zone), signal)).toMatchObject({ dnssec: false, ds: [] });
    });

    it('is made once when it is wanted many times at once', async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => backend.createZone(wantedZone(zone), signal)));
      for (const served of all) expect(served).toEqual(all[0]);
    });
  });

  describe(`${title}: a patch`, () => {
    beforeEach(async () => {
      await backend.createZone(wantedZone(zone), signal);
    });

    it('replaces and removes RRsets, and leaves the others', async () => {
      await backend.patch(
        zone,
        {
          replace: [
            rrset(`a.${zone}`, 'A', '192.0.2.1'),
            rrset(`b.${zone}`, 'A', '192.0.2.2'),
            rrset(`c.${zone}`, 'TXT', '"c"'),
          ],
          remove: [],
        },
        signal,
      );
      await backend.patch(
        zone,
        { replace: [rrset(`b.${zone}`, 'A', '192.0.2.3', '192.0.2.4')], remove: [{ name: `a.${zone}`, type: 'A' }] },
        signal,
      );
      expect((await read()).rrsets.slice(0, 2)).toEqual([
        rrset(`b.${zone}`, 'A', '192.0.2.3', '192.0.2.4'),
        rrset(`c.${zone}`, 'TXT', '"c"'),
      ]);
    });

    it('raises the serial and answers it', async () => {
      let { serial } = await read();
      for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
        const patched = await backend.patch(zone, { replace: [rrset(zone, 'A', address)], remove: [] }, signal);
        expect(patched.serial).toBeGreaterThan(serial);
        expect((await read()).serial).toBe(patched.serial);
        serial = patched.serial;
      }
    });

    it('without changes is no change', async () => {
      const before = await read();
      expect(await backend.patch(zone, { replace: [], remove: [] }, signal)).toEqual({ serial: before.serial });
      expect(await read()).toEqual(before);
    });

    it('may remove what is not there', async () => {
      await backend.patch(zone, { replace: [], remove: [{ name: `gone.${zone}`, type: 'A' }] }, signal);
      expect((await read()).rrsets).toHaveLength(1);
    });

    it('puts a CNAME where it removes the address', async () => {
      await backend.patch(zone, { replace: [rrset(`www.${zone}`, 'A', '192.0.2.1')], remove: [] }, signal);
      await backend.patch(
        zone,
        { replace: [rrset(`www.${zone}`, 'CNAME', 'other.test.')], remove: [{ name: `www.${zone}`, type: 'A' }] },
        signal,
      );
      expect((await read()).rrsets).toContainEqual(rrset(`www.${zone}`, 'CNAME', 'other.test.'));
    });

    it('that cannot be wholly is refused wholly, with the reason', async () => {
      await backend.patch(zone, { replace: [rrset(`www.${zone}`, 'A', '192.0.2.1')], remove: [] }, signal);
      const before = await read();
      const changes = {
        replace: [rrset(`ok.${zone}`, 'A', '192.0.2.9'), rrset(`www.${zone}`, 'CNAME', 'other.test.')],
        remove: [],
      };
      const error = await errorOf(backend.patch(zone, changes, signal));
      expect(error).toMatchObject({
        code: 'refused',
        detail: expect.stringMatching(/CNAME.*Conflicts with pre-existing RRset/),
      });
      await expectFailure(
        backend.patch(zone, { replace: [rrset('www.elsewhere.test', 'A', '192.0.2.1')], remove: [] }, signal),
        'refused',
      );
      expect(await read()).toEqual(before);
    });

    it('of the SOA is a mistake of the caller', async () => {
      await expect(backend.patch(zone, { replace: [], remove: [{ name: zone, type: 'SOA' }] }, signal)).rejects.toThrow(
        RangeError,
      );
    });

    it('is not lost among others at the same time, and each raises the serial', async () => {
      const { serial } = await read();
      const patches = Array.from({ length: 20 }, (_, index) =>
        backend.patch(zone, { replace: [rrset(`h${index}.${zone}`, 'A', `192.0.2.${index}`)], remove: [] }, signal),
      );
      const serials = (await Promise.all(patches)).map((patched) => patched.serial);
      expect(new Set(serials).size).toBe(20);
      const after = await read();
      expect(after.rrsets.filter(({ type }) => type === 'A')).toHaveLength(20);
      expect(after.serial).toBe(serial + 20);
    });
  });

  describe(`${title}: DNSSEC`, () => {
    it('gives the DS for the parent, the same whenever it is asked, and none once it is off', async () => {
      const created = await backend.createZone(wantedZone(zone), signal);
      const { ds } = await backend.setDnssec(zone, true, signal);
      expect(ds.length).toBeGreaterThan(0);
      for (const record of ds) expect(record).toMatch(/^\d+ \d+ [24] [0-9a-f]+$/);
      const signed = await read();
      expect(signed).toMatchObject({ dnssec: true, ds });
      expect(signed.serial).toBeGreaterThan(created.serial);
      expect(await backend.setDnssec(zone, true, signal)).toEqual({ ds });
      expect(await read()).toEqual(signed);
      expect(await backend.setDnssec(zone, false, signal)).toEqual({ ds: [] });
      expect(await read()).toMatchObject({ dnssec: false, ds: [], rrsets: created.rrsets });
    });

    it('comes and goes with the zone as it is wanted', async () => {
      const signed = await backend.createZone(wantedZone(zone, { dnssec: true }), signal);
      expect(signed.ds.length).toBeGreaterThan(0);
      expect(await backend.createZone(wantedZone(zone, { dnssec: true }), signal)).toEqual(signed);
      expect(await backend.createZone(wantedZone(zone), signal)).toMatchObject({ dnssec: false, ds: [] });
    });
  });

  describe(`${title}: a call`, () => {
    it('that was given up before it began does nothing', async () => {
      const ended = AbortSignal.abort();
      await expectFailure(backend.createZone(wantedZone(zone), ended), 'unavailable');
      await expectFailure(backend.ping(ended), 'unavailable');
      expect(await backend.readZone(zone, signal)).toBeUndefined();
    });

    it('finds the server answering', async () => {
      await expect(backend.ping(signal)).resolves.toBeUndefined();
    });
  });
}
