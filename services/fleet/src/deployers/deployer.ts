/** A node as it is to be run. */
export interface NodeToRun {
  readonly node_id: string;
  readonly roles: readonly string[];
  /** The address of the machine on which the node is reached. */
  readonly ip_address: string;
  /** Its users' numbers begin there. */
  readonly uid_base: number;
  /** The port on which visitors come in (= one that is free, and kept). */
  readonly http_port?: number;
}

/** A node that runs. */
export interface RunningNode {
  /** Of a container; the process id of a process. */
  readonly container_id: string;
  readonly image: string | null;
  readonly image_digest: string | null;
  /** `host:port` of its agent. */
  readonly grpc_address: string;
  /** `host:port` where its nginx, or its HAProxy, answers. */
  readonly http_address: string;
}

/** What an agent that has no certificate yet needs to get one. */
export interface Invitation {
  /** Good once, and for a while. A secret. */
  readonly token: string;
  readonly authority_pem: string;
}

/**
 * Runs nodes on hosts. Every method throws BackendError and nothing else, takes a node that is not there for what it is, and may
 * be repeated.
 *
 * - `start`: the agent runs and takes connections. One that runs as it should is left alone; one that was started otherwise (other
 *   roles, another address) is stopped first. A node keeps its addresses, and no other has one of them, until it is removed.
 * - `state`: what runs, undefined when nothing does. It changes nothing.
 * - `invite`: hands the invitation to the agent, and to nobody else, whether it runs already or is started afterwards.
 * - `stop`: the agent and its servers have ended, in good order where they let themselves be; what the node holds stays.
 * - `remove`: the same, and nothing of the node is left.
 *
 * Nodes outlive whoever started them: another deployer with the same data finds them again.
 */
export interface Deployer {
  start(node: NodeToRun, signal: AbortSignal): Promise<RunningNode>;
  state(node_id: string): Promise<RunningNode | undefined>;
  invite(node_id: string, invitation: Invitation): Promise<void>;
  stop(node_id: string, signal: AbortSignal): Promise<void>;
  remove(node_id: string, signal: AbortSignal): Promise<void>;
}
