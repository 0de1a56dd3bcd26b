import { type Decider, lifecycle, refuse } from '@freehold/contracts/decider';
import { InvalidRecord } from '@freehold/contracts/dns/presentation';
import { ipv6 } from '@freehold/contracts/dns/rdata-names';
import { LbAddress, normalAddress } from '@freehold/contracts/fleet/lb-address';

/** Names point to it by A and AAAA records, so it must be an address that these can say. */
export const lbAddress: Decider = lifecycle(LbAddress, {
  create(spec) {
    const problem = problemOf(String(spec['address']));
    return problem === undefined ? undefined : refuse(LbAddress, 'invalid', `the address ${problem}`, 'address');
  },
});

/** Writes the address in its normal form (RFC 5952), and what follows from it. */
export async function withFamily(spec: Record<string, unknown>): Promise<Record<string, unknown>> {
  const address = normalAddress(String(spec['address']));
  return { ...spec, address, family: address.includes(':') ? 'ipv6' : 'ipv4' };
}

function problemOf(address: string): string | undefined {
  if (!address.includes(':')) return undefined;
  try {
    ipv6(address);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidRecord) return error.message;
    throw error;
  }
}
