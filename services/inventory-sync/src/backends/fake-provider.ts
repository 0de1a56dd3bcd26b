import {
  addressFamily,
  type ObservedIp,
  type ObservedRegion,
  type ObservedService,
  type ObservedVps,
} from '@freehold/contracts/inventory/observed';
import type { BackendError } from '@freehold/ledger/backend-error';
import { AddressBook } from './address-book.js';
import type { Observation, ProviderBackend } from './provider-backend.js';

type Machine = { vps: ObservedVps; addresses: string[] };

/** A provider in memory, for tests of what uses one. `fakeAccount` fills it. */
export class FakeProvider implements ProviderBackend {
  readonly #machines = new Map<string, Machine>();
  readonly #removed = new Map<string, Machine>();
  readonly #free = new Set<string>();
  /** Addresses of these servers cannot be had. */
  readonly loseIpsOf = new Set<string>();
  /** Every call rejects with this. */
  failure: BackendError | null = null;
  /** How often `observe` was called. */
  observations = 0;

  /** @param addresses public ones in canonical spelling; the first of each family become `main_ip` and `ipv6` */
  add(fields: Partial<ObservedVps> & Pick<ObservedVps, 'external_id'>, addresses: string[] = []): void {
    const vps: ObservedVps = {
      name: `server-${fields.external_id}`,
      hostname: `server-${fields.external_id}.example`,
      region: 'north',
      status: 'active',
      power_state: 'running',
      plan: 'Small',
      ram_mb: 2048,
      cpu_count: 1,
      disk_gb: 50,
      bandwidth_gb: 2000,
      bandwidth_used_gb: 0,
      main_ip: addresses.find((address) => addressFamily(address) === 4) ?? null,
      private_ip: null,
      ipv6: addresses.find((address) => addressFamily(address) === 6) ?? null,
      approximate_cost: '9.99',
      created_at: '2024-01-01T00:00:00Z',
      ...fields,
    };
    this.#machines.set(vps.external_id, { vps, addresses });
  }

  change(external_id: string, fields: Partial<Omit<ObservedVps, 'external_id'>>): void {
    Object.assign(this.#machine(external_id).vps, fields);
  }

  remove(external_id: string): void {
    this.#removed.set(external_id, this.#machine(external_id));
    this.#machines.delete(external_id);
  }

  restore(external_id: string): void {
    const machine = this.#removed.get(external_id);
    if (!machine) throw new RangeError(`Server ${external_id} was not removed.`);
    this.#removed.delete(external_id);
    this.#machines.set(external_id, machine);
  }

  addIp(external_id: string, address: string): void {
    this.#machine(external_id).addresses.push(address);
  }

  moveIp(address: string, from: string, to: string): void {
    const machine = this.#machine(from);
    machine.addresses = machine.addresses.filter((held) => held !== address);
    this.addIp(to, address);
  }

  /** The account holds it and no server does. */
  addFreeIp(address: string): void {
    this.#free.add(address);
  }

  async observe(signal: AbortSignal): Promise<Observation> {
    this.observations += 1;
    await this.#answer(signal);
    const vps = this.#sorted();
    const lost = vps.filter(({ external_id }) => this.loseIpsOf.has(external_id));
    return {
      vps: structuredClone(vps),
      ips: this.#ips(vps),
      failures: lost.map(({ external_id }) => ({
        what: 'ips',
        external_id,
        code: 'outcome_unknown',
        reason: 'The addresses were not told in time.',
      })),
    };
  }

  testConnection(signal: AbortSignal): Promise<void> {
    return this.#answer(signal);
  }

  async regions(signal: AbortSignal): Promise<ObservedRegion[]> {
    await this.#answer(signal);
    const located = Map.groupBy(this.#sorted(), (vps) => vps.region);
    return [...located]
      .flatMap(([id, there]) => (id === null ? [] : [{ external_id: id, name: id, vps_count: there.length }]))
      .sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
  }

  async services(signal: AbortSignal): Promise<ObservedService[]> {
    await this.#answer(signal);
    return [
      {
        external_id: 'small',
        name: 'Small',
        ram_mb: 2048,
        cpu_count: 1,
        disk_gb: 50,
        bandwidth_gb: 2000,
        monthly_cost: '9.99',
      },
    ];
  }

  async close(): Promise<void> {}

  async #answer(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.failure) throw this.failure;
  }

  #ips(vps: ObservedVps[]): ObservedIp[] {
    const book = new AddressBook();
    for (const { external_id, main_ip, ipv6 } of vps) {
      const listed = this.loseIpsOf.has(external_id) ? [] : this.#machine(external_id).addresses;
      for (const address of [...listed, main_ip, ipv6]) {
        if (address !== null) book.enter(address, external_id, null, address === main_ip);
      }
    }
    for (const address of this.#free) book.enter(address, null, null, false);
    return book.entries();
  }

  #machine(external_id: string): Machine {
    const machine = this.#machines.get(external_id);
    if (!machine) throw new RangeError(`The account has no server ${external_id}.`);
    return machine;
  }

  #sorted(): ObservedVps[] {
    return [...this.#machines.values()].map(({ vps }) => vps).sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
  }
}

/** @param servers how many; each holds two IPv4 addresses and one IPv6 address */
export function fakeAccount(servers: number): FakeProvider {
  const provider = new FakeProvider();
  for (let index = 0; index < servers; index += 1) {
    const block = `198.18.${index >>> 6}`;
    const host = (index & 63) * 4;
    provider.add({ external_id: String(1001 + index) }, [
      `${block}.${host}`,
      `${block}.${host + 1}`,
      `2001:db8::${(index + 1).toString(16)}`,
    ]);
  }
  return provider;
}
