import { Refused } from './refused.js';
import type { Site } from './site.js';
import type { Foreign } from './tenant-users.js';

/**
 * Which tenant has which user. Two with one number could read each other's files, so whoever comes second to a name or a number is
 * refused, whatever the control plane says.
 */
export class Claims {
  private readonly uids = new Map<string, number>();
  private readonly tenants = new Map<number, string>();

  constructor(
    sites: Iterable<Site>,
    private readonly foreign: Foreign,
  ) {
    for (const { tenant, uid } of sites) this.note(tenant, uid);
  }

  /** @throws Refused */
  claim({ tenant, uid }: Site): void {
    if (this.foreign.names.has(tenant)) throw new Refused(`tenant_id: ${tenant} is another user of this node`);
    if (this.foreign.uids.has(uid)) throw new Refused(`uid: ${uid} is another user of this node`);
    const [owner, number] = [this.tenants.get(uid), this.uids.get(tenant)];
    if (owner !== undefined && owner !== tenant) throw new Refused(`uid: ${uid} is another tenant’s on this node`);
    if (number !== undefined && number !== uid) throw new Refused(`uid: ${tenant} has ${number} on this node`);
    this.note(tenant, uid);
  }

  private note(tenant: string, uid: number): void {
    this.uids.set(tenant, uid);
    this.tenants.set(uid, tenant);
  }
}
