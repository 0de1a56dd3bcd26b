import { resolve } from 'node:path';
import { ConfigError, type Environment } from '@freehold/service/config';
import { z } from 'zod';

const Variables = z.object({
  /** Port of the REST API on 127.0.0.1. */
  FREEHOLD_PORT: z.coerce.number().int().min(1).max(65_535).default(8090),
  /** Directory of all data. */
  FREEHOLD_DATA: z.string().min(1).default('var'),
  /** Key of a real Hostwinds account. Without it the emulator plays one. */
  HOSTWINDS_API_KEY: z.string().min(1).optional(),
  /** Whether a cluster with two web nodes and a load balancer is made on this machine. */
  FREEHOLD_EXAMPLE_CLUSTER: z.enum(['on', 'off']).default('on'),
  /** Directory of the nodes of this machine, which users of their own walk through (= `nodes` in the data, where they can). */
  FREEHOLD_NODES: z.string().min(1).optional(),
});

export interface PlatformConfig {
  readonly port: number;
  readonly dataDir: string;
  readonly hostwindsApiKey: string | undefined;
  readonly exampleCluster: boolean;
  readonly nodesDir: string | undefined;
}

/** @throws ConfigError that names what to set */
export function platformConfig(environment: Environment): PlatformConfig {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(present);
  if (!parsed.success)
    throw new ConfigError(
      `the platform cannot start: ${parsed.error.issues.map(({ path, message }) => `set ${String(path[0])}: ${message}`).join('; ')}`,
    );
  const { FREEHOLD_NODES: nodes } = parsed.data;
  return {
    port: parsed.data.FREEHOLD_PORT,
    dataDir: resolve(parsed.data.FREEHOLD_DATA),
    hostwindsApiKey: parsed.data.HOSTWINDS_API_KEY,
    exampleCluster: parsed.data.FREEHOLD_EXAMPLE_CLUSTER === 'on',
    nodesDir: nodes === undefined ? undefined : resolve(nodes),
  };
}
