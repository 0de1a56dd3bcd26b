import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answers, hostctl, problem, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;

afterEach(() => platform.stop());

/** A platform that refuses twice for now, and then answers. */
async function start(refusal: ReturnType<typeof problem>, retryAfter: string): Promise<void> {
  let asked = 0;
  const answer: Answers[string] = () => {
    asked += 1;
    return asked > 2
      ? { body: { id: 't1' } }
      : { ...refusal, headers: { ...refusal.headers, 'retry-after': retryAfter } };
  };
  platform = await startStandIn({ 'GET /tenants/t1': answer, 'POST /brands': answer });
}

const GET = ['get', 'tenant', 't1'];
const CREATE = ['create', 'brand', '--name', 'a'];

describe('a platform that refuses for now', () => {
  it.each([
    ['a read', 429, GET],
    ['a read', 503, GET],
    ['a change', 429, CREATE],
  ])('is given the time that it asks for: %s after %p', async (_, status, args) => {
    await start(problem(status, 'request.refused', 'not now'), '0');
    expect((await hostctl(platform, args)).code).toBe(0);
    expect(platform.requests).toHaveLength(3);
  });

  it.each([
    ['a change that it may have begun', problem(503, 'request.unavailable', 'away'), '0', CREATE],
    ['one who would wait for minutes', problem(429, 'request.limited', 'too many'), '120', GET],
    ['a refusal that stands', problem(409, 'tenant.busy', 'it is being deleted'), '0', GET],
  ])('is not asked again by %s', async (_, refusal, retryAfter, args) => {
    await start(refusal, retryAfter);
    expect((await hostctl(platform, args)).code).toBe(1);
    expect(platform.requests).toHaveLength(1);
  });
});
