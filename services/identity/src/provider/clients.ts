import type { ClientMetadata } from 'oidc-provider';
import type { Accounts } from '../user/accounts.js';

/** Programs of the platform itself; no user is asked whether they may. Neither can keep a secret: both prove themselves by PKCE. */
export function firstPartyClients(publicUrl: string): ClientMetadata[] {
  return [
    {
      client_id: 'hostctl',
      client_name: 'hostctl',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      // RFC 8252: on loopback any port is as good.
      redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
    {
      client_id: 'console',
      client_name: 'the console',
      application_type: 'web',
      token_endpoint_auth_method: 'none',
      redirect_uris: [`${publicUrl}/login/callback`],
      post_logout_redirect_uris: [`${publicUrl}/`],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
  ];
}

/** An API key as a client of its own right: its id and itself are client id and secret. The secret that stands here is never compared. */
export async function keyClient(id: string, accounts: Accounts): Promise<ClientMetadata | undefined> {
  if (!(await accounts.hasKey(id))) return undefined;
  return {
    client_id: id,
    client_secret: 'see compareClientSecret',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'ES256',
  };
}
