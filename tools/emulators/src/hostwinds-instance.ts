import { pick, uuidFrom } from './seeded-random.js';

/**
 * The Server Instance Object of the Hostwinds Cloud API ("Get Instances" on the vendor's developer pages), with the fields that it
 * documents. The page gives no units; those of OpenStack flavors are taken: `ram` in MB, `disk` in GB, and `bandwidth` in GB.
 */
export interface HostwindsInstance {
  serviceid: number;
  userid: number;
  location_id: number;
  server_uuid: string;
  volume_uuid: string | null;
  /** The root password, in the clear, in every answer: nobody may let it past the parser. */
  password: string;
  configkey: string;
  main_ip: string;
  private_ip: string;
  ips: { ip: string; rdns?: string }[] | null;
  ip_v6: string;
  is_suspended: number;
  hourly: number;
  bandwidth: number;
  bandwidth_used: number;
  srvrname: string;
  hostname: string;
  locked: number;
  product_id: number;
  product_name: string;
  billingcycle: string;
  disk_type: string;
  mac_address: string;
  status: string;
  disp_status: string;
  vm_state: string;
  task_state: string | null;
  /** OpenStack's numbers: 0 none, 1 running, 3 paused, 4 shut down, 6 crashed, 7 suspended. */
  power_state: number;
  ram: number;
  cpu: number;
  disk: number;
  created_at: string;
  updated_at: string;
}

export const hostwindsLocations = [
  { id: 1, name: 'Seattle', short: 'sea' },
  { id: 2, name: 'Dallas', short: 'dal' },
  { id: 3, name: 'Amsterdam', short: 'ams' },
] as const;

/** The documented fields of "Get Price List" that an account is generated from; prices in US dollars. */
export const hostwindsPlans = [
  { id: 1001, name: 'Unmanaged Linux 1', ram: 1024, cpu: 1, disk: 30, bandwidth: 1000, monthly: '4.99' },
  { id: 1002, name: 'Unmanaged Linux 2', ram: 2048, cpu: 1, disk: 50, bandwidth: 2000, monthly: '9.99' },
  { id: 1003, name: 'Unmanaged Linux 4', ram: 4096, cpu: 2, disk: 75, bandwidth: 2000, monthly: '18.99' },
  { id: 1004, name: 'Unmanaged Linux 6', ram: 6144, cpu: 2, disk: 100, bandwidth: 2000, monthly: '28.99' },
  { id: 1005, name: 'Unmanaged Linux 8', ram: 8192, cpu: 4, disk: 150, bandwidth: 3000, monthly: '38.99' },
] as const;

const roles = ['web', 'web', 'web', 'mail', 'db', 'cache', 'ns', 'lb'] as const;
const billingCycles = ['hourly', 'monthly', 'monthly', 'quarterly', 'annually'] as const;

const firstServiceId = 700_001;
/** RFC 2544's benchmark block: 131,072 addresses that nobody routes. */
const benchmarkBlock = { first: (198 << 24) | (18 << 16), size: 1 << 17 };
/** RFC 6598's shared block, 4 million more for very large accounts. */
const sharedBlock = { first: (100 << 24) | (64 << 16), size: 1 << 22 };
const privateBlock = { first: 10 << 24, size: 1 << 24 };

export function generateInstance(
  index: number,
  publicIps: number,
  secretMarker: string,
  random: () => number,
): HostwindsInstance {
  const serviceid = firstServiceId + index;
  const location = pick(hostwindsLocations, random);
  const plan = pick(hostwindsPlans, random);
  const billingcycle = pick(billingCycles, random);
  const v4Count = publicIps > 1 ? publicIps - 1 : 1;
  const addresses = Array.from({ length: v4Count }, (_, nth) => publicIpv4(index * v4Count + nth));
  const label = `${pick(roles, random)}-${String(index + 1).padStart(3, '0')}-${location.short}`;
  const created = writeTime(Date.UTC(2021, 0, 1) + Math.floor(random() * 5 * 365 * 86_400_000));
  return {
    serviceid,
    userid: 4711,
    location_id: location.id,
    server_uuid: uuidFrom(random),
    volume_uuid: null,
    password: `${secretMarker}-${serviceid}`,
    configkey: `${secretMarker}-config-${serviceid}`,
    main_ip: publicIpv4(index * v4Count),
    private_ip: ipv4(privateBlock.first + 1 + (index % (privateBlock.size - 2))),
    ips: addresses.map((ip, nth) => ({ ip, rdns: `${nth === 0 ? '' : `ip${nth}.`}${label}.hosting.example` })),
    ip_v6: publicIps > 1 ? `2001:db8:${(index >>> 16).toString(16)}:${(index & 0xffff).toString(16)}::1` : '',
    is_suspended: 0,
    hourly: billingcycle === 'hourly' ? 1 : 0,
    bandwidth: plan.bandwidth,
    bandwidth_used: Math.floor(random() * plan.bandwidth * 0.5),
    srvrname: label,
    hostname: `hwsrv-${serviceid}.servers.example`,
    locked: 0,
    product_id: plan.id,
    product_name: plan.name,
    billingcycle,
    disk_type: 'ssd',
    mac_address: `02:00:${hexPairs(index)}`,
    status: 'ACTIVE',
    disp_status: 'Online',
    vm_state: 'active',
    task_state: null,
    power_state: 1,
    ram: plan.ram,
    cpu: plan.cpu,
    disk: plan.disk,
    created_at: created,
    updated_at: created,
  };
}

function publicIpv4(nth: number): string {
  if (nth < benchmarkBlock.size) return ipv4(benchmarkBlock.first + nth);
  const rest = nth - benchmarkBlock.size;
  if (rest >= sharedBlock.size)
    throw new RangeError(`The emulator has ${benchmarkBlock.size + sharedBlock.size} IPv4 addresses; ask for fewer.`);
  return ipv4(sharedBlock.first + rest);
}

function ipv4(number: number): string {
  return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255].join('.');
}

function hexPairs(number: number): string {
  return [24, 16, 8, 0].map((shift) => ((number >>> shift) & 255).toString(16).padStart(2, '0')).join(':');
}

/** `YYYY-MM-DD HH:MM:SS`, the API's form of time. */
function writeTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}
