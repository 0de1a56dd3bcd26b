import { lifecycle } from '@freehold/contracts/decider';
import { Brand } from '@freehold/contracts/tenant/brand';

/** A brand is refused its deletion while tenants or zones refer to it; that follows from their declarations. */
export const brand = lifecycle(Brand);
