import type { Refusal } from '@freehold/contracts/audit/refusal';
import { hiddenOf, hide } from '@freehold/contracts/hidden-fields';
import type { Grant } from '@freehold/contracts/identity/grant';
import type { Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { redact } from '@freehold/vault/secret';
import { type Identity, NOBODY } from '../access/identity.js';
import { API } from '../resources/names.js';

/** A request that was answered with a problem, as the router has it. */
export interface RefusedRequest {
  readonly identity: Identity | null;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** The OpenAPI template of its route. */
  readonly template: string | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly address: string;
  readonly request_id: string;
  readonly reason: string | undefined;
  /** As it was read; undefined where it was not. */
  readonly body: unknown;
  readonly problem: { readonly status: number; readonly code: string; readonly detail: string };
}

const READS = ['GET', 'HEAD', 'OPTIONS'];
const MOST_CHARACTERS = 4_096;

/** Whether it belongs in the audit: every denial, and every change that was refused. What was only tried out was no attempt. */
export function counts({ method, url, problem: { status, code } }: RefusedRequest): boolean {
  // Told to come later: nothing was decided, and whoever floods must not fill the audit.
  if (status === 429 || code === 'request.in_flight') return false;
  if (status === 401 || status === 403) return true;
  if (status < 400 || status >= 500 || READS.includes(method)) return false;
  return !/[?&]dryRun=true(&|$)/.test(url);
}

/** What is recorded of it. Nothing secret: fields that its kind keeps secret, fields with telling names, its query. */
export function refusalOf(request: RefusedRequest, now: Date): Refusal {
  const { identity, method, url, template, params, address, request_id, reason, body, problem } = request;
  const { actor, on_behalf_of, grants } = identity ?? NOBODY;
  const kind = kindOf(template);
  const { code, status, detail } = problem;
  return {
    time: now.toISOString(),
    actor,
    on_behalf_of: on_behalf_of ?? null,
    address,
    method,
    route: template ?? null,
    target: cut(url.split('?', 1)[0] ?? url),
    kind: kind?.name ?? null,
    resource_id: (template?.endsWith('}') || template?.includes('{id}') ? params['id'] : undefined) ?? null,
    code,
    status,
    detail: cut(detail),
    request_id,
    reason: reason ?? null,
    ...belongingOf(grants),
    body: bodyOf(body, kind),
  };
}

/**
 * Whose it is: of who was refused, not of what was asked for. Who has tried what of others is for those who see everything; an owner is not
 * told the names and addresses of strangers.
 */
function belongingOf(grants: readonly Grant[]): { tenant_id: string | null; brand_id: string | null } {
  const tenants = new Set(grants.flatMap(({ tenant_id }) => tenant_id ?? []));
  const brands = new Set(grants.flatMap(({ tenant_id, brands: all }) => (tenant_id === undefined ? all : [])));
  const [tenant_id = null] = tenants;
  const [brand_id = null] = brands;
  if (brands.has('*')) return { tenant_id: null, brand_id: null };
  return { tenant_id: tenants.size === 1 ? tenant_id : null, brand_id: brands.size === 1 ? brand_id : null };
}

function bodyOf(body: unknown, kind: Kind | undefined): unknown {
  if (typeof body !== 'object' || body === null) return null;
  const shown = redact(Array.isArray(body) ? body : hide({ ...body }, kind ? hiddenOf(kind) : []));
  const text = JSON.stringify(shown);
  return text.length <= MOST_CHARACTERS ? shown : { cut: `${text.slice(0, MOST_CHARACTERS)}…` };
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}

/** By the path of a route, the kind that it is about: that of the list, or of the item and its verbs. */
function kindOf(template: string | undefined): Kind | undefined {
  if (template === undefined) return undefined;
  return LISTS.get(template) ?? ITEMS.find(({ item }) => template === item || template.startsWith(`${item}/`))?.kind;
}

const LISTS: ReadonlyMap<string, Kind> = new Map(
  kinds.flatMap((kind) => (kind.routes?.lists ?? []).map(({ path }): [string, Kind] => [`${API}${path}`, kind])),
);
const ITEMS = kinds.flatMap((kind) => (kind.routes ? [{ item: `${API}${kind.routes.item}/{id}`, kind }] : []));
