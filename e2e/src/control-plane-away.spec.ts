import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { ClusterUnderTest, visit } from './cluster-under-test.js';
import { PlatformUnderTest } from './platform-under-test.js';

/** Long enough to come into service, short enough to run out while the control plane is away. */
const CERTIFICATE_SECONDS = 15;

describe('sites while the control plane is away', () => {
  it('are served without one failed request, and their nodes, whose certificates have run out, are taken back', async () => {
    const platform = await PlatformUnderTest.start({
      FREEHOLD_FLEET_TIE_NODES: 'false',
      FREEHOLD_FLEET_CERTIFICATE_SECONDS: String(CERTIFICATE_SECONDS),
    });
    const cluster = await ClusterUnderTest.create(platform);
    const webroot = await cluster.webroot((await cluster.tenant()).id, { runtime: 'php', runtime_version: '8.2' });
    await cluster.bind(webroot.id, 'alone.example');
    const edge = String((await cluster.node(ClusterUnderTest.lbNode))['http_address']);

    await platform.kill();
    const away = Date.now();
    const statuses: number[] = [];
    while (Date.now() - away < (CERTIFICATE_SECONDS + 2) * 1000)
      statuses.push((await visit(edge, 'alone.example')).status);
    expect(statuses.length).toBeGreaterThan(100);
    expect(new Set(statuses)).toEqual(new Set([200]));

    await platform.start();
    const bound = await platform.api.post(`/webroots/${webroot.id}/fqdns`, { fqdn: 'back.example' });
    await until(async () => (await platform.api.get(`/fqdns/${bound.body.id}`)).body.status === 'active', {
      within: 120_000,
    });
    for (const host of ['alone.example', 'back.example']) expect((await visit(edge, host)).status).toBe(200);
  });
});
