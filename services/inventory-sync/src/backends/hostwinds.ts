import type { ObservedRegion, ObservedService } from '@freehold/contracts/inventory/observed';
import { BackendError } from '@freehold/ledger/backend-error';
import { AddressBook } from './address-book.js';
import { HostwindsClient, type HostwindsTiming, hostwindsTiming } from './hostwinds-client.js';
import {
  Instance,
  InstanceId,
  InstanceIdsAnswer,
  InstanceIpsAnswer,
  InstancesAnswer,
  type IpEntry,
  mismatch,
  Plan,
  PriceListAnswer,
} from './hostwinds-response.js';
import { observedVps } from './hostwinds-vps.js';
import { inStretches } from './in-stretches.js';
import type { Observation, ObservationFailure, ProviderBackend } from './provider-backend.js';

export interface HostwindsSettings {
  /** The vendor's is `https://clients.hostwinds.com/cloud/api.php`. */
  base_url: string;
  api_key: string;
  /** 0 lifts the limit. */
  requests_per_second: number;
  /** Only what is in this location is observed. */
  location_id?: string | undefined;
}

/** From so many servers without known addresses on, the list of all ids (500 a page) is asked before each server by itself. */
const ASK_IN_BULK_FROM = 20;
const IDS_PER_PAGE = 500;
const SERVERS_AT_ONCE = 4;

/**
 * The Hostwinds Cloud API (developers.hostwinds.com/cloud). A whole account takes two calls, `get_instances` and `get_price_list`; a
 * server whose entry says `ips: null` takes a third, by itself (`get_instance_ips`) or by the page (`get_instance_ids`).
 */
export class HostwindsBackend implements ProviderBackend {
  readonly #client: HostwindsClient;
  readonly #timing: HostwindsTiming;
  readonly #location_id: string | undefined;

  /** @throws BackendError `refused` when the base_url is none that we may call */
  constructor(settings: HostwindsSettings, timing: Partial<HostwindsTiming> = {}) {
    this.#timing = { ...hostwindsTiming, ...timing };
    this.#client = new HostwindsClient(settings, this.#timing);
    this.#location_id = settings.location_id;
  }

