import { type Configuration, initiateDeviceAuthorization, pollDeviceAuthorizationGrant } from 'openid-client';
import { expected, SCOPE } from './provider.js';
import type { Granted } from './tokens.js';

/** Whether the provider knows the flow. */
export function hasDeviceFlow(provider: Configuration): boolean {
  return provider.serverMetadata().device_authorization_endpoint !== undefined;
}

/**
 * Logs in by a code that a person types on any device with a browser (RFC 8628).
 * @param tell says where to go and what to type there
 * @throws Failure when it is denied, or the code runs out
 */
export async function logInByDevice(provider: Configuration, tell: (text: string) => void): Promise<Granted> {
  const started = await expected('cannot begin to log in', initiateDeviceAuthorization(provider, { scope: SCOPE }));
  const { verification_uri, verification_uri_complete, user_code } = started;
  tell(
    `Open ${verification_uri_complete ?? verification_uri} on any device, and see that the code there is ${user_code}`,
  );
  return await expected('the login did not come about', pollDeviceAuthorizationGrant(provider, started));
}
