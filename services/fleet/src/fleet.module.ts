import { Deployment } from '@freehold/contracts/fleet/deployment';
import { PLATFORM, PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import type { Owned } from '@freehold/ledger/command-handler';
import type { Wish } from '@freehold/ledger/commander';
import { resyncWork } from '@freehold/ledger/work';
import { Agents } from '@freehold/service/agents';
import type { ServiceConfig } from '@freehold/service/config';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ensureSamples } from '@freehold/service/samples';
import { authority } from './authority/authority.js';
import { certificateAsks, issue } from './authority/certificate-asks.js';
import { PlatformAuthority } from './authority/platform-authority.js';
import { cluster } from './cluster/cluster.js';
import { clusterReconciler } from './cluster/cluster.reconcile.js';
import { wakesCluster } from './cluster/wakes-cluster.js';
import { clusterRuntime } from './cluster-runtime/cluster-runtime.js';
import { FleetConfig } from './config.js';
import { type Deployers, deployers } from './deployers/deployers.js';
import { ProcessDeployer } from './deployers/process-deployer.js';
import { deployment } from './deployment/deployment.js';
import { deploymentReconciler } from './deployment/deployment.reconcile.js';
import { Reach } from './deployment/reach.js';
import { Enrolment } from './enrolment/enrol-node.js';
import { NodeIdentities } from './enrolment/node-identities.js';
import { RENEWAL, renewal, wantsRenewal } from './enrolment/renewal.work.js';
import { host } from './host/host.js';
import { lbAddress, withFamily } from './lb-address/lb-address.js';
import { Nodes1700000000002 } from './migrations/001-nodes.js';
import { node } from './node/node.js';
import { nodeReconciler } from './node/node.reconcile.js';
import { wakesNode } from './node/wakes-node.js';
import { nodeProfile } from './node-profile/node-profile.js';
import { Leadership } from './observation/leadership.js';
import { nodeAsks } from './observation/node-asks.js';
import { NodeDrifts } from './observation/node-drifts.js';
import { NodeReports } from './observation/node-reports.js';
import { NodeSamples } from './observation/node-samples.js';
import { OBSERVATION, ObservedNodes, wantsObservation } from './observation/observed-nodes.js';
import { Placing } from './placement/placing.js';
import { platformConfig } from './platform-config/platform-config.js';
import { region } from './region/region.js';
import { regionRuntime } from './region-runtime/region-runtime.js';
import { shard } from './shard/shard.js';

/** What the platform is made of: its config, regions, clusters and nodes, and the authority that vouches for who speaks to them. */
export const fleetService = fleetWith((config) => {
  const processes = processDeployer(config);
  return { deployers: deployers(processes), stopNodes: () => processes.close() };
});

const OWNED: readonly Owned[] = [
  ...[platformConfig, region, regionRuntime, cluster, clusterRuntime].map((decider) => ({ decider })),
  { decider: lbAddress, complete: withFamily },
  ...[shard, host, nodeProfile, node, deployment, authority].map((decider) => ({ decider })),
];

/** Who starts nodes, and how all of this machine are stopped. */
interface NodeRunners {
  readonly deployers: Deployers;
  stopNodes(): Promise<void>;
}

export function fleetWith(runnersOf: (config: FleetConfig & ServiceConfig) => NodeRunners) {
  return defineService({
    name: 'fleet',
    context: 'fleet',
    config: FleetConfig,
    migrations: [LedgerTables1700000000001, Nodes1700000000002],
    vault: true,
    wire(parts) {
      const { config, pool, view, vault, ledger, log, command } = parts;
      const { certificate_seconds } = config;
      const platformAuthority = new PlatformAuthority({ command, vault, certificate_seconds });
      const agents = new Agents('fleet', (request) => issue(platformAuthority, 'fleet', request));
      const { deployers, stopNodes } = runnersOf(config);
      const reach = new Reach(view, deployers);
      const identities = new NodeIdentities(pool);
      const credentials = () => agents.credentials();
      const enrolment = new Enrolment({ authority: platformAuthority, identities, credentials, command, view });
      const placing = new Placing({ pool, view, command, uid_base: config.uid_base });
      const drifts = new NodeDrifts(pool);
      const reports = new NodeReports(command, drifts, new NodeSamples(ledger.js, log));
      const leadership = new Leadership(pool, 'fleet.observation', (error) =>
        log.warn({ err: error }, 'it is not known who observes the nodes'),
      );
      const silence_ms = config.silence_seconds * 1000;
      const observed = new ObservedNodes({ agents, enrolment, reports, log, silence_ms, view, reach, leadership });
      const drain_ms = config.drain_seconds * 1000;
      return {
        owned: OWNED,
        reconcilers: [
          clusterReconciler({ view, command, smoke_ms: config.smoke_seconds * 1000 }),
          nodeReconciler({ view, command, placing, enrolment, identities, drifts, agents, reach, drain_ms }),
          deploymentReconciler({ view, deployers, enrolment, resyncEvery: config.resync_seconds * 1000 }),
        ],
        triggers: [wakesCluster, wakesNode, wantsRenewal, wantsObservation],
        handlers: new Map([
          [RENEWAL, renewal({ view, enrolment, certificate_seconds, reach })],
          [OBSERVATION, observed.handler],
        ]),
        asks: { ...certificateAsks(platformAuthority), ...nodeAsks({ view, agents, drifts }) },
        seeds: [firstConfig(config)],
        async started() {
          await ensureSamples(ledger.jsm, config.ledger_replicas);
          await platformAuthority.get();
          await resyncWork(
            pool,
            Deployment.name,
            (await view.list(Deployment.name)).map(({ id }) => id),
          );
          observed.start();
        },
        async stopped() {
          await observed.stop();
          agents.close();
        },
        async idle() {
          if (config.stop_nodes) await stopNodes();
        },
      };
    },
  });
}

function processDeployer(config: FleetConfig & ServiceConfig): ProcessDeployer {
  const { nodes_dir, node_agent, nginx, php_fpm, haproxy, tie_nodes, log_level } = config;
  return new ProcessDeployer({
    directory: nodes_dir,
    agent: node_agent,
    nginx,
    php_fpm,
    haproxy,
    tied: tie_nodes,
    log_level,
  });
}

function firstConfig(config: FleetConfig): Wish {
  const { base_domain, primary_ns, secondary_ns, hostmaster_email, default_ttl } = config;
  const values = { base_domain, primary_ns, secondary_ns, hostmaster_email, default_ttl: String(default_ttl) };
  return { kind: PlatformConfig, verb: 'create', resource_id: PLATFORM, cause: ['first start'], data: { values } };
}
