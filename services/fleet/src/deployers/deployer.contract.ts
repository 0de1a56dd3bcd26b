import { connect } from 'node:net';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import type { Deployer, Invitation, NodeToRun } from './deployer.js';

export interface DeployerUnderTest {
  readonly name: string;
  readonly make: () => Deployer;
  /** What a node's agent finds as its invitation. */
  readonly invitationOf: (node_id: string) => Promise<Invitation | undefined>;
}

const signal = new AbortController().signal;
const invitation = { token: 'a token', authority_pem: 'an authority' };

/** What every deployer promises; see deployer.ts. */
export function deployerContract({ name, make, invitationOf }: DeployerUnderTest): void {
  let count = 0;
  const node = (of: Partial<NodeToRun> = {}): NodeToRun => {
    const index = count++;
    return {
      node_id: `n${index}`,
      roles: ['web'],
      ip_address: '127.0.0.1',
      uid_base: 1_000_000 + index * 100_000,
      ...of,
    };
  };

  describe(`the ${name} deployer`, () => {
    it('starts a node once, however often it is asked, and its agent takes connections', async () => {
      const deployer = make();
      const wanted = node();
      await deployer.invite(wanted.node_id, invitation);
      const running = await deployer.start(wanted, signal);
      expect(await takesConnections(running.grpc_address)).toBe(true);
      expect(await deployer.start(wanted, signal)).toEqual(running);
      expect(await deployer.state(wanted.node_id)).toEqual(running);
      await deployer.remove(wanted.node_id, signal);
    });

    it('stops a node and starts it again at the same addresses', async () => {
      const deployer = make();
      const wanted = node();
      await deployer.invite(wanted.node_id, invitation);
      const running = await deployer.start(wanted, signal);
      await deployer.stop(wanted.node_id, signal);
      expect(await deployer.state(wanted.node_id)).toBeUndefined();
      expect(await takesConnections(running.grpc_address)).toBe(false);
      const again = await deployer.start(wanted, signal);
      expect(again).toMatchObject({ grpc_address: running.grpc_address, http_address: running.http_address });
      await deployer.remove(wanted.node_id, signal);
    });

    it('starts a node anew that is wanted otherwise', async () => {
      const deployer = make();
      const wanted = node();
      await deployer.invite(wanted.node_id, invitation);
      const web = await deployer.start(wanted, signal);
      const lb = await deployer.start({ ...wanted, roles: ['lb'] }, signal);
      expect(lb.container_id).not.toBe(web.container_id);
      expect(lb.grpc_address).toBe(web.grpc_address);
      await deployer.remove(wanted.node_id, signal);
    });

    it('gives no two nodes an address, also when they are started at once', async () => {
      const deployer = make();
      const wanted = [node(), node(), node()];
      const addresses = await Promise.all(
        wanted.map(async (one) => {
          await deployer.invite(one.node_id, invitation);
          const { grpc_address, http_address } = await deployer.start(one, signal);
          return [grpc_address, http_address];
        }),
      );
      expect(new Set(addresses.flat()).size).toBe(6);
      await Promise.all(wanted.map(({ node_id }) => deployer.remove(node_id, signal)));
    });

    it('hands an invitation over before the start and afterwards, and keeps the newest', async () => {
      const deployer = make();
      const wanted = node();
      await deployer.invite(wanted.node_id, invitation);
      expect(await invitationOf(wanted.node_id)).toEqual(invitation);
      await deployer.start(wanted, signal);
      await deployer.invite(wanted.node_id, { ...invitation, token: 'another' });
      expect(await invitationOf(wanted.node_id)).toEqual({ ...invitation, token: 'another' });
      await deployer.remove(wanted.node_id, signal);
    });

    it('removes a node with all that it holds, and takes one that is not there for what it is', async () => {
      const deployer = make();
      const wanted = node();
      await deployer.invite(wanted.node_id, invitation);
      const { grpc_address } = await deployer.start(wanted, signal);
      await deployer.remove(wanted.node_id, signal);
      expect(await takesConnections(grpc_address)).toBe(false);
      expect(await deployer.state(wanted.node_id)).toBeUndefined();
      expect(await invitationOf(wanted.node_id)).toBeUndefined();
      await deployer.stop(wanted.node_id, signal);
      await deployer.remove(wanted.node_id, signal);
    });
  });
}

/** Whether somebody listens, as soon as that is clear. */
export async function takesConnections(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  const socket = connect({ host: hostname, port: Number(port) });
  let outcome: boolean | undefined;
  socket.once('connect', () => (outcome = true));
  socket.once('error', () => (outcome = false));
  await until(() => outcome !== undefined);
  socket.destroy();
  return outcome === true;
}
