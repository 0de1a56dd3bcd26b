import type { Webroot } from '@freehold/rpc/agent';
import { poolDirectives } from './php-settings.js';
import { Refused } from './refused.js';

/** A webroot as this node serves it: every field is safe in a path and in a configuration file. */
export interface Site {
  readonly id: string;
  readonly tenant: string;
  /** Of the tenant's user on this node; its group has the same number. */
  readonly uid: number;
  readonly shard: string;
  readonly hostnames: readonly string[];
  /** Below the webroot's directory; empty for the directory itself. */
  readonly public_folder: string;
  readonly suspended: boolean;
  /** Undefined: only files are served. */
  readonly php: { readonly version: string; readonly directives: readonly string[] } | undefined;
}

/** What the node has to offer. */
export interface Offer {
  readonly uid_base: number;
  /** The directives that each version of PHP knows here. */
  readonly php: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Directories of every webroot that are not served. */
export const RESERVED_FOLDERS = ['tmp', 'sessions', 'logs'] as const;

const FIRST_UID = 5_000;
/** Of Linux, but for -1 and -2, which mean nobody. */
const LAST_UID = 2 ** 32 - 3;
const WEBROOT_ID = /^[a-z0-9][a-z0-9_-]{0,62}$/;
/** useradd(8): no longer than 32. */
const TENANT_ID = /^[a-z][a-z0-9_-]{0,31}$/;
const SHARD = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const LABEL = '[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?';
const HOSTNAME = new RegExp(`^(\\*\\.)?${LABEL}(\\.${LABEL})*$`);
const FOLDER = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,63}$/;

/**
 * Reads what the control plane wants. The control plane has looked at every field; the agent looks again, since what it writes here
 * becomes paths and configuration of servers that others share.
 * @throws Refused that names the field
 */
export function siteOf(id: string, spec: Webroot, offer: Offer): Site {
  const uid = offer.uid_base + spec.uid;
  if (spec.uid < FIRST_UID || uid > LAST_UID) throw new Refused(`uid ${spec.uid} is no tenant's: from ${FIRST_UID} up`);
  return {
    id: matching('the webroot’s id', id, WEBROOT_ID),
    tenant: matching('tenant_id', spec.tenantId, TENANT_ID),
    uid,
    shard: matching('shard', spec.shard, SHARD),
    hostnames: [...new Set(spec.hostnames.map(hostname))],
    public_folder: publicFolder(spec.publicFolder),
    suspended: spec.suspended,
    php: phpOf(spec, offer),
  };
}

export function isWebrootId(id: string): boolean {
  return WEBROOT_ID.test(id);
}

function phpOf(spec: Webroot, offer: Offer): Site['php'] {
  if (spec.runtime === 'static') return undefined;
  if (spec.runtime !== 'php') throw new Refused(`runtime ${told(spec.runtime)} is not served here: php, static`);
  const known = offer.php.get(spec.runtimeVersion);
  if (!known) {
    const offered = [...offer.php.keys()].join(', ') || 'none';
    throw new Refused(`runtime_version ${told(spec.runtimeVersion)} of php is not here: ${offered}`);
  }
  return { version: spec.runtimeVersion, directives: poolDirectives(spec.php, known) };
}

function hostname(name: string): string {
  if (name.length > 253) throw new Refused('hostnames: a name is longer than 253 characters');
  return matching('hostnames', name, HOSTNAME);
}

function publicFolder(path: string): string {
  if (path === '') return path;
  const segments = path.split('/');
  if (path.length > 255 || segments.length > 8 || !segments.every((segment) => FOLDER.test(segment)))
    throw new Refused(`public_folder: ${told(path)} is no relative path of letters, digits, . _ -`);
  const reserved = RESERVED_FOLDERS.find((name) => name === segments[0]);
  if (reserved) throw new Refused(`public_folder: ${reserved} is kept for what must not be served`);
  return path;
}

function matching(field: string, value: string, pattern: RegExp): string {
  if (!pattern.test(value)) throw new Refused(`${field}: ${told(value)} has another form`);
  return value;
}

/** Visible, and short enough to be sent back. */
export function told(value: string): string {
  return JSON.stringify(value.slice(0, 80));
}
