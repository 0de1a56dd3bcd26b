import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, Provider } from 'oidc-provider';

/** An OpenID provider that knows one person, who says yes to everything; in memory, over real HTTP. */
export interface ProviderUnderTest {
  readonly issuer: string;
  /** Whether it takes an access token for good. */
  knows(accessToken: string): Promise<boolean>;
  stop(): Promise<void>;
}

const PERSON = 'person-1';

/** @param more what differs from a provider whose access tokens are good for an hour */
export async function startProvider(more: Configuration = {}): Promise<ProviderUnderTest> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'hostctl',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        redirect_uris: ['http://127.0.0.1/callback'],
      },
    ],
    cookies: { keys: ['of the spec'] },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: (context, form) => void (context.body = form),
        userCodeConfirmSource: (context, form) => void (context.body = form),
        successSource: (context) => void (context.body = 'done'),
      },
    },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ...more,
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void agree(provider, request, response);
  });
  return {
    issuer,
    knows: async (accessToken) => (await provider.AccessToken.find(accessToken)) !== undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The person logs in and allows all that was asked for. */
async function agree(provider: Provider, ...[request, response]: Parameters<Provider['interactionDetails']>) {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: PERSON, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: PERSON }, consent });
}

/** A person with a browser: keeps cookies, follows redirects, presses the only button of each page. */
export async function browse(page: string): Promise<string> {
  const cookies = new Map<string, string>();
  let request: { url: string; body?: URLSearchParams } = { url: page };
  for (;;) {
    const { url, body } = request;
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
    const method = body === undefined ? 'GET' : 'POST';
    const response = await fetch(url, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const text = await response.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
    if (location !== null) request = { url: new URL(location, url).href };
    else if (action === undefined) return text;
    else request = { url: new URL(action, url).href, body: fieldsOf(text, new URL(page).searchParams) };
  }
}

/** What a form sends: its own fields, and the code of the page's address where it wants one. */
function fieldsOf(form: string, known: URLSearchParams): URLSearchParams {
  const fields = new URLSearchParams({ confirm: 'yes' });
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(input)?.[1];
    if (name !== undefined) fields.set(name, /value="([^"]*)"/.exec(input)?.[1] ?? known.get(name) ?? '');
  }
  return fields;
}
