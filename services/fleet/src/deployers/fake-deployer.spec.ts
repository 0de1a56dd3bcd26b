import { afterAll } from '@jest/globals';
import { deployerContract } from './deployer.contract.js';
import { FakeDeployer } from './fake-deployer.js';

const deployer = new FakeDeployer();
afterAll(() => deployer.stopAll());

deployerContract({
  name: 'fake',
  make: () => deployer,
  invitationOf: async (node_id) => deployer.invitations.get(node_id),
});
