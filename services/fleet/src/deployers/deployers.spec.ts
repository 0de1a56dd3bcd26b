import { Host } from '@freehold/contracts/fleet/host';
import { fact, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { deployers } from './deployers.js';
import { FakeDeployer } from './fake-deployer.js';

const hostWith = (docker_host: string) =>
  resourceOf(Host, [fact('created', { spec: { hostname: 'h1.example', docker_host } })]);

describe('the deployer of a host', () => {
  const ofProcesses = new FakeDeployer();

  it('starts processes where the host says so', () => {
    expect(deployers(ofProcesses)(hostWith('process:'))).toBe(ofProcesses);
  });

  it.each(['unix:///var/run/docker.sock', 'tcp://192.0.2.1:2376'])(
    'is refused for %s: it comes later',
    (docker_host) => {
      expect(() => deployers(ofProcesses)(hostWith(docker_host))).toThrow(
        expect.objectContaining({ code: 'refused', detail: expect.stringContaining('comes with a later issue') }),
      );
    },
  );
});
