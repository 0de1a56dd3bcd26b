import { Rejected } from '@freehold/contracts/command';
import type { Asks } from '@freehold/service/asks';
import { certificateAsk } from '@freehold/service/nats-rights';
import type { Issued } from '@freehold/service/service-certificate';
import { RequestRefused } from './certificate-authority.js';
import type { PlatformAuthority } from './platform-authority.js';

/** The services that speak to agents: each may ask its own question alone, as the rights of its NATS user say. */
const SERVICES = ['tenant', 'lb'];

/** `ask.fleet.certificate.<service>`: a certificate in the name of the service that may ask that, whatever its request says. */
export function certificateAsks(authority: PlatformAuthority): Asks {
  return Object.fromEntries(
    SERVICES.map((name) => [
      certificateAsk(name),
      async ({ signing_request_pem }) => await issue(authority, name, String(signing_request_pem)),
    ]),
  );
}

/** Signs the certificate of a service. @throws Rejected when the request cannot be signed */
export async function issue(authority: PlatformAuthority, name: string, signing_request_pem: string): Promise<Issued> {
  try {
    const { chain_pem, authority_pem } = await (await authority.get()).sign(signing_request_pem, {
      is: 'service',
      name,
    });
    return { chain_pem, authority_pem };
  } catch (error) {
    if (error instanceof RequestRefused) throw new Rejected('request.invalid', error.message);
    throw error;
  }
}
