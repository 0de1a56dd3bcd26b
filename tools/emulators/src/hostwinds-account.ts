import { generateInstance, type HostwindsInstance } from './hostwinds-instance.js';
import { randomFrom } from './seeded-random.js';

export interface AccountOptions {
  /** How many VPS. */
  servers: number;
  /** Public addresses of each VPS, at least one; of two or more the last is an IPv6 address. */
  ipsPerServer: number;
  /** The same seed, counts and marker give the same account, byte for byte. */
  seed?: number;
  /** Stands in every `password` and `configkey`: a test searches for it wherever it must not be. */
  secretMarker?: string;
}

/** One customer's servers. Mutable, so that a test or a person can make something happen at the provider. */
export class HostwindsAccount {
  private readonly instances = new Map<number, HostwindsInstance>();
  private readonly removed = new Map<number, HostwindsInstance>();
  /** One serialised instance, cut where `bandwidth_used` stands: that number differs in every answer, all else is written once. */
  private readonly written = new Map<number, { head: string; tail: string }>();

  constructor(options: AccountOptions) {
    const random = randomFrom(options.seed ?? 1);
    for (let index = 0; index < options.servers; index += 1) {
      const instance = generateInstance(
        index,
        options.ipsPerServer,
        options.secretMarker ?? 'emulated-password',
        random,
      );
      this.instances.set(instance.serviceid, instance);
    }
  }

  get size(): number {
    return this.instances.size;
  }

  /** In the order of service ids. */
  list(): HostwindsInstance[] {
    return [...this.instances.values()].sort((a, b) => a.serviceid - b.serviceid);
  }

  serviceIds(): number[] {
    return this.list().map((instance) => instance.serviceid);
  }

  /** @throws RangeError when the account has no such server; `find` asks without throwing */
  get(serviceid: number): Readonly<HostwindsInstance> {
    const instance = this.instances.get(serviceid);
    if (!instance) throw new RangeError(`The account has no server ${serviceid}.`);
    return instance;
  }

  find(serviceid: number): Readonly<HostwindsInstance> | undefined {
    return this.instances.get(serviceid);
  }

  /** Sets any documented field. */
  change(serviceid: number, fields: Partial<Omit<HostwindsInstance, 'serviceid'>>): void {
    Object.assign(this.get(serviceid), fields);
    this.written.delete(serviceid);
  }

  rename(serviceid: number, srvrname: string): void {
    this.change(serviceid, { srvrname });
  }

  powerOff(serviceid: number): void {
    this.change(serviceid, { status: 'SHUTOFF', disp_status: 'Offline', vm_state: 'stopped', power_state: 4 });
  }

  powerOn(serviceid: number): void {
    this.change(serviceid, { status: 'ACTIVE', disp_status: 'Online', vm_state: 'active', power_state: 1 });
  }

  /** The server is gone from every answer until `restore` brings it back as it was. */
  remove(serviceid: number): void {
    this.removed.set(serviceid, { ...this.get(serviceid) });
    this.instances.delete(serviceid);
    this.written.delete(serviceid);
  }

  restore(serviceid: number): void {
    const instance = this.removed.get(serviceid);
    if (!instance) throw new RangeError(`Server ${serviceid} was not removed.`);
    this.removed.delete(serviceid);
    this.instances.set(serviceid, instance);
  }

  addIp(serviceid: number, ip: string): void {
    this.change(serviceid, { ips: [...(this.get(serviceid).ips ?? []), { ip }] });
  }

  /** Takes an additional address away; the main one can only be changed. */
  removeIp(serviceid: number, ip: string): void {
    const { ips, main_ip } = this.get(serviceid);
    if (ip === main_ip) throw new RangeError(`${ip} is the main address of server ${serviceid}.`);
    this.change(serviceid, { ips: (ips ?? []).filter((entry) => entry.ip !== ip) });
  }

  moveIp(ip: string, from: number, to: number): void {
    this.removeIp(from, ip);
    this.addIp(to, ip);
  }

  /** @param calls how often instances were asked for; used bandwidth grows with it */
  bandwidthUsed(instance: HostwindsInstance, calls: number): number {
    return instance.bandwidth_used + calls;
  }

  /**
   * The instance as JSON text; 10,000 of them take a few milliseconds.
   * @param hideIps `ips: null`, as the vendor's page allows
   */
  toJson(instance: HostwindsInstance, calls: number, hideIps: boolean): string {
    if (hideIps) return JSON.stringify({ ...instance, ips: null, bandwidth_used: this.bandwidthUsed(instance, calls) });
    let parts = this.written.get(instance.serviceid);
    if (!parts) {
      const text = JSON.stringify({ ...instance, bandwidth_used: undefined });
      parts = { head: `${text.slice(0, -1)},"bandwidth_used":`, tail: '}' };
      this.written.set(instance.serviceid, parts);
    }
    return parts.head + this.bandwidthUsed(instance, calls) + parts.tail;
  }
}
