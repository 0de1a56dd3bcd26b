import type { ObservedIp, ObservedRegion, ObservedService, ObservedVps } from '@freehold/contracts/inventory/observed';
import type { BackendErrorCode } from '@freehold/ledger/backend-error';

/**
 * A provider of rented infrastructure (Hostwinds; Proxmox, AWS … come later), as inventory-sync needs it: somebody who can be asked
 * what an account holds. Nothing here changes anything at the provider.
 *
 * Every implementation promises (and `provider-backend.contract.ts` checks):
 * - A call that fails rejects with a `BackendError`: `unavailable`, `outcome_unknown` (a time-out), `unauthorized`, `not_found`,
 *   `refused` or `malformed`. A call whose `signal` is aborted rejects soon, with the signal's reason.
 * - No secret (credentials, passwords of machines) is in any answer or error.
 * - Answers are in the canonical spelling of `contracts/inventory/observed` and ordered by external id and by address, so that the
 *   same account answers the same.
 * - It keeps to the provider's rate limit across all of its calls, retries what is transient a few times, and stops asking for a
 *   while when the provider is down. That state lives in the instance: keep one a provider and `close` it when its settings change.
 */
export interface ProviderBackend {
  /**
   * Everything that the account holds, in as few calls as the provider's API allows.
   * Rejects when the list of VPS cannot be had; whatever else cannot be had is named in `failures`.
   */
  observe(signal: AbortSignal): Promise<Observation>;

  /** Resolves within 5 seconds when the address answers and takes the credentials; rejects saying what failed. Never retries. */
  testConnection(signal: AbortSignal): Promise<void>;

  /** The places where the provider rents to us. */
  regions(signal: AbortSignal): Promise<ObservedRegion[]>;

  /** The plans that the provider rents, with their prices. */
  services(signal: AbortSignal): Promise<ObservedService[]>;

  /** Gives the connections back. Calls that are under way may reject. */
  close(): Promise<void>;
}

export interface Observation {
  /** Unique by `external_id`. */
  vps: ObservedVps[];
  /** Unique by `address`, private ones left out. */
  ips: ObservedIp[];
  /** What could not be had. It is *unknown*, not gone: the caller keeps what it knew of it. */
  failures: ObservationFailure[];
}

/**
 * - `vps`: the VPS is there but could not be read, so it is missing from `vps`, and its addresses from `ips`.
 * - `ips`: the VPS is in `vps`; of its addresses only those that its own entry names are in `ips`.
 * - `costs`: `approximate_cost` is null on every VPS. `external_id` is null.
 */
export interface ObservationFailure {
  what: 'vps' | 'ips' | 'costs';
  external_id: string | null;
  code: BackendErrorCode;
  /** For operators; without secrets. */
  reason: string;
}
