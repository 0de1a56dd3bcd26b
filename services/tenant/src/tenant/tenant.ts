import { lifecycle } from '@freehold/contracts/decider';
import { Tenant } from '@freehold/contracts/tenant/tenant';

/** Everything about a tenant that its declaration does not say yet: nothing. */
export const tenant = lifecycle(Tenant);
