import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainName } from '@freehold/contracts/dns/domain-name';
import { Email } from '@freehold/contracts/fields';
import { z } from 'zod';

const Path = z.string().refine(isAbsolute, 'an absolute path');
const seconds = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/** FREEHOLD_FLEET_…: what the platform config begins with, and how nodes are run. */
export const FleetConfig = z.object({
  /** Used once; afterwards `PUT /platform/config` changes it, as the four after it. */
  base_domain: DomainName.default('freehold.example'),
  primary_ns: DomainName.default('ns1.freehold.example'),
  secondary_ns: DomainName.default('ns2.freehold.example'),
  hostmaster_email: Email.default('hostmaster@freehold.example'),
  default_ttl: seconds(60, 86_400).default(3600),

  /** How long certificates of services and nodes are good for; they are renewed at the half of it. */
  certificate_seconds: seconds(10, 2_592_000).default(86_400),
  /** How long visitors of a node that is taken out of service may stay, who get no new ones. */
  drain_seconds: seconds(0, 300).default(5),
  /** Between two looks whether the agents run: one that has died is started again. */
  resync_seconds: seconds(1, 3600).default(15),
  /** A node that is not heard for so long is not healthy. */
  silence_seconds: seconds(1, 300).default(15),
  /** How long a new cluster's servers may take until they answer. */
  smoke_seconds: seconds(0, 600).default(30),

  /** Where nodes that run as processes have their roots. Their users must get through every directory above it. */
  nodes_dir: Path.default('/var/lib/freehold/nodes'),
  /** The agent's program (= the one of this checkout, or of the image). */
  node_agent: Path.default(fileURLToPath(new URL('../../node-agent/dist/main.js', import.meta.url))),
  /** Programs of web nodes and of load balancers; a node that lacks one fails, and says so. */
  nginx: Path.optional(),
  /** `8.2=/usr/sbin/php-fpm8.2,8.3=…`: without it web nodes serve static sites alone. */
  php_fpm: z.string().min(1).optional(),
  haproxy: Path.optional(),
  /** Users of the first node have numbers from there; each further one's begin 100,000 higher. */
  uid_base: z.coerce.number().int().min(100_000).max(1_000_000_000).default(1_000_000),
  /** Nodes outlive this service, and serve without it. `true`: the kernel ends them with its process, however that ends; for tests. */
  tie_nodes: flag,
  /** `true`: a stop in good order stops the nodes too, as Ctrl-C does under `make up`. */
  stop_nodes: flag,
});
export type FleetConfig = z.output<typeof FleetConfig>;
