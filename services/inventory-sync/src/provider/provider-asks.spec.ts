import { describe, expect, it } from '@jest/globals';
import { InventoryUnderTest } from '../inventory-sync-under-test.js';

describe('a question to a provider', () => {
  const inventory = new InventoryUnderTest({ servers: 6 });

  async function ask(verb: string, question: object): Promise<unknown> {
    const { nc } = inventory.runtime.parts;
    return (await nc.request(`ask.inventory.${verb}`, JSON.stringify(question), { timeout: 10_000 })).json();
  }

  it('tests the connection: it holds', async () => {
    const provider_id = await inventory.provider();
    expect(await ask('test-connection', { provider_id })).toEqual({
      outcome: 'answered',
      answer: { ok: true, duration_ms: expect.any(Number) },
    });
  });

  it('tests the connection: within five seconds it says what failed, and never the key', async () => {
    const nobody = await inventory.provider({ settings: { base_url: 'http://127.0.0.1:9/', requests_per_second: 0 } });
    const wrong = await inventory.provider({ credentials: { api_key: 'MARKED-WRONG-KEY' } });
    inventory.emulator.faults.hangAction.add('get_instance_ids');
    const silent = await inventory.provider();
    const from = performance.now();
    const answers = await Promise.all(
      [nobody, wrong, silent].map(async (provider_id) => await ask('test-connection', { provider_id })),
    );
    inventory.emulator.faults.clear();
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(answers).toMatchObject(
      ['unavailable', 'outcome_unknown', 'outcome_unknown'].map((code) => ({
        answer: { ok: false, code, detail: expect.any(String) },
      })),
    );
    expect(JSON.stringify(answers)).not.toContain('MARKED');
  });

  it('lists regions and plans', async () => {
    const provider_id = await inventory.provider();
    expect(await ask('regions', { provider_id })).toMatchObject({
      answer: {
        items: expect.arrayContaining([
          { external_id: expect.any(String), name: expect.any(String), vps_count: expect.any(Number) },
        ]),
      },
    });
    expect(await ask('services', { provider_id })).toMatchObject({
      answer: { items: expect.arrayContaining([expect.objectContaining({ monthly_cost: '9.99' })]) },
    });
  });

  it('that the provider does not answer is a refusal which says so', async () => {
    const provider_id = await inventory.provider({ credentials: { api_key: 'wrong' } });
    expect(await ask('regions', { provider_id })).toMatchObject({ outcome: 'rejected', code: 'provider.unreachable' });
  });

  it('about a provider that is not there is refused', async () => {
    expect(await ask('test-connection', { provider_id: 'nobody' })).toMatchObject({
      outcome: 'rejected',
      code: 'provider.not_found',
    });
  });
});
