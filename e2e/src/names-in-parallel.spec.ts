import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { ClusterUnderTest, LB_ADDRESS } from './cluster-under-test.js';
import { digEach } from './dig.js';
import { PlatformUnderTest } from './platform-under-test.js';

const NAMES = Array.from({ length: 200 }, (_, index) => `n${index}.crowd.example`);

describe('two hundred names bound at once', () => {
  it('are all served, by DNS and by the load balancer, and none is doubled', async () => {
    const platform = await PlatformUnderTest.start();
    const cluster = await ClusterUnderTest.create(platform);
    const { api } = platform;
    const tenant = await cluster.tenant();
    const zone = (await api.post('/zones', { name: 'crowd.example', tenant_id: tenant.id })).body;
    const webroot = await cluster.webroot(tenant.id);
    const answers = await Promise.all(
      NAMES.map(async (fqdn) => (await api.post(`/webroots/${webroot.id}/fqdns`, { fqdn }, { prefer: '' })).status),
    );
    expect(new Set(answers)).toEqual(new Set([202]));
    await until(async () => (await api.all(`/webroots/${webroot.id}/fqdns?status=active`)).length === NAMES.length, {
      within: 120_000,
      every: 250,
    });
    expect(await digEach(platform.endpoints.dns, NAMES, 'A')).toEqual(
      new Map(NAMES.map((name) => [name, [LB_ADDRESS]])),
    );
    for (const name of NAMES) expect([name, (await cluster.visit(name)).status]).toEqual([name, 200]);
    const records = await api.all(`/zones/${zone.id}/records?type=A`);
    expect(records).toHaveLength(NAMES.length);
    expect(new Set(records.map(({ fqdn }) => fqdn))).toEqual(new Set(NAMES));
  });
});
