import { canonicalAddress } from '@freehold/contracts/inventory/observed';
import { BackendError } from '@freehold/ledger/backend-error';
import { z } from 'zod';

/**
 * What the Hostwinds Cloud API answers. Each schema picks the fields that we use and drops the rest: `password` and `configkey` of an
 * instance stand in every answer and end here. The API is written in PHP: numbers may come as text, an empty text means nothing, and a
 * list with gaps comes as an object.
 */

const PhpText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);

const PhpNumber = z
  .union([z.number(), z.string(), z.null()])
  .optional()
  .transform((value, context) => {
    if (value === undefined || value === null || value === '') return null;
    const number = Number(value);
    if (Number.isFinite(number) && number >= 0) return number;
    context.addIssue({ code: 'custom', message: 'expected a number that is not negative' });
    return z.NEVER;
  });

const PhpInteger = PhpNumber.transform((number) => (number === null ? null : Math.round(number)));

/** Ids are numbers that we treat as text. */
const PhpId = z.union([z.number().int(), z.string().trim().min(1)]).transform(String);

/** An address in canonical spelling. Null for none, for `0.0.0.0` of a server that is being built, and for a network (`2001:db8::/64`), which is no address. */
const PhpAddress = PhpText.transform((text, context) => {
  if (text === null || text.includes('/')) return null;
  const address = canonicalAddress(text);
  if (address === '0.0.0.0' || address === '::') return null;
  if (address !== null) return address;
  context.addIssue({ code: 'custom', message: 'expected an IP address' });
  return z.NEVER;
});

/** An empty object is refused: taken for an empty list it would make everything vanish. */
const PhpList = z.union([
  z.array(z.unknown()),
  z
    .record(z.string(), z.unknown())
    .refine((entries) => Object.keys(entries).length > 0)
    .transform((entries) => Object.values(entries)),
]);

/** The set_rdns action names the field `rdns`; lists of addresses may carry it. */
const IpEntry = z.union([
  PhpAddress.transform((address) => ({ address, reverse_name: null })),
  z.object({ ip: PhpAddress, rdns: PhpText }).transform(({ ip, rdns }) => ({ address: ip, reverse_name: rdns })),
]);
export type IpEntry = { address: string; reverse_name: string | null };

const IpEntries = z
  .array(IpEntry)
  .transform((entries) =>
    entries.flatMap(({ address, reverse_name }) => (address === null ? [] : [{ address, reverse_name }])),
  );

export const InstanceId = z.object({ serviceid: PhpId });

export const Instance = z.object({
  serviceid: PhpId,
  srvrname: PhpText,
  hostname: PhpText,
  location_id: PhpId.nullish().transform((id) => id ?? null),
  status: PhpText,
  is_suspended: PhpInteger,
  power_state: PhpInteger,
  product_id: PhpId.nullish().transform((id) => id ?? null),
  product_name: PhpText,
  ram: PhpInteger,
  cpu: PhpInteger,
  disk: PhpInteger,
  bandwidth: PhpInteger,
  bandwidth_used: PhpNumber,
  main_ip: PhpAddress,
  private_ip: PhpAddress,
  ip_v6: PhpAddress,
  /** Null: the answer does not say which addresses there are. */
  ips: IpEntries.nullish().transform((entries) => entries ?? null),
  created_at: PhpText.transform(readTime),
});
export type Instance = z.infer<typeof Instance>;

/** Rows stay unread here: one row that cannot be read is a failure of that row alone. */
export const InstancesAnswer = PhpList;

export const InstanceIpsAnswer = z.union([
  z.object({ 'IP Addresses': IpEntries }).transform((answer) => answer['IP Addresses']),
  IpEntries,
]);

/** Here the addresses come as one text, one a line. */
const AddressLines = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,;]+/) : (value ?? [])),
  IpEntries,
);

export const InstanceIdsAnswer = PhpList.pipe(
  z.array(
    z.object({
      id: PhpId,
      dedicatedip: PhpAddress,
      ip_v6: PhpAddress,
      ips: AddressLines,
    }),
  ),
);

export const PriceListAnswer = PhpList;

/** Prices are US dollars; the billing system's "not for sale" is a negative price. */
const PhpPrice = z
  .union([z.number(), z.string(), z.null()])
  .optional()
  .transform((price) => {
    const amount = Number(String(price ?? '').replace(/^\$/, '') || Number.NaN);
    return Number.isFinite(amount) && amount >= 0 ? amount.toFixed(2) : null;
  });

export const Plan = z.object({
  id: PhpId,
  rid: PhpId.nullish(),
  name: PhpText,
  ram: PhpInteger,
  cpu: PhpInteger,
  disk: PhpInteger,
  bandwidth: PhpInteger,
  monthly: PhpPrice,
});
export type Plan = z.infer<typeof Plan>;

const Refusal = z.object({ result: z.literal('error'), message: z.string().catch('no reason given') });

/**
 * Reads the text of an HTTP 200: `{"success": …}` or the bare value, or an error in either of its forms.
 * @throws BackendError `unauthorized`, `not_found`, `unavailable` or `refused` for what the API refused, `malformed` for what is not
 *   what its documentation promises. Never with a part of the text: an answer that cannot be read may break off inside a password.
 */
export function readAnswer<Answer>(
  text: string,
  action: string,
  schema: z.ZodType<Answer>,
  redact: (text: string) => string,
): Answer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new BackendError(
      'malformed',
      `Hostwinds answered ${action} with ${text.length} characters that are not JSON.`,
    );
  }
  const refusal = Refusal.safeParse(Array.isArray(parsed) ? parsed[0] : parsed);
  if (refusal.success) throw refused(action, redact(refusal.data.message));
  const answer = schema.safeParse(isEnvelope(parsed) ? parsed.success : parsed);
  if (!answer.success)
    throw new BackendError(
      'malformed',
      `Hostwinds answered ${action} in an unknown shape (${mismatch(answer.error)}).`,
    );
  return answer.data;
}

/** Says where and what was expected, never what stood there. */
export function mismatch(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.code}`)
    .join(', ');
}

function isEnvelope(parsed: unknown): parsed is { success: unknown } {
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) && 'success' in parsed;
}

/** The API has no error codes that one may rely on; these are the texts of its developer pages. */
function refused(action: string, message: string): BackendError {
  const detail = `Hostwinds refused ${action}: ${message}`;
  if (/not authorized|invalid (api )?key/i.test(message)) {
    return new BackendError(
      'unauthorized',
      `${detail} Check the API key, and that its allow list holds this platform's IPv4 address.`,
    );
  }
  if (/serviceid is (required|invalid)|invalid serviceid|not found/i.test(message))
    return new BackendError('not_found', detail);
  if (/try again|please wait|too many requests|rate limit|maintenance/i.test(message))
    return new BackendError('unavailable', detail);
  return new BackendError('refused', detail);
}

/** `YYYY-MM-DD HH:MM:SS`, which names no zone and is taken for UTC, as RFC 3339; null for PHP's `0000-00-00 00:00:00` and all else. */
function readTime(text: string | null): string | null {
  const parts = text?.match(/^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/);
  if (!parts) return null;
  const time = new Date(`${parts[1]}T${parts[2]}Z`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString().replace('.000Z', 'Z');
}
