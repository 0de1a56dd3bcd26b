import { describe, expect, it } from '@jest/globals';
import { PlatformUnderTest } from './platform-under-test.js';
import { storm, type Victim } from './storm.js';
import { holdToItsWord } from './storm-under-test.js';

const ROUND: readonly Victim[] = ['nats', 'platform', 'postgres'];

describe('a thousand commands while everything is killed again and again', () => {
  it('are each applied exactly once if they were acknowledged, in one order that all clients see', async () => {
    const platform = await PlatformUnderTest.start();
    await platform.api.put('/platform/config', {
      primary_ns: 'ns1.host.example',
      hostmaster_email: 'dns@host.example',
    });
    const victims = [...ROUND, ...ROUND, ...ROUND];
    const sent = await storm(platform, { name: 'hurricane', commands: 1_000, clients: 16, victims });
    expect(sent.filter(({ doubts }) => doubts.length > 0).length).toBeGreaterThan(0); // it was a storm
    await holdToItsWord(platform, sent);
  });
});
