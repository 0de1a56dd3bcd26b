import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** An IPv6 address in brackets. */
const ADDRESS = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):\d{1,5}$/;
const Address = text('host:port, such as 127.0.0.1:7443', (value) => ADDRESS.test(value));
const Program = text('an absolute path of a program', isAbsolute);
const NODE_ID = /^[A-Za-z0-9-]{1,64}$/;
const ROLES = 'web, lb, or web,lb';
const RoleName = z.enum(['web', 'lb'], { error: ROLES });

/** FREEHOLD_NODE_AGENT_…: what the deployer tells an agent. No secret is among it: those come by `join.json`. */
export const AgentConfig = z
  .object({
    /** Of the `node` resource. Its certificate will say so. */
    node_id: text('the id of the node resource', (value) => NODE_ID.test(value)),
    /** All of the node's files lie below it; `/` in a container. */
    root: text('the absolute path of the directory that is to be the node', isAbsolute),
    /** `web`, `lb`, or both. */
    roles: z
      .string({ error: ROLES })
      .transform((text) => [...new Set(text.split(','))])
      .pipe(z.array(RoleName, { error: ROLES })),
    /** Where gRPC is served. */
    listen: Address,
    /** Added to every user's number, so that two nodes of one machine share none; 0 where the node has the machine to itself. */
    uid_base: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
    /** Where visitors come in: nginx of a web node, HAProxy of an lb node. */
    http_listen: Address,
    nginx: Program.default('/usr/sbin/nginx'),
    /** `8.2=/usr/sbin/php-fpm8.2,8.3=…`: the versions of PHP that the node has. */
    php_fpm: z.string().default('').transform(programs),
    haproxy: Program.default('/usr/sbin/haproxy'),
    /** Seconds between two looks at the node, for drift; each with jitter of a tenth. */
    converge_seconds: z.coerce.number().int().min(1).max(3600).default(60),
    log_level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .readonly();
export type AgentConfig = z.output<typeof AgentConfig>;
export type RoleName = z.output<typeof RoleName>;

/** A wrong or missing variable: the start ends with a sentence that says what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const PREFIX = 'FREEHOLD_NODE_AGENT_';

/**
 * Reads the agent's variables, once. An empty one counts as absent.
 * @throws ConfigError that names every wrong variable
 */
export function readAgentConfig(environment: Readonly<Record<string, string | undefined>>): AgentConfig {
  const values: Record<string, string> = {};
  for (const field of Object.keys(AgentConfig.unwrap().shape)) {
    const value = environment[PREFIX + field.toUpperCase()];
    if (value) values[field] = value;
  }
  const parsed = AgentConfig.safeParse(values);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path, message }) => `set ${PREFIX}${String(path[0]).toUpperCase()}: ${message}`,
  );
  throw new ConfigError(`The node agent cannot start: ${wrong.join('; ')}`);
}

/** A string that is missing or does not pass is told of in the same words: what it should be. */
function text(what: string, passes: (value: string) => boolean) {
  return z.string({ error: what }).refine(passes, { error: what });
}

function programs(text: string, context: z.RefinementCtx<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const item of text === '' ? [] : text.split(',')) {
    const [, version, path] = /^(\d+\.\d+)=(\/.+)$/.exec(item) ?? [];
    if (version && path) found.set(version, path);
    else context.addIssue({ code: 'custom', message: 'version=path, separated by commas: 8.2=/usr/sbin/php-fpm8.2' });
  }
  return found;
}
