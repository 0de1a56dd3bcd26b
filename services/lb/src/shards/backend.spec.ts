import { Node } from '@freehold/contracts/fleet/node';
import { Shard } from '@freehold/contracts/fleet/shard';
import type { Resource } from '@freehold/contracts/resource';
import { fact, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { backendNameOf, backendsOf, serverOf } from './backend.js';

describe('the backends of a cluster', () => {
  it('are its web shards, by the name that load balancers call them', () => {
    expect(backendNameOf(shard('web'))).toEqual({ cluster_id: 'c1', name: 'web' });
    expect(backendNameOf(shard('web', { lb_backend: 'shop' }))).toEqual({ cluster_id: 'c1', name: 'shop' });
    expect(backendNameOf(shard('edge', { role: 'lb' }))).toBeUndefined();
    expect(backendNameOf(undefined)).toBeUndefined();
  });

  it('have the nodes of their shard that are in service and have an address, in order of name', () => {
    const nodes = [
      node('n2', ['web']),
      node('n1', ['web']),
      node('n3', ['other']),
      { ...node('n4', ['web']), converged: 0 },
      { ...node('n5', ['web']), observed: {} },
      node('n6', ['web'], { roles: ['lb'] }),
    ];
    expect(backendsOf([shard('web'), shard('empty')], nodes, 7)).toEqual([
      { cluster_id: 'c1', name: 'empty', servers: [], position: 7 },
      { cluster_id: 'c1', name: 'web', servers: [server('n1'), server('n2')], position: 7 },
    ]);
  });

  it('are one where two shards have one name, and a node of both is there once', () => {
    const shards = [shard('web', { lb_backend: 'all' }), shard('more', { lb_backend: 'all' })];
    const [backend, ...others] = backendsOf(shards, [node('n1', ['web', 'more']), node('n2', ['more'])], 7);
    expect(others).toEqual([]);
    expect(backend?.servers).toEqual([server('n1'), server('n2')]);
  });

  it('send no new visitors to a node that is on its way out, and none at all once it is out', () => {
    expect(serverOf({ ...node('n1', ['web']), status: 'deleting' })).toEqual({ ...server('n1'), drained: true });
    expect(serverOf({ ...node('n1', ['web']), status: 'pending', observed: null, converged: 0 })).toBeUndefined();
  });
});

function shard(name: string, fields: object = {}): Resource {
  return resourceOf(
    Shard,
    [fact('created', { spec: { cluster_id: 'c1', name, role: 'web', config: {}, ...fields } })],
    name,
  );
}

function node(id: string, shard_ids: readonly string[], fields: object = {}): Resource {
  const spec = { cluster_id: 'c1', hostname: `${id}.example`, roles: ['web'], shard_ids, ...fields };
  const row = resourceOf(Node, [fact('created', { spec })], id);
  return { ...row, status: 'active', converged: 1, observed: { http_address: '192.0.2.1:80' } };
}

function server(name: string) {
  return { name, address: '192.0.2.1:80', drained: false };
}