  async observe(signal: AbortSignal): Promise<Observation> {
    const { instances, failures } = await this.#instances(signal);
    const here = instances.filter(
      (instance) => this.#location_id === undefined || instance.location_id === this.#location_id,
    );
    const costs = await this.#costs(failures, signal);
    const missing = await this.#missingIps(
      here.filter((instance) => instance.ips === null),
      failures,
      signal,
    );
    const book = new AddressBook();
    for await (const instance of inStretches(here)) {
      enterAddresses(book, instance, instance.ips ?? missing.get(instance.serviceid) ?? []);
    }
    return { vps: here.map((instance) => observedVps(instance, costs)), ips: book.entries(), failures };
  }

  /** The cheapest authorised call: one id. Past the retries and the circuit breaker, because somebody waits for what is so now. */
  async testConnection(signal: AbortSignal): Promise<void> {
    const limit = AbortSignal.timeout(this.#timing.test_timeout_ms);
    const call = {
      action: 'get_instance_ids',
      fields: { page: '1', limit: '1' },
      answer: InstanceIdsAnswer,
      timeout_ms: this.#timing.test_timeout_ms,
    };
    try {
      await this.#client.callOnce(call, AbortSignal.any([signal, limit]));
    } catch (error) {
      signal.throwIfAborted();
      if (!limit.aborted) throw error;
      throw new BackendError('outcome_unknown', `Hostwinds did not answer within ${this.#timing.test_timeout_ms} ms.`);
    }
  }

  /** The API documents no list of locations: those of the account's servers are told, under their numbers. */
  async regions(signal: AbortSignal): Promise<ObservedRegion[]> {
    const { instances } = await this.#instances(signal);
    const located = Map.groupBy(instances, (instance) => instance.location_id);
    return [...located]
      .flatMap(([id, there]) =>
        id === null ? [] : [{ external_id: id, name: `Location ${id}`, vps_count: there.length }],
      )
      .sort(byExternalId);
  }

  async services(signal: AbortSignal): Promise<ObservedService[]> {
    const plans = await this.#plans(signal);
    return plans
      .map((plan) => ({
        external_id: plan.rid ?? plan.id,
        name: plan.name ?? `Plan ${plan.id}`,
        ram_mb: plan.ram,
        cpu_count: plan.cpu,
        disk_gb: plan.disk,
        bandwidth_gb: plan.bandwidth,
        monthly_cost: plan.monthly,
      }))
      .sort(byExternalId);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** A row whose id can be read fails alone; one whose id cannot be read makes the answer useless: we would not know what is gone. */
  async #instances(signal: AbortSignal): Promise<{ instances: Instance[]; failures: ObservationFailure[] }> {
    const rows = await this.#client.call(
      { action: 'get_instances', answer: InstancesAnswer, timeout_ms: this.#timing.list_timeout_ms },
      signal,
    );
    const instances = new Map<string, Instance>();
    const failures: ObservationFailure[] = [];
    for await (const row of inStretches(rows)) {
      const id = InstanceId.safeParse(row);
      if (!id.success)
        throw new BackendError('malformed', 'Hostwinds answered get_instances with a server that has no serviceid.');
      const instance = Instance.safeParse(row);
      if (instance.success) instances.set(id.data.serviceid, instance.data);
      else
        failures.push({
          what: 'vps',
          external_id: id.data.serviceid,
          code: 'malformed',
          reason: `Its entry cannot be read (${mismatch(instance.error)}).`,
        });
    }
    return { instances: [...instances.values()].sort((a, b) => compare(a.serviceid, b.serviceid)), failures };
  }

  async #plans(signal: AbortSignal): Promise<Plan[]> {
    const rows = await this.#client.call(
      { action: 'get_price_list', answer: PriceListAnswer, timeout_ms: this.#timing.list_timeout_ms },
      signal,
    );
    // Custom plans have prices by component and no total; they are left out.
    return rows.flatMap((row) => Plan.safeParse(row).data ?? []);
  }

  async #costs(failures: ObservationFailure[], signal: AbortSignal): Promise<Map<string, string>> {
    try {
      const plans = await this.#plans(signal);
      return new Map(
        plans.flatMap(({ id, rid, monthly }) =>
          monthly === null ? [] : [[id, monthly] as const, [rid ?? id, monthly] as const],
        ),
      );
    } catch (error) {
      failures.push(failure('costs', null, error));
      return new Map();
    }
  }

  /** Addresses of the servers whose own entry does not say them, by service id. */
  async #missingIps(
    instances: Instance[],
    failures: ObservationFailure[],
    signal: AbortSignal,
  ): Promise<Map<string, IpEntry[]>> {
    const found = instances.length >= ASK_IN_BULK_FROM ? await this.#ipsInBulk(signal) : new Map<string, IpEntry[]>();
    const waiting = instances
      .map((instance) => instance.serviceid)
      .filter((serviceid) => !found.has(serviceid))
      .reverse();
    const ask = async () => {
      for (let serviceid = waiting.pop(); serviceid !== undefined; serviceid = waiting.pop()) {
        try {
          const call = {
            action: 'get_instance_ips',
            fields: { serviceid },
            answer: InstanceIpsAnswer,
            timeout_ms: this.#timing.item_timeout_ms,
          };
          found.set(serviceid, await this.#client.call(call, signal));
        } catch (error) {
          if (!(error instanceof BackendError) || error.code === 'unauthorized') waiting.length = 0; // the others stop asking too
          failures.push(failure('ips', serviceid, error));
        }
      }
    };
    await Promise.all(Array.from({ length: SERVERS_AT_ONCE }, ask));
    return found;
  }

  /** Empty when the list cannot be had: each server is asked by itself then. */
  async #ipsInBulk(signal: AbortSignal): Promise<Map<string, IpEntry[]>> {
    const found = new Map<string, IpEntry[]>();
    const seen = new Set<string>();
    try {
      for (let page = 1; ; page += 1) {
        const fields = { page: String(page), limit: String(IDS_PER_PAGE) };
        const entries = await this.#client.call(
          { action: 'get_instance_ids', fields, answer: InstanceIdsAnswer, timeout_ms: this.#timing.list_timeout_ms },
          signal,
        );
        const before = seen.size;
        for (const { id, ips, dedicatedip } of entries) {
          seen.add(id);
          const all = dedicatedip === null ? ips : [{ address: dedicatedip, reverse_name: null }, ...ips];
          if (all.length > 0) found.set(id, all); // an entry that names no address does not say that there is none
        }
        // A page without anything new: the end, or a server that does not heed `page`.
        if (entries.length < IDS_PER_PAGE || seen.size === before) return found;
      }
    } catch (error) {
      if (!(error instanceof BackendError) || error.code === 'unauthorized') throw error;
      return found;
    }
  }
}

function enterAddresses(book: AddressBook, { serviceid, main_ip, ip_v6 }: Instance, listed: IpEntry[]): void {
  for (const { address, reverse_name } of listed) book.enter(address, serviceid, reverse_name, address === main_ip);
  if (main_ip !== null) book.enter(main_ip, serviceid, null, true);
  if (ip_v6 !== null) book.enter(ip_v6, serviceid, null, false);
}

/** What one part's failure becomes; what makes every further call useless, or is a bug, is thrown on. */
function failure(what: ObservationFailure['what'], external_id: string | null, error: unknown): ObservationFailure {
  if (!(error instanceof BackendError) || error.code === 'unauthorized') throw error;
  return { what, external_id, code: error.code, reason: error.detail };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byExternalId(a: { external_id: string }, b: { external_id: string }): number {
  return compare(a.external_id, b.external_id);
}
