import { inspect } from 'node:util';
import { ObservedIp, ObservedRegion, ObservedService, ObservedVps } from '@freehold/contracts/inventory/observed';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Observation, ProviderBackend } from './provider-backend.js';

/** A provider with an account of at least five servers of at least two IPv4 addresses and one IPv6 address each, and a hand on it. */
export interface ProviderUnderTest {
  backend: ProviderBackend;
  rename(external_id: string, name: string): void;
  powerOff(external_id: string): void;
  remove(external_id: string): void;
  restore(external_id: string): void;
  addIp(external_id: string, address: string): void;
  moveIp(address: string, from: string, to: string): void;
  /** The list of this server's addresses cannot be had any more. */
  loseIpsOf(external_id: string): void;
  refuseCredentials(): void;
  goDown(): void;
  comeBack(): void;
  /** Texts that the provider knows and that nobody else may see. */
  secrets: string[];
  stop(): Promise<void>;
}

/** What `ProviderBackend` promises, checked on one implementation. */
export function providerBackendContract(name: string, start: () => Promise<ProviderUnderTest>): void {
  describe(`${name} as a provider backend`, () => {
    let provider: ProviderUnderTest;
    const signal = new AbortController().signal;
    const observe = () => provider.backend.observe(signal);

    beforeEach(async () => {
      provider = await start();
    });
    afterEach(async () => {
      await provider.backend.close();
      await provider.stop();
    });

    it('observes every server and address once, in order and in the shared shape', async () => {
      const { vps, ips, failures } = await observe();
      expect(failures).toEqual([]);
      expect(vps.map((one) => ObservedVps.parse(one))).toEqual(vps);
      expect(ips.map((one) => ObservedIp.parse(one))).toEqual(ips);
      expectStrictlyIncreasing(vps.map((one) => one.external_id));
      expectStrictlyIncreasing(ips.map((one) => one.address));
      for (const one of vps) {
        expect(addressesOf({ vps, ips, failures }, one.external_id)).toEqual(
          expect.arrayContaining([one.main_ip, one.ipv6]),
        );
        expect(addressesOf({ vps, ips, failures }, one.external_id).length).toBeGreaterThanOrEqual(3);
      }
    });

    it('answers the same for an unchanged account, but for used bandwidth', async () => {
      expect(withoutSamples(await observe())).toEqual(withoutSamples(await observe()));
    });

    it('shows a change of one server on that server alone', async () => {
      const before = await observe();
      const [first, second] = idsOf(before);
      provider.rename(first, 'renamed');
      provider.powerOff(second);
      const changed = (await observe()).vps.filter((one, index) => {
        const was = before.vps[index];
        return one.name !== was?.name || one.status !== was.status || one.power_state !== was.power_state;
      });
      expect(
        changed.map(({ external_id, name: called, power_state }) => ({ external_id, called, power_state })),
      ).toEqual([
        { external_id: first, called: 'renamed', power_state: 'running' },
        { external_id: second, called: before.vps[1]?.name, power_state: 'off' },
      ]);
    });

    it('no longer shows a removed server and its addresses, and shows them as before when it returns', async () => {
      const before = await observe();
      const [first] = idsOf(before);
      provider.remove(first);
      const without = await observe();
      expect(without.vps.map((one) => one.external_id)).not.toContain(first);
      expect(addressesOf(without, first)).toEqual([]);
      provider.restore(first);
      expect(withoutSamples(await observe())).toEqual(withoutSamples(before));
    });

    it('shows an address that moved at its new server only, and an added one at its server', async () => {
      const before = await observe();
      const [from, to] = idsOf(before);
      const moving = addressesOf(before, from).find(
        (address) => address !== before.vps[0]?.main_ip && !address.includes(':'),
      );
      if (moving === undefined) throw new Error('The account under test has too few addresses.');
      provider.moveIp(moving, from, to);
      provider.addIp(to, '203.0.113.77');
      const after = await observe();
      expect(addressesOf(after, from)).not.toContain(moving);
      expect(addressesOf(after, to)).toEqual(expect.arrayContaining([moving, '203.0.113.77']));
    });

    it('names a server whose addresses cannot be had, and still observes all the rest', async () => {
      const before = await observe();
      const [first, ...others] = idsOf(before);
      provider.loseIpsOf(first);
      const partial = await observe();
      expect(partial.failures).toEqual([
        expect.objectContaining({ what: 'ips', external_id: first, code: 'outcome_unknown' }),
      ]);
      expect(partial.vps).toHaveLength(before.vps.length);
      for (const other of others) expect(addressesOf(partial, other)).toEqual(addressesOf(before, other));
    });

    it('counts its servers by region and tells its plans with prices', async () => {
      const { vps } = await observe();
      const regions = await provider.backend.regions(signal);
      expect(
        regions.map((region) => ObservedRegion.parse(region).vps_count).reduce((sum, count) => sum + count, 0),
      ).toBe(vps.length);
      const services = await provider.backend.services(signal);
      expect(services.map((service) => ObservedService.parse(service).monthly_cost)).not.toContain(null);
      expect(services.map((service) => service.name)).toEqual(
        expect.arrayContaining([...new Set(vps.map((one) => one.plan))]),
      );
    });

    it('passes a connection test when address and credentials are right', async () => {
      await expect(provider.backend.testConnection(signal)).resolves.toBeUndefined();
    });

    it('says unauthorized when the credentials are refused', async () => {
      provider.refuseCredentials();
      await expect(provider.backend.testConnection(signal)).rejects.toMatchObject({
        name: 'BackendError',
        code: 'unauthorized',
      });
      await expect(observe()).rejects.toMatchObject({ name: 'BackendError', code: 'unauthorized' });
    });

    it('says unavailable while the provider is down, and observes again when it is back', async () => {
      const before = await observe();
      provider.goDown();
      await expect(observe()).rejects.toMatchObject({ name: 'BackendError', code: 'unavailable' });
      await expect(provider.backend.testConnection(signal)).rejects.toMatchObject({
        name: 'BackendError',
        code: 'unavailable',
      });
      provider.comeBack();
      expect(withoutSamples(await observe())).toEqual(withoutSamples(before));
    });

    it('rejects with the reason of an aborted signal', async () => {
      const aborted = AbortSignal.abort(new Error('the service stops'));
      await expect(provider.backend.observe(aborted)).rejects.toThrow('the service stops');
      await expect(provider.backend.testConnection(aborted)).rejects.toThrow('the service stops');
    });

    it('shows no secret in any answer, in any error, or in itself', async () => {
      const seen: unknown[] = [
        await observe(),
        await provider.backend.regions(signal),
        await provider.backend.services(signal),
        provider.backend,
      ];
      provider.refuseCredentials();
      seen.push(await observe().catch((error: unknown) => error));
      provider.goDown();
      seen.push(await observe().catch((error: unknown) => error));
      const shown = seen
        .map((one) => JSON.stringify(one) + inspect(one, { depth: null, showHidden: true, maxArrayLength: null }))
        .join();
      expect(shown).toContain('unauthorized');
      for (const secret of provider.secrets) expect(shown).not.toContain(secret);
    });
  });
}

function idsOf({ vps }: Observation): [string, string, ...string[]] {
  const [first, second, ...rest] = vps.map((one) => one.external_id);
  if (first === undefined || second === undefined) throw new Error('The account under test has too few servers.');
  return [first, second, ...rest];
}

function addressesOf({ ips }: Observation, external_id: string): string[] {
  return ips.filter((ip) => ip.vps_external_id === external_id).map((ip) => ip.address);
}

function withoutSamples(observation: Observation): Observation {
  return { ...observation, vps: observation.vps.map((one) => ({ ...one, bandwidth_used_gb: null })) };
}

function expectStrictlyIncreasing(keys: string[]): void {
  expect(keys).toEqual([...new Set(keys)].sort());
}
