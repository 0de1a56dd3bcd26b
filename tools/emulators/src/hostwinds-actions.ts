import type { HostwindsAccount } from './hostwinds-account.js';
import type { HostwindsFaults } from './hostwinds-faults.js';
import { type HostwindsInstance, hostwindsPlans } from './hostwinds-instance.js';

/** `json`: the text that stands behind `"success":`. `refusal`: an error, which the API says inside HTTP 200. */
export type Outcome = { json: string } | { refusal: { action: string; message: string } } | 'never answers';

export interface ActionContext {
  account: HostwindsAccount;
  faults: HostwindsFaults;
  /** The form fields of the request. */
  form: URLSearchParams;
  /** How often instances were asked for so far; their used bandwidth grows with it. */
  instanceCalls: number;
}

/** The reading actions that the vendor documents, by name. */
export const hostwindsActions: Readonly<Record<string, (context: ActionContext) => Outcome>> = {
  get_instances({ account, faults, instanceCalls }) {
    const all = account
      .list()
      .map((instance) => account.toJson(instance, instanceCalls, faults.hidesIpsOf(instance.serviceid)));
    return { json: `[${all.join(',')}]` };
  },
  get_instance(context) {
    return ofServer(context, 'Get Instance', (instance) => ({
      json: context.account.toJson(instance, context.instanceCalls, context.faults.hidesIpsOf(instance.serviceid)),
    }));
  },
  get_instance_ids({ account, form }) {
    const search = (form.get('search') ?? '').toLowerCase();
    const location = form.get('location_id');
    const limit = positive(form.get('limit')) ?? 50;
    const page = positive(form.get('page')) ?? 1;
    const found = account
      .list()
      .filter((instance) => location === null || location === '' || String(instance.location_id) === location)
      .filter((instance) =>
        `${instance.srvrname} ${instance.hostname} ${instance.main_ip}`.toLowerCase().includes(search),
      )
      .slice((page - 1) * limit, page * limit);
    return { json: JSON.stringify(found.map(idEntry)) };
  },
  get_instance_ips(context) {
    return ofServer(context, 'Get Instance IPs', (instance) => {
      if (context.faults.hangIps.has(instance.serviceid)) return 'never answers';
      return { json: JSON.stringify({ 'IP Addresses': instance.ips ?? [{ ip: instance.main_ip }] }) };
    });
  },
  check_serviceid(context) {
    return ofServer(context, 'Check Serviceid', () => ({ json: 'true' }));
  },
  /** PHP writes a list with gaps as an object, and the vendor's page shows this one as an object. */
  get_price_list() {
    return {
      json: JSON.stringify(Object.fromEntries(hostwindsPlans.map((plan, index) => [index + 1, priceEntry(plan)]))),
    };
  },
};

function ofServer(
  { account, form }: ActionContext,
  action: string,
  answer: (instance: HostwindsInstance) => Outcome,
): Outcome {
  const instance = account.find(Number(form.get('serviceid')));
  return instance ? answer(instance) : { refusal: { action, message: 'A valid serviceid is required.' } };
}

function idEntry(instance: HostwindsInstance) {
  return {
    id: instance.serviceid,
    hostname: instance.hostname,
    srvrname: instance.srvrname,
    ips: (instance.ips ?? []).map((entry) => entry.ip).join('\n'),
    dedicatedip: instance.main_ip,
    ip_v6: instance.ip_v6,
  };
}

function priceEntry({ id, name, ram, cpu, disk, bandwidth, monthly }: (typeof hostwindsPlans)[number]) {
  const times = (months: number) => (Number(monthly) * months).toFixed(2);
  return {
    id,
    rid: id,
    name,
    ram: String(ram),
    cpu: String(cpu),
    disk: String(disk),
    bandwidth: String(bandwidth),
    monthly,
    quarterly: times(3),
    semiannually: times(6),
    annually: times(12),
    biennially: times(24),
    triennially: times(36),
    resource: null,
  };
}

function positive(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
