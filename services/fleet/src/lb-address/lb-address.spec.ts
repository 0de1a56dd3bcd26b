import { Cluster } from '@freehold/contracts/fleet/cluster';
import { LbAddress } from '@freehold/contracts/fleet/lb-address';
import { idFor } from '@freehold/contracts/ids';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { lbAddress, withFamily } from './lb-address.js';

const idOf = (address: string) => idFor(LbAddress.name, LbAddress.id, { cluster_id: 'c1', address });

describe('an address of load balancers', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', 'ipv4'],
    ['2001:db8::1', '2001:db8::1', 'ipv6'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1', 'ipv6'],
  ])('%s is kept as %s, and its family follows', async (address, normal, family) => {
    expect(await withFamily({ cluster_id: 'c1', address })).toEqual({ cluster_id: 'c1', address: normal, family });
  });

  it('is one, however it is spelled', () => {
    expect(idOf('2001:0DB8:0:0:0:0:0:1')).toBe(idOf('2001:db8::1'));
    expect(idOf('2001:db8::2')).not.toBe(idOf('2001:db8::1'));
  });

  it('is one that an AAAA record can say', () => {
    const cluster_id = resourceOf(Cluster, [fact('created', { spec: {} })], 'c1');
    given(lbAddress, [], { refs: { cluster_id } })
      .when(command('create', { cluster_id: 'c1', address: '::ffff:192.0.2.1' }))
      .then(rejected('lb-address.invalid', '/address'));
  });
});

deciderContract({ decider: lbAddress });
