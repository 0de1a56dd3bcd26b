import { describe, expect, it } from '@jest/globals';
import { PlatformUnderTest } from './platform-under-test.js';
import { storm } from './storm.js';
import { holdToItsWord } from './storm-under-test.js';

describe('a hundred commands while everything is killed once', () => {
  it('are each applied exactly once if they were acknowledged, in one order that all clients see', async () => {
    const platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    await platform.api.put('/platform/config', {
      primary_ns: 'ns1.host.example',
      hostmaster_email: 'dns@host.example',
    });
    const sent = await storm(platform, {
      name: 'gale',
      commands: 100,
      clients: 8,
      victims: ['nats', 'postgres', 'platform'],
    });
    expect(sent.filter(({ doubts }) => doubts.length > 0).length).toBeGreaterThan(0); // it was a storm
    await holdToItsWord(platform, sent);
  });
});
