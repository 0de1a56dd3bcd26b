import { FakeWebNodes } from './fake-web-nodes.js';
import { describeWebNodes } from './web-nodes.contract.js';

describeWebNodes('web nodes in memory', async () => {
  const nodes = new FakeWebNodes();
  return {
    nodes,
    node: { id: 'n1', observed: null },
    held: () => nodes.sites('n1'),
    refuse: (site, detail) => nodes.refuse(site, detail),
    accept: (site) => nodes.accept(site),
    down: () => nodes.down('n1'),
  };
});
