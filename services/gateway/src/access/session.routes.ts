import { z } from 'zod';
import { type Route, route } from '../edge/route.js';
import type { Redirect } from './logins.js';

const Granted = z.object({
  scopes: z.array(z.string()),
  brands: z.array(z.string()),
  tenant_id: z.string().optional(),
});

/** Texts of any length and shape: what comes back from a provider is looked at by whoever handles it. */
const Answered = z.object({
  code: z.string().optional(),
  state: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  error_uri: z.string().optional(),
  iss: z.string().optional(),
  session_state: z.string().optional(),
});

/** Who somebody is, and how a browser comes in. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/v1/session',
    operation_id: 'session',
    tag: 'access',
    summary: 'Who the caller is, and what they may do; to a browser also the token that its changes must bear',
    identified: true,
    answers: {
      200: {
        description: 'The caller',
        schema: z.object({
          id: z.string(),
          actor: z.string(),
          on_behalf_of: z.string().optional(),
          grants: z.array(Granted),
          csrf_token: z.string().optional(),
        }),
      },
    },
    async handle({ identity, headers }, { sessions }) {
      const bySession = !headers.authorization && !headers['x-api-key'];
      const csrf_token = bySession ? await sessions.csrfOf(headers) : undefined;
      const set = bySession ? await sessions.rotate(headers) : undefined;
      return {
        status: 200,
        headers: { 'cache-control': 'no-store', ...(set && { 'set-cookie': set }) },
        body: { ...identity, ...(csrf_token && { csrf_token }) },
      };
    },
  }),
  route({
    method: 'GET',
    path: '/login',
    operation_id: 'login',
    tag: 'access',
    summary: 'Where a browser begins to log in',
    query: z.strictObject({ return_to: z.string().optional() }),
    answers: { 302: { description: 'To the identity provider' } },
    handle: async ({ query: { return_to } }, { logins }) => redirect(await logins.begin(return_to)),
  }),
  route({
    method: 'GET',
    path: '/login/callback',
    operation_id: 'loginCallback',
    tag: 'access',
    summary: 'Where the identity provider sends a browser back to',
    query: Answered,
    answers: { 302: { description: 'To where the login was begun from, with a session' } },
    handle: async ({ query, headers }, { logins }) => redirect(await logins.finish(query, headers)),
  }),
  route({
    method: 'POST',
    path: '/logout',
    operation_id: 'logout',
    tag: 'access',
    summary: 'End the browser’s session',
    identified: true,
    answers: {
      200: {
        description: 'It has ended; at the identity provider it ends at this address',
        schema: z.object({ end_session_url: z.string().optional() }),
      },
    },
    async handle({ headers }, { sessions, logins }) {
      const set = await sessions.end(headers);
      const end_session_url = await logins.endAddress();
      return { status: 200, headers: { 'set-cookie': set }, body: { ...(end_session_url && { end_session_url }) } };
    },
  }),
];

function redirect({ location, cookies }: Redirect) {
  return { status: 302, headers: { location, 'set-cookie': cookies, 'cache-control': 'no-store' } };
}
