import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';
import type { Identity } from '../access/identity.js';
import type { GatewayConfig } from '../config.js';
import { Refused } from '../edge/problem.js';
import { Budgets, type Verdict } from './budgets.js';
import { type Quota, SharedBudgets } from './shared-budgets.js';

/** What a request spends of the budgets that it counts to. */
export interface Spent {
  /** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), for its answer; none where nothing is limited. */
  readonly headers: Readonly<Record<string, string>>;
  /** When one of them had nothing left. */
  readonly refusal?: Refused;
}

/**
 * How much everybody may ask: a budget a key or user, one a tenant, which its keys and members share, and one an address
 * for requests of nobody. Who can show who they are never suffers from what others did from their address.
 */
export class Limits {
  private readonly key: Budgets | undefined;
  private readonly tenant: Budgets | undefined;
  private readonly address: Budgets | undefined;

  /** @param config a limit of 0 is none */
  constructor(config: LimitConfig, source: Pick<SharedBudgets, 'take'>) {
    const { rate_limit_window_seconds: window_seconds } = config;
    const of = (name: string, limit: number) =>
      limit === 0 ? undefined : new Budgets(name, { limit, window_seconds } satisfies Quota, source);
    this.key = of('key', config.rate_limit_per_key);
    this.tenant = of('tenant', config.rate_limit_per_tenant);
    this.address = of('address', config.rate_limit_per_address);
  }

  /** Counts a request of somebody. */
  async ofIdentity({ id, grants }: Identity): Promise<Spent> {
    const [first, ...others] = new Set(grants.map(({ tenant_id }) => tenant_id));
    const tenant = others.length === 0 ? first : undefined;
    return await spent([this.key, id], [tenant === undefined ? undefined : this.tenant, tenant ?? '']);
  }

  /** Counts a request of nobody, or a try to be somebody that failed. */
  async ofAddress(address: string): Promise<Spent> {
    return await spent([this.address, networkOf(address)]);
  }
}

type LimitConfig = Pick<
  GatewayConfig,
  'rate_limit_per_key' | 'rate_limit_per_tenant' | 'rate_limit_per_address' | 'rate_limit_window_seconds'
>;

/** Limits that all gateways on a database share. */
export function limitsIn(pool: Pool, config: LimitConfig): Limits {
  return new Limits(config, new SharedBudgets(pool));
}

async function spent(...of: readonly (readonly [Budgets | undefined, string])[]): Promise<Spent> {
  const policies: string[] = [];
  const states: string[] = [];
  let worst: { budgets: Budgets; verdict: Verdict } | undefined;
  for (const [budgets, subject] of of) {
    if (budgets === undefined) continue;
    const verdict = await budgets.spend(subject);
    policies.push(`"${budgets.name}";q=${budgets.quota.limit};w=${budgets.quota.window_seconds}`);
    states.push(`"${budgets.name}";r=${verdict.remaining};t=${Math.ceil(verdict.reset_seconds)}`);
    if (verdict.allowed) continue;
    worst = { budgets, verdict };
    break; // what is refused costs the others nothing
  }
  if (policies.length === 0) return { headers: {} };
  const headers = { 'ratelimit-policy': policies.join(', '), ratelimit: states.join(', ') };
  if (worst === undefined) return { headers };
  const { name, quota } = worst.budgets;
  const seconds = String(Math.max(1, Math.ceil(worst.verdict.retry_seconds)));
  const detail = `more than ${quota.limit} requests within ${quota.window_seconds} s for this ${name}; try again in ${seconds} s`;
  return { headers, refusal: new Refused('request.rate_limited', detail, { 'retry-after': seconds }) };
}

/** An answer, whose headers say how much is left. */
export interface Told {
  headers(headers: Readonly<Record<string, string>>): unknown;
}

/**
 * Tells an answer how much is left.
 * @throws Refused `request.rate_limited` when nothing was
 */
export function within({ headers, refusal }: Spent, told: Told): void {
  told.headers(headers);
  if (refusal !== undefined) throw refusal;
}

/** Of IPv6 the /64: whoever has one address there has them all. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => '0');
  return `${[...groups, ...zeros, ...behind].slice(0, 4).join(':')}::/64`;
}
