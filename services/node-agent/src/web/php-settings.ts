import type { PhpSettings } from '@freehold/rpc/agent';
import { Refused } from './refused.js';

/** They keep tenants apart, and are the same for all: the pool's template sets them. */
const OURS = new Set([
  'disable_functions',
  'doc_root',
  'error_log',
  'open_basedir',
  'session.save_path',
  'sys_temp_dir',
  'upload_tmp_dir',
]);

/** Directives of the process manager that a tenant may set, each with its bounds; `mode` is `pm` itself. */
const PM = new Map<string, { least: number; most: number; unit?: string }>([
  ['max_children', { least: 1, most: 200 }],
  ['start_servers', { least: 1, most: 200 }],
  ['min_spare_servers', { least: 1, most: 200 }],
  ['max_spare_servers', { least: 1, most: 200 }],
  ['process_idle_timeout', { least: 1, most: 3_600, unit: 's' }],
  ['max_requests', { least: 0, most: 1_000_000 }],
]);
const MODES = ['ondemand', 'dynamic', 'static'];
/** A site that nobody visits costs no process. */
const DEFAULT_MODE = 'ondemand';
const DEFAULTS = { max_children: '5', process_idle_timeout: '30', max_requests: '1000' };
/** FPM does not start a dynamic pool without them. */
const DYNAMIC_DEFAULTS = { ...DEFAULTS, start_servers: '1', min_spare_servers: '1', max_spare_servers: '3' };

const LONGEST_VALUE = 4_096;
/** What could end the quotes or the line, and what looks like nothing. */
const UNSAFE = /['"`\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** An expression of constants, which PHP works out only where it stands without quotes. */
const EXPRESSION = /^[A-Z0-9_ &|^~()]+$/;

/**
 * The lines of a pool's file that come from a tenant.
 * @param known what this PHP has: it does not complain about others, so that a slip would go unnoticed
 * @throws Refused that names the directive
 */
export function poolDirectives(settings: PhpSettings | undefined, known: ReadonlySet<string>): readonly string[] {
  return [
    ...processManager(settings?.pm ?? {}),
    ...Object.entries(settings?.values ?? {}).map(([name, value]) => directive('php_value', name, value, known)),
    ...Object.entries(settings?.adminValues ?? {}).map(([name, value]) =>
      directive('php_admin_value', name, value, known),
    ),
  ].sort();
}

function processManager(given: Readonly<Record<string, string>>): readonly string[] {
  const mode = given['mode'] ?? DEFAULT_MODE;
  if (!MODES.includes(mode)) throw new Refused(`php pm.mode: one of ${MODES.join(', ')}`);
  const counts = { ...(mode === 'dynamic' ? DYNAMIC_DEFAULTS : DEFAULTS), ...given };
  return [
    `pm = ${mode}`,
    ...Object.entries(counts)
      .filter(([name]) => name !== 'mode')
      .map(([name, value]) => `pm.${name} = ${count(name, value)}`),
  ];
}

function count(name: string, value: string): string {
  const bounds = PM.get(name);
  if (!bounds) throw new Refused(`php pm.${safeName(name)} cannot be set: ${[...PM.keys()].join(', ')}`);
  const { least, most, unit = '' } = bounds;
  const digits = unit && value.endsWith(unit) ? value.slice(0, -unit.length) : value;
  const number = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(number >= least && number <= most)) throw new Refused(`php pm.${name}: a number from ${least} to ${most}`);
  return `${number}${unit}`;
}

function directive(list: 'php_value' | 'php_admin_value', name: string, value: string, known: ReadonlySet<string>) {
  const shown = safeName(name);
  if (OURS.has(name)) throw new Refused(`${list}[${shown}] is set by the platform`);
  if (!known.has(name)) throw new Refused(`${list}[${shown}] is no directive of this PHP`);
  if (value.length > LONGEST_VALUE) throw new Refused(`${list}[${shown}] is longer than ${LONGEST_VALUE} characters`);
  if (UNSAFE.test(value)) throw new Refused(`${list}[${shown}] has a quote, a backslash or a control character`);
  // In single quotes nothing is replaced: no constant, no ${variable} of the master's environment.
  return `${list}[${name}] = ${name === 'error_reporting' && EXPRESSION.test(value) ? value : `'${value}'`}`;
}

/** A name goes into the refusal only as far as it is harmless there; its value never does. */
function safeName(name: string): string {
  return name.replace(/[^\w.-]/g, '?').slice(0, 64);
}
