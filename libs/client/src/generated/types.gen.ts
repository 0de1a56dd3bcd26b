// Generated from docs/openapi.json: npm run generate -w libs/client

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

export type Problem = {
    type: string;
    title: string;
    status: number;
    detail: string;
    instance: string;
    code: 'request.invalid' | 'request.not_json' | 'request.unauthenticated' | 'request.forbidden' | 'request.not_found' | 'request.method_not_allowed' | 'request.conflict' | 'request.in_flight' | 'request.not_yet' | 'request.too_large' | 'request.media_type' | 'request.idempotency_mismatch' | 'request.rate_limited' | 'request.internal' | 'request.unavailable' | 'request.outcome_unknown' | 'request.position_timeout' | 'platform-config.invalid' | 'platform-config.immutable' | 'platform-config.reference_missing' | 'platform-config.not_found' | 'platform-config.exists' | 'platform-config.in_use' | 'platform-config.erased' | 'platform-config.wrong_state' | 'platform-config.revision' | 'platform-config.precondition' | 'region.invalid' | 'region.immutable' | 'region.reference_missing' | 'region.not_found' | 'region.exists' | 'region.in_use' | 'region.erased' | 'region.wrong_state' | 'region.revision' | 'region.precondition' | 'region-runtime.invalid' | 'region-runtime.immutable' | 'region-runtime.reference_missing' | 'region-runtime.not_found' | 'region-runtime.exists' | 'region-runtime.in_use' | 'region-runtime.erased' | 'region-runtime.wrong_state' | 'region-runtime.revision' | 'region-runtime.precondition' | 'cluster.invalid' | 'cluster.immutable' | 'cluster.reference_missing' | 'cluster.not_found' | 'cluster.exists' | 'cluster.in_use' | 'cluster.erased' | 'cluster.wrong_state' | 'cluster.revision' | 'cluster.precondition' | 'cluster-runtime.invalid' | 'cluster-runtime.immutable' | 'cluster-runtime.reference_missing' | 'cluster-runtime.not_found' | 'cluster-runtime.exists' | 'cluster-runtime.in_use' | 'cluster-runtime.erased' | 'cluster-runtime.wrong_state' | 'cluster-runtime.revision' | 'cluster-runtime.precondition' | 'lb-address.invalid' | 'lb-address.immutable' | 'lb-address.reference_missing' | 'lb-address.not_found' | 'lb-address.exists' | 'lb-address.in_use' | 'lb-address.erased' | 'lb-address.wrong_state' | 'lb-address.revision' | 'lb-address.precondition' | 'shard.invalid' | 'shard.immutable' | 'shard.reference_missing' | 'shard.not_found' | 'shard.exists' | 'shard.in_use' | 'shard.erased' | 'shard.wrong_state' | 'shard.revision' | 'shard.precondition' | 'shard.unserved_role' | 'host.invalid' | 'host.immutable' | 'host.reference_missing' | 'host.not_found' | 'host.exists' | 'host.in_use' | 'host.erased' | 'host.wrong_state' | 'host.revision' | 'host.precondition' | 'node-profile.invalid' | 'node-profile.immutable' | 'node-profile.reference_missing' | 'node-profile.not_found' | 'node-profile.exists' | 'node-profile.in_use' | 'node-profile.erased' | 'node-profile.wrong_state' | 'node-profile.revision' | 'node-profile.precondition' | 'node.invalid' | 'node.immutable' | 'node.reference_missing' | 'node.not_found' | 'node.exists' | 'node.in_use' | 'node.erased' | 'node.wrong_state' | 'node.revision' | 'node.precondition' | 'deployment.invalid' | 'deployment.immutable' | 'deployment.reference_missing' | 'deployment.not_found' | 'deployment.exists' | 'deployment.in_use' | 'deployment.erased' | 'deployment.wrong_state' | 'deployment.revision' | 'deployment.precondition' | 'authority.invalid' | 'authority.immutable' | 'authority.reference_missing' | 'authority.not_found' | 'authority.exists' | 'authority.in_use' | 'authority.erased' | 'authority.wrong_state' | 'authority.revision' | 'authority.precondition' | 'user.invalid' | 'user.immutable' | 'user.reference_missing' | 'user.not_found' | 'user.exists' | 'user.in_use' | 'user.erased' | 'user.wrong_state' | 'user.revision' | 'user.precondition' | 'user.email_taken' | 'api-key.invalid' | 'api-key.immutable' | 'api-key.reference_missing' | 'api-key.not_found' | 'api-key.exists' | 'api-key.in_use' | 'api-key.erased' | 'api-key.wrong_state' | 'api-key.revision' | 'api-key.precondition' | 'membership.invalid' | 'membership.immutable' | 'membership.reference_missing' | 'membership.not_found' | 'membership.exists' | 'membership.in_use' | 'membership.erased' | 'membership.wrong_state' | 'membership.revision' | 'membership.precondition' | 'membership.misplaced_role' | 'brand.invalid' | 'brand.immutable' | 'brand.reference_missing' | 'brand.not_found' | 'brand.exists' | 'brand.in_use' | 'brand.erased' | 'brand.wrong_state' | 'brand.revision' | 'brand.precondition' | 'tenant.invalid' | 'tenant.immutable' | 'tenant.reference_missing' | 'tenant.not_found' | 'tenant.exists' | 'tenant.in_use' | 'tenant.erased' | 'tenant.wrong_state' | 'tenant.revision' | 'tenant.precondition' | 'tenant.brand_needed' | 'tenant.misplaced' | 'subscription.invalid' | 'subscription.immutable' | 'subscription.reference_missing' | 'subscription.not_found' | 'subscription.exists' | 'subscription.in_use' | 'subscription.erased' | 'subscription.wrong_state' | 'subscription.revision' | 'subscription.precondition' | 'subscription.default' | 'subscription.reserved' | 'uid-claim.invalid' | 'uid-claim.immutable' | 'uid-claim.reference_missing' | 'uid-claim.not_found' | 'uid-claim.exists' | 'uid-claim.in_use' | 'uid-claim.erased' | 'uid-claim.wrong_state' | 'uid-claim.revision' | 'uid-claim.precondition' | 'webroot.invalid' | 'webroot.immutable' | 'webroot.reference_missing' | 'webroot.not_found' | 'webroot.exists' | 'webroot.in_use' | 'webroot.erased' | 'webroot.wrong_state' | 'webroot.revision' | 'webroot.precondition' | 'webroot.foreign_subscription' | 'webroot.runtime_unavailable' | 'webroot.unplaced' | 'webroot.tenant_suspended' | 'fqdn.invalid' | 'fqdn.immutable' | 'fqdn.reference_missing' | 'fqdn.not_found' | 'fqdn.exists' | 'fqdn.in_use' | 'fqdn.erased' | 'fqdn.wrong_state' | 'fqdn.revision' | 'fqdn.precondition' | 'fqdn.foreign_subscription' | 'fqdn.public_suffix' | 'fqdn.wildcard' | 'fqdn.foreign_zone' | 'fqdn.foreign_webroot' | 'fqdn.managed' | 'fqdn.tenant_suspended' | 'zone.invalid' | 'zone.immutable' | 'zone.reference_missing' | 'zone.not_found' | 'zone.exists' | 'zone.in_use' | 'zone.erased' | 'zone.wrong_state' | 'zone.revision' | 'zone.precondition' | 'zone.foreign_subscription' | 'zone.public_suffix' | 'zone.brand_mismatch' | 'zone.nested_foreign' | 'record.invalid' | 'record.immutable' | 'record.reference_missing' | 'record.not_found' | 'record.exists' | 'record.in_use' | 'record.erased' | 'record.wrong_state' | 'record.revision' | 'record.precondition' | 'record.duplicate' | 'record.cname_not_alone' | 'record.single_value' | 'record.dname_with_ns' | 'record.below_dname' | 'record.alias_with_address' | 'record.apex_ns' | 'record.managed' | 'provider.invalid' | 'provider.immutable' | 'provider.reference_missing' | 'provider.not_found' | 'provider.exists' | 'provider.in_use' | 'provider.erased' | 'provider.wrong_state' | 'provider.revision' | 'provider.precondition' | 'provider.insecure' | 'provider.unreachable' | 'sync.invalid' | 'sync.immutable' | 'sync.reference_missing' | 'sync.not_found' | 'sync.exists' | 'sync.in_use' | 'sync.erased' | 'sync.wrong_state' | 'sync.revision' | 'sync.precondition' | 'vps.invalid' | 'vps.immutable' | 'vps.reference_missing' | 'vps.not_found' | 'vps.exists' | 'vps.in_use' | 'vps.erased' | 'vps.wrong_state' | 'vps.revision' | 'vps.precondition' | 'vps.held' | 'vps.gone' | 'ip.invalid' | 'ip.immutable' | 'ip.reference_missing' | 'ip.not_found' | 'ip.exists' | 'ip.in_use' | 'ip.erased' | 'ip.wrong_state' | 'ip.revision' | 'ip.precondition' | 'ip.held' | 'ip.gone' | 'webhook.invalid' | 'webhook.immutable' | 'webhook.reference_missing' | 'webhook.not_found' | 'webhook.exists' | 'webhook.in_use' | 'webhook.erased' | 'webhook.wrong_state' | 'webhook.revision' | 'webhook.precondition' | 'webhook.forbidden_address' | 'webhook.unknown_event' | 'webhook.misplaced_secret';
    trace_id: string;
    errors?: Array<{
        /**
         * A JSON pointer into the body, or / and a parameter
         */
        pointer: string;
        detail: string;
    }>;
    /**
     * The detail once more, for clients of old
     */
    error: string;
};

export type Operation = {
    id: string;
    kind: string;
    resource: {
        kind: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
        id: string;
    };
    status: 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';
    steps: Array<{
        name: string;
        status: 'running' | 'succeeded' | 'failed' | 'cancelled';
        at: string;
        detail?: string;
    }>;
    error: string | null;
    position: number;
    created_at: string;
    finished_at: string | null;
};

export type OperationAnswer = {
    status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    operation: Operation;
};

export type OperationList = {
    items: Array<Operation>;
    next_cursor: string | null;
    has_more: boolean;
};

export type Event = {
    position: number;
    time: string;
    /**
     * Of the command that caused it, and of its operation
     */
    id: string;
    type: string;
    kind: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
    resource_id: string;
    context: string;
    aggregate_kind: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
    aggregate_id: string;
    /**
     * `user:<id>`, `key:<id>`, `agent:<key id>`, `service:<name>`
     */
    actor: string;
    /**
     * Whom an agent acted for
     */
    on_behalf_of: string | null;
    /**
     * Where the request came from: an IP address
     */
    address: string | null;
    /**
     * Why, in the words of whoever asked
     */
    reason: string | null;
    tenant_id: string | null;
    brand_id: string | null;
    correlation_id: string;
    causation_id: string | null;
    version: number;
    /**
     * Secrets in it are ***
     */
    data: {
        [key: string]: unknown;
    };
};

export type EventList = {
    items: Array<Event>;
    next_cursor: string | null;
    has_more: boolean;
};

export type HistoryEntry = {
    position: number;
    time: string;
    /**
     * Of the command that caused it, and of its operation
     */
    id: string;
    type: string;
    kind: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
    resource_id: string;
    context: string;
    aggregate_kind: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
    aggregate_id: string;
    /**
     * `user:<id>`, `key:<id>`, `agent:<key id>`, `service:<name>`
     */
    actor: string;
    /**
     * Whom an agent acted for
     */
    on_behalf_of: string | null;
    /**
     * Where the request came from: an IP address
     */
    address: string | null;
    /**
     * Why, in the words of whoever asked
     */
    reason: string | null;
    tenant_id: string | null;
    brand_id: string | null;
    correlation_id: string;
    causation_id: string | null;
    version: number;
    /**
     * Secrets in it are ***
     */
    data: {
        [key: string]: unknown;
    };
    changes: Array<{
        field: string;
        old: unknown;
        new: unknown;
    }>;
};

export type HistoryList = {
    items: Array<HistoryEntry>;
    next_cursor: string | null;
    has_more: boolean;
};

export type DryRun = {
    events: Array<{
        type: string;
        data: {
            [key: string]: unknown;
        };
    }>;
    resource: {
        [key: string]: unknown;
    } | null;
};

export type NewApiKey = ApiKey & {
    key: string | null;
};

export type NewWebhook = Webhook & {
    secret: string | null;
};

export type Projection = {
    service: string;
    name: string | null;
    position: number | null;
    lag: number | null;
    status: 'live' | 'rebuilding' | 'stopped' | 'unavailable';
    error: string | null;
};

export type ProjectionList = {
    items: Array<Projection>;
    next_cursor: string | null;
    has_more: boolean;
};

export type Rebuild = {
    service: string;
    name: string;
    status: 'rebuilding';
};

export type Parked = {
    service: string;
    kind: string;
    id: string;
    error: string | null;
    attempts: number;
    parked_at: string;
};

export type ParkedList = {
    items: Array<Parked>;
    next_cursor: string | null;
    has_more: boolean;
    unavailable: Array<string>;
};

export type ParkedSettled = {
    service: string;
    kind: string;
    id: string;
    status: 'replayed' | 'dropped';
};

export type AuditEntry = {
    time: string;
    outcome: 'accepted' | 'refused' | 'denied';
    actor: string;
    on_behalf_of: string | null;
    address: string | null;
    reason: string | null;
    /**
     * The fact of an event, the method of a request that was turned away
     */
    action: string;
    kind: string | null;
    resource_id: string | null;
    tenant_id: string | null;
    brand_id: string | null;
    correlation_id: string;
    /**
     * Of the event; null where nothing happened
     */
    position: number | null;
    event_type: string | null;
    target: string | null;
    status: number | null;
    code: string | null;
    detail: string | null;
    /**
     * Of the event, or the body of the request; secrets in it are ***
     */
    data: unknown;
};

export type AuditList = {
    items: Array<AuditEntry>;
    next_cursor: string | null;
    has_more: boolean;
};

export type Checkpoint = {
    position: number;
    hash: string;
    count: number;
    time: string;
    previous: {
        position: number;
        hash: string;
    };
    key_id: string;
    signature: string;
};

export type CheckpointList = {
    items: Array<Checkpoint>;
    next_cursor: string | null;
    has_more: boolean;
};

export type ChainKey = {
    id: string;
    public_key: string;
    created_at: string;
    endorsed_by: string | null;
    endorsement: string | null;
};

export type ChainKeyList = {
    items: Array<ChainKey>;
    next_cursor: string | null;
    has_more: boolean;
};

export type Cause = Event & {
    effects: Array<Cause>;
};

export type Why = {
    event: Cause;
    causes: Array<Event>;
    request: {
        correlation_id: string;
        actor: string;
        on_behalf_of: string | null;
        address: string | null;
        reason: string | null;
        time: string;
    };
    truncated: boolean;
};

/**
 * A place where clusters stand
 */
export type Region = {
    id: string;
    name: string | null;
    config: {
        [key: string]: string | number | boolean;
    } | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type RegionList = {
    items: Array<Region>;
    next_cursor: string | null;
    has_more: boolean;
};

export type RegionCreate = {
    name: string;
    config?: {
        [key: string]: string | number | boolean;
    };
};

export type RegionUpdate = {
    name?: string;
    config?: {
        [key: string]: string | number | boolean;
    } | null;
};

/**
 * A runtime that every cluster of a region offers
 */
export type RegionRuntime = {
    id: string;
    region_id: string | null;
    runtime: 'php' | 'node' | 'python' | 'ruby' | 'static' | null;
    version: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type RegionRuntimeList = {
    items: Array<RegionRuntime>;
    next_cursor: string | null;
    has_more: boolean;
};

export type RegionRuntimeCreate = {
    runtime: 'php' | 'node' | 'python' | 'ruby' | 'static';
    version: string;
};

export type RegionRuntimeUpdate = {
    region_id?: string;
    runtime?: 'php' | 'node' | 'python' | 'ruby' | 'static';
    version?: string;
};

/**
 * Shards of nodes behind common load balancers
 */
export type Cluster = {
    id: string;
    region_id: string | null;
    name: string | null;
    config: {
        [key: string]: string | number | boolean;
    } | null;
    spec: {
        shards?: Array<{
            name: string;
            role: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway';
            node_count?: number;
            lb_backend?: string;
            node_profile?: string;
        }>;
        infrastructure?: {
            haproxy?: boolean;
            powerdns?: boolean;
            valkey?: boolean;
        };
    } | null;
    nodes?: number | null;
    shards?: number | null;
    smoke_tested_at?: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type ClusterList = {
    items: Array<Cluster>;
    next_cursor: string | null;
    has_more: boolean;
};

export type ClusterCreate = {
    name: string;
    config?: {
        [key: string]: string | number | boolean;
    };
    spec?: {
        shards?: Array<{
            name: string;
            role: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway';
            node_count?: number;
            lb_backend?: string;
            node_profile?: string;
        }>;
        infrastructure?: {
            haproxy?: boolean;
            powerdns?: boolean;
            valkey?: boolean;
        };
    };
};

export type ClusterUpdate = {
    region_id?: string;
    name?: string;
    config?: {
        [key: string]: string | number | boolean;
    } | null;
    spec?: {
        shards?: Array<{
            name: string;
            role: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway';
            node_count?: number;
            lb_backend?: string;
            node_profile?: string;
        }> | null;
        infrastructure?: {
            haproxy?: boolean | null;
            powerdns?: boolean | null;
            valkey?: boolean | null;
        } | null;
    } | null;
};

/**
 * A runtime that one cluster offers
 */
export type ClusterRuntime = {
    id: string;
    cluster_id: string | null;
    runtime: 'php' | 'node' | 'python' | 'ruby' | 'static' | null;
    version: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type ClusterRuntimeList = {
    items: Array<ClusterRuntime>;
    next_cursor: string | null;
    has_more: boolean;
};

export type ClusterRuntimeCreate = {
    runtime: 'php' | 'node' | 'python' | 'ruby' | 'static';
    version: string;
};

export type ClusterRuntimeUpdate = {
    cluster_id?: string;
    runtime?: 'php' | 'node' | 'python' | 'ruby' | 'static';
    version?: string;
};

/**
 * An address under which a cluster’s load balancers are reached
 */
export type LbAddress = {
    id: string;
    cluster_id: string | null;
    address: string | string | null;
    label: string | null;
    family: 'ipv4' | 'ipv6' | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type LbAddressList = {
    items: Array<LbAddress>;
    next_cursor: string | null;
    has_more: boolean;
};

export type LbAddressCreate = {
    address: string | string;
    label?: string;
};

export type LbAddressUpdate = {
    cluster_id?: string;
    address?: string | string;
    label?: string | null;
};

/**
 * Nodes of one role that hold the same things
 */
export type Shard = {
    id: string;
    cluster_id: string | null;
    name: string | null;
    role: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway' | null;
    lb_backend: string | null;
    config: {
        [key: string]: string | number | boolean;
    } | null;
    resources?: number | null;
    nodes?: number | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type ShardList = {
    items: Array<Shard>;
    next_cursor: string | null;
    has_more: boolean;
};

export type ShardCreate = {
    name: string;
    role: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway';
    lb_backend?: string;
    config?: {
        [key: string]: string | number | boolean;
    };
};

export type ShardUpdate = {
    cluster_id?: string;
    name?: string;
    role?: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway';
    lb_backend?: string | null;
    config?: {
        [key: string]: string | number | boolean;
    } | null;
};

/**
 * A machine on which nodes are started
 */
export type Host = {
    id: string;
    cluster_id: string | null;
    hostname: string | null;
    ip_address: string | string | null;
    docker_host: string | null;
    docker_tls: '***' | null;
    capacity: {
        max_nodes?: number;
    } | null;
    roles: Array<'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway'> | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type HostList = {
    items: Array<Host>;
    next_cursor: string | null;
    has_more: boolean;
};

export type HostCreate = {
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    hostname: string;
    ip_address: string | string;
    docker_host: string;
    docker_tls?: {
        ca_pem: string;
        cert_pem: string;
        key_pem: string;
    };
    capacity?: {
        max_nodes?: number;
    };
    roles?: Array<'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway'>;
};

export type HostUpdate = {
    cluster_id?: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    hostname?: string;
    ip_address?: string | string;
    docker_host?: string;
    docker_tls?: {
        ca_pem: string;
        cert_pem: string;
        key_pem: string;
    } | null;
    capacity?: {
        max_nodes?: number | null;
    } | null;
    roles?: Array<'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway'> | null;
};

/**
 * How nodes of a sort are started
 */
export type NodeProfile = {
    id: string;
    name: string | null;
    role: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway' | null;
    image: string | null;
    env: {
        [key: string]: string;
    } | null;
    volumes: Array<string> | null;
    ports: Array<{
        host: number;
        container: number;
    }> | null;
    resources: {
        memory_mb?: number;
        cpu_shares?: number;
    } | null;
    health_check: {
        test: Array<string>;
        interval?: number;
        timeout?: number;
        retries?: number;
    } | null;
    network_mode: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type NodeProfileList = {
    items: Array<NodeProfile>;
    next_cursor: string | null;
    has_more: boolean;
};

export type NodeProfileCreate = {
    name: string;
    role: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway';
    image: string;
    env?: {
        [key: string]: string;
    };
    volumes?: Array<string>;
    ports?: Array<{
        host: number;
        container: number;
    }>;
    resources?: {
        memory_mb?: number;
        cpu_shares?: number;
    };
    health_check?: {
        test: Array<string>;
        interval?: number;
        timeout?: number;
        retries?: number;
    };
    network_mode?: string;
};

export type NodeProfileUpdate = {
    name?: string;
    role?: 'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway';
    image?: string;
    env?: {
        [key: string]: string;
    } | null;
    volumes?: Array<string> | null;
    ports?: Array<{
        host: number;
        container: number;
    }> | null;
    resources?: {
        memory_mb?: number | null;
        cpu_shares?: number | null;
    } | null;
    health_check?: {
        test?: Array<string>;
        interval?: number | null;
        timeout?: number | null;
        retries?: number | null;
    } | null;
    network_mode?: string | null;
};

/**
 * One agent and the servers that it looks after
 */
export type Node = {
    id: string;
    cluster_id: string | null;
    hostname: string | null;
    ip_address: string | string | null;
    ip6_address: string | null;
    shard_ids: Array<string> | null;
    roles: Array<'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway'> | null;
    profile_id: string | null;
    host_id?: string | null;
    grpc_address?: string | null;
    http_address?: string | null;
    certificate_serial?: string | null;
    certificate_expires_at?: string | null;
    incarnation?: string | null;
    healthy?: boolean | null;
    health_detail?: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type NodeList = {
    items: Array<Node>;
    next_cursor: string | null;
    has_more: boolean;
};

export type NodeCreate = {
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    hostname: string;
    ip_address?: string | string;
    ip6_address?: string;
    shard_ids?: Array<string>;
    roles: Array<'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway'>;
    profile_id?: string;
    id?: string;
};

export type NodeUpdate = {
    cluster_id?: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    hostname?: string;
    ip_address?: string | string | null;
    ip6_address?: string | null;
    shard_ids?: Array<string> | null;
    roles?: Array<'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway'>;
    profile_id?: string | null;
};

/**
 * A node as it is run on a host
 */
export type Deployment = {
    id: string;
    node_id: string | null;
    host_id: string | null;
    cluster_id: string | null;
    roles: Array<'web' | 'database' | 'dns' | 'valkey' | 'email' | 'lb' | 'storage' | 'gateway'> | null;
    image: string | null;
    uid_base: number | null;
    container_id: string | null;
    image_digest: string | null;
    state: 'running' | 'stopped' | null;
    grpc_address: string | null;
    http_address: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type DeploymentList = {
    items: Array<Deployment>;
    next_cursor: string | null;
    has_more: boolean;
};

/**
 * Somebody who logs in
 */
export type User = {
    id: string;
    email: string | null;
    name: string | null;
    password: '***' | null;
    tenant_id: string | null;
    disabled: boolean | null;
    credentials_since: string | null;
    erased_at: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type UserList = {
    items: Array<User>;
    next_cursor: string | null;
    has_more: boolean;
};

export type UserCreate = {
    email: string;
    name?: string;
    password?: string;
    tenant_id?: string;
    disabled?: boolean;
    id?: string;
};

export type UserUpdate = {
    email?: string;
    name?: string | null;
    password?: string | null;
    tenant_id?: string | null;
    disabled?: boolean | null;
};

/**
 * A key with which a program comes in
 */
export type ApiKey = {
    id: string;
    name: string | null;
    scopes: Array<string> | null;
    brands: Array<'*' | string> | null;
    tenant_id: string | null;
    expires_at: string | null;
    agent: string | null;
    made_by: string | null;
    previous_until: string | null;
    last_used_at: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type ApiKeyList = {
    items: Array<ApiKey>;
    next_cursor: string | null;
    has_more: boolean;
};

export type ApiKeyCreate = {
    name: string;
    scopes: Array<string>;
    brands: Array<'*' | string>;
    tenant_id?: string;
    expires_at?: string;
    agent?: string;
};

export type ApiKeyUpdate = {
    name?: string;
    scopes?: Array<string>;
    brands?: Array<'*' | string>;
    tenant_id?: string | null;
    expires_at?: string | null;
    agent?: string | null;
};

/**
 * A role that a user has, within a tenant, a brand, or the platform
 */
export type Membership = {
    id: string;
    user_id: string | null;
    role: 'owner' | 'admin' | 'manager' | 'engineer' | 'viewer' | 'operator' | 'support' | 'auditor' | null;
    tenant_id: string | null;
    brand_id: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type MembershipList = {
    items: Array<Membership>;
    next_cursor: string | null;
    has_more: boolean;
};

export type MembershipCreate = {
    user_id: string;
    role: 'owner' | 'admin' | 'manager' | 'engineer' | 'viewer' | 'operator' | 'support' | 'auditor';
    tenant_id?: string;
    brand_id?: string;
};

export type MembershipUpdate = {
    user_id?: string;
    role?: 'owner' | 'admin' | 'manager' | 'engineer' | 'viewer' | 'operator' | 'support' | 'auditor';
    tenant_id?: string | null;
    brand_id?: string | null;
};

/**
 * A reseller’s isolation boundary, with the names that its tenants’ zones and mail carry
 */
export type Brand = {
    id: string;
    name: string | null;
    base_hostname: string | null;
    primary_ns: string | null;
    secondary_ns: string | null;
    hostmaster_email: string | null;
    mail_hostname: string | null;
    spf_includes: Array<string> | null;
    dkim_selector: string | null;
    dkim_public_key: string | null;
    dmarc_policy: 'none' | 'quarantine' | 'reject' | null;
    cluster_ids: Array<string> | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type BrandList = {
    items: Array<Brand>;
    next_cursor: string | null;
    has_more: boolean;
};

export type BrandCreate = {
    name: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    base_hostname: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    primary_ns: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    secondary_ns: string;
    hostmaster_email: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    mail_hostname?: string;
    spf_includes?: Array<string>;
    dkim_selector?: string;
    dkim_public_key?: string;
    dmarc_policy?: 'none' | 'quarantine' | 'reject';
    cluster_ids?: Array<string>;
    id?: string;
};

export type BrandUpdate = {
    name?: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    base_hostname?: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    primary_ns?: string;
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    secondary_ns?: string;
    hostmaster_email?: string;
    mail_hostname?: string | null;
    spf_includes?: Array<string> | null;
    dkim_selector?: string | null;
    dkim_public_key?: string | null;
    dmarc_policy?: 'none' | 'quarantine' | 'reject' | null;
    cluster_ids?: Array<string> | null;
};

/**
 * A customer organisation, hosted on the platform
 */
export type Tenant = {
    id: string;
    name: string | null;
    brand_id: string | null;
    customer_id: string | null;
    region_id: string | null;
    cluster_id: string | null;
    shard_id: string | null;
    sftp_enabled: boolean | null;
    ssh_enabled: boolean | null;
    disk_quota_bytes: number | null;
    uid: number | null;
    suspend_reason: string | null | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type TenantList = {
    items: Array<Tenant>;
    next_cursor: string | null;
    has_more: boolean;
};

export type TenantAccepted = Tenant & {
    operation_id: string;
};

export type TenantCreate = {
    name?: string;
    brand_id?: string;
    customer_id?: string;
    region_id: string;
    cluster_id: string;
    shard_id?: string;
    sftp_enabled?: boolean;
    ssh_enabled?: boolean;
    disk_quota_bytes?: number;
};

export type TenantUpdate = {
    name?: string | null;
    brand_id?: string | null;
    customer_id?: string | null;
    region_id?: string | null;
    cluster_id?: string | null;
    shard_id?: string | null;
    sftp_enabled?: boolean | null;
    ssh_enabled?: boolean | null;
    disk_quota_bytes?: number | null;
};

/**
 * What a tenant has bought; its resources may name it
 */
export type Subscription = {
    id: string;
    name: string | null;
    tenant_id: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type SubscriptionList = {
    items: Array<Subscription>;
    next_cursor: string | null;
    has_more: boolean;
};

export type SubscriptionCreate = {
    name?: string;
    id?: string;
};

export type SubscriptionUpdate = {
    name?: string | null;
    tenant_id?: string;
};

/**
 * A directory on the web nodes, with what runs it
 */
export type Webroot = {
    id: string;
    tenant_id: string | null;
    name: string | null;
    runtime: 'php' | 'node' | 'python' | 'ruby' | 'static' | null;
    runtime_version: string | null;
    runtime_config: {
        pm?: {
            mode?: 'ondemand' | 'dynamic' | 'static';
            max_children?: number;
            start_servers?: number;
            min_spare_servers?: number;
            max_spare_servers?: number;
            process_idle_timeout?: number;
            max_requests?: number;
        };
        php_values?: {
            [key: string]: string;
        };
        php_admin_values?: {
            [key: string]: string;
        };
    } | null;
    public_folder: string | null;
    env_file_name: string | null;
    service_hostname_enabled: boolean | null;
    subscription_id: string | null;
    suspend_reason: string | null | null;
    nodes: Array<string> | null;
    service_hostname: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type WebrootList = {
    items: Array<Webroot>;
    next_cursor: string | null;
    has_more: boolean;
};

export type WebrootAccepted = Webroot & {
    operation_id: string;
};

export type WebrootCreate = {
    name?: string;
    runtime: 'php' | 'node' | 'python' | 'ruby' | 'static';
    runtime_version: string;
    runtime_config?: {
        pm?: {
            mode?: 'ondemand' | 'dynamic' | 'static';
            max_children?: number;
            start_servers?: number;
            min_spare_servers?: number;
            max_spare_servers?: number;
            process_idle_timeout?: number;
            max_requests?: number;
        };
        php_values?: {
            [key: string]: string;
        };
        php_admin_values?: {
            [key: string]: string;
        };
    };
    public_folder?: string;
    env_file_name?: string;
    service_hostname_enabled?: boolean;
    /**
     * Absent: the default subscription of its tenant
     */
    subscription_id?: string;
};

export type WebrootUpdate = {
    tenant_id?: string;
    name?: string | null;
    runtime?: 'php' | 'node' | 'python' | 'ruby' | 'static';
    runtime_version?: string;
    runtime_config?: {
        pm?: {
            mode?: 'ondemand' | 'dynamic' | 'static' | null;
            max_children?: number | null;
            start_servers?: number | null;
            min_spare_servers?: number | null;
            max_spare_servers?: number | null;
            process_idle_timeout?: number | null;
            max_requests?: number | null;
        } | null;
        php_values?: {
            [key: string]: string;
        } | null;
        php_admin_values?: {
            [key: string]: string;
        } | null;
    } | null;
    public_folder?: string | null;
    env_file_name?: string | null;
    service_hostname_enabled?: boolean | null;
    subscription_id?: string | null;
};

/**
 * A host name; bound to a webroot it is served
 */
export type Fqdn = {
    id: string;
    fqdn: string | null;
    webroot_id: string | null;
    tenant_id: string | null;
    ssl_enabled: boolean | null;
    subscription_id: string | null;
    managed_by: 'custom' | 'auto' | null;
    suspend_reason: string | null | null;
    conditions: {
        [key: string]: {
            state: 'served' | 'skipped' | 'waiting' | 'failed';
            generation: number;
            detail: string;
        };
    } | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type FqdnList = {
    items: Array<Fqdn>;
    next_cursor: string | null;
    has_more: boolean;
};

export type FqdnAccepted = Fqdn & {
    operation_id: string;
};

export type FqdnCreate = {
    /**
     * A host name; lower-cased, IDNA-normalised
     */
    fqdn: string;
    tenant_id?: string;
    ssl_enabled?: boolean;
    /**
     * Absent: the default subscription of its tenant
     */
    subscription_id?: string;
};

export type FqdnCreateOfTenant = {
    /**
     * A host name; lower-cased, IDNA-normalised
     */
    fqdn: string;
    webroot_id?: string;
    ssl_enabled?: boolean;
    /**
     * Absent: the default subscription of its tenant
     */
    subscription_id?: string;
};

export type FqdnUpdate = {
    /**
     * A host name; lower-cased, IDNA-normalised
     */
    fqdn?: string;
    webroot_id?: string | null;
    tenant_id?: string | null;
    ssl_enabled?: boolean | null;
    subscription_id?: string | null;
};

/**
 * A DNS zone that the platform’s name servers answer for
 */
export type Zone = {
    id: string;
    name: string | null;
    tenant_id: string | null;
    brand_id: string | null;
    region_id: string | null;
    dnssec: boolean | null;
    subscription_id: string | null;
    serial: number | null;
    ds: Array<string> | null;
    nameservers: Array<string> | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type ZoneList = {
    items: Array<Zone>;
    next_cursor: string | null;
    has_more: boolean;
};

export type ZoneAccepted = Zone & {
    operation_id: string;
};

export type ZoneCreate = {
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    name: string;
    tenant_id?: string;
    brand_id?: string;
    region_id?: string;
    dnssec?: boolean;
    /**
     * Absent: the default subscription of its tenant
     */
    subscription_id?: string;
};

export type ZoneUpdate = {
    /**
     * A domain name; lower-cased, IDNA-normalised
     */
    name?: string;
    tenant_id?: string | null;
    brand_id?: string | null;
    region_id?: string | null;
    dnssec?: boolean | null;
    subscription_id?: string | null;
};

/**
 * One record of a zone
 */
export type Record = {
    id: string;
    zone_id: string | null;
    type: 'A' | 'AAAA' | 'CNAME' | 'MX' | 'TXT' | 'SRV' | 'NS' | 'CAA' | 'PTR' | 'ALIAS' | 'HTTPS' | 'SVCB' | 'TLSA' | 'DS' | 'DNSKEY' | 'NAPTR' | 'LOC' | 'SSHFP' | 'DNAME' | null;
    name: string | null;
    content: string | null;
    ttl: number | null;
    priority: number | null;
    managed_by: 'custom' | 'auto' | null;
    source_type: string | null;
    source_fqdn_id: string | null;
    fqdn: string | null;
    rdata: string | null;
    overridden_by?: string | null | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type RecordList = {
    items: Array<Record>;
    next_cursor: string | null;
    has_more: boolean;
};

export type RecordAccepted = Record & {
    operation_id: string;
};

export type RecordCreate = {
    type: 'A' | 'AAAA' | 'CNAME' | 'MX' | 'TXT' | 'SRV' | 'NS' | 'CAA' | 'PTR' | 'ALIAS' | 'HTTPS' | 'SVCB' | 'TLSA' | 'DS' | 'DNSKEY' | 'NAPTR' | 'LOC' | 'SSHFP' | 'DNAME';
    name: string;
    content: string;
    ttl?: number;
    priority?: number;
};

export type RecordUpdate = {
    zone_id?: string;
    type?: 'A' | 'AAAA' | 'CNAME' | 'MX' | 'TXT' | 'SRV' | 'NS' | 'CAA' | 'PTR' | 'ALIAS' | 'HTTPS' | 'SVCB' | 'TLSA' | 'DS' | 'DNSKEY' | 'NAPTR' | 'LOC' | 'SSHFP' | 'DNAME';
    name?: string;
    content?: string;
    ttl?: number | null;
    priority?: number | null;
};

/**
 * An account at a company that rents out machines
 */
export type Provider = {
    id: string;
    name: string | null;
    kind: 'hostwinds' | null;
    settings: {
        base_url?: string;
        requests_per_second?: number;
        location_id?: string;
    } | null;
    credentials: '***' | null;
    sync_interval: number | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type ProviderList = {
    items: Array<Provider>;
    next_cursor: string | null;
    has_more: boolean;
};

export type ProviderCreate = {
    name: string;
    kind: 'hostwinds';
    settings?: {
        base_url?: string;
        requests_per_second?: number;
        location_id?: string;
    };
    credentials: {
        api_key: string;
    };
    sync_interval?: number;
};

export type ProviderUpdate = {
    name?: string;
    kind?: 'hostwinds';
    settings?: {
        base_url?: string | null;
        requests_per_second?: number | null;
        location_id?: string | null;
    } | null;
    credentials?: {
        api_key: string;
    };
    sync_interval?: number | null;
};

/**
 * An address that is told of events
 */
export type Webhook = {
    id: string;
    name: string | null;
    url: string | null;
    events: Array<string> | null;
    tenant_id: string | null;
    brand_id: string | null;
    signing: 'hmac' | 'ed25519' | null;
    secret: '***' | null;
    public_key: string | null;
    previous_secret: '***' | null;
    previous_until: string | null;
    enabled: boolean | null;
    disabled_reason: string | null;
    status: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
    status_message: string | null;
    created_at: string;
    updated_at: string;
};

export type WebhookList = {
    items: Array<Webhook>;
    next_cursor: string | null;
    has_more: boolean;
};

export type WebhookCreate = {
    name?: string;
    url: string;
    events?: Array<string>;
    tenant_id?: string;
    brand_id?: string;
    signing?: 'hmac' | 'ed25519';
    secret?: string;
};

export type WebhookUpdate = {
    name?: string | null;
    url?: string;
    events?: Array<string> | null;
    tenant_id?: string | null;
    brand_id?: string | null;
    signing?: 'hmac' | 'ed25519' | null;
    secret?: string | null;
};

/**
 * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
 */
export type IdempotencyKey = string;

/**
 * The ETag that was read: 412 when the resource has been changed since
 */
export type IfMatch = string;

/**
 * The ETag that was read: 412 when the resource has been changed since, 428 without it; `*` for whatever it is now
 */
export type IfMatchRequired = string;

/**
 * The ETag that is known: 304 when it still holds
 */
export type IfNoneMatch = string;

/**
 * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
 */
export type Prefer = string;

/**
 * Why, for whoever reads the audit; percent-encoded UTF-8
 */
export type Reason = string;

/**
 * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
 */
export type CallbackUrl = string;

/**
 * The position of the last event that was received; it counts before the parameter `after`
 */
export type LastEventId = number;

export type ListApiKeysData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'tenant_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
    };
    url: '/api/v1/api-keys';
};

export type ListApiKeysErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListApiKeysError = ListApiKeysErrors[keyof ListApiKeysErrors];

export type ListApiKeysResponses = {
    /**
     * A page
     */
    200: ApiKeyList;
};

export type ListApiKeysResponse = ListApiKeysResponses[keyof ListApiKeysResponses];

export type CreateApiKeyData = {
    body: {
        name: string;
        scopes: Array<string>;
        brands?: Array<'*' | string>;
        tenant_id?: string;
        expires_at?: string;
        agent?: string;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/api-keys';
};

export type CreateApiKeyErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateApiKeyError = CreateApiKeyErrors[keyof CreateApiKeyErrors];

export type CreateApiKeyResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * The key itself, in `key`: shown this once. A repeated request gets the resource without it
     */
    201: NewApiKey;
};

export type CreateApiKeyResponse = CreateApiKeyResponses[keyof CreateApiKeyResponses];

export type DeleteApiKeyData = {
    body?: never;
    headers: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since, 428 without it; `*` for whatever it is now
         */
        'If-Match': string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/api-keys/{id}';
};

export type DeleteApiKeyErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Send If-Match with the ETag that was read
     */
    428: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteApiKeyError = DeleteApiKeyErrors[keyof DeleteApiKeyErrors];

export type DeleteApiKeyResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteApiKeyResponse = DeleteApiKeyResponses[keyof DeleteApiKeyResponses];

export type GetApiKeyData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/api-keys/{id}';
};

export type GetApiKeyErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetApiKeyError = GetApiKeyErrors[keyof GetApiKeyErrors];

export type GetApiKeyResponses = {
    /**
     * The api-key
     */
    200: ApiKey;
};

export type GetApiKeyResponse = GetApiKeyResponses[keyof GetApiKeyResponses];

export type UpdateApiKeyData = {
    body: ApiKeyUpdate;
    headers: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since, 428 without it; `*` for whatever it is now
         */
        'If-Match': string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/api-keys/{id}';
};

export type UpdateApiKeyErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Send If-Match with the ETag that was read
     */
    428: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateApiKeyError = UpdateApiKeyErrors[keyof UpdateApiKeyErrors];

export type UpdateApiKeyResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: ApiKey;
};

export type UpdateApiKeyResponse = UpdateApiKeyResponses[keyof UpdateApiKeyResponses];

export type RotateApiKeyData = {
    body?: {
        overlap_seconds?: number;
    };
    headers: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since, 428 without it; `*` for whatever it is now
         */
        'If-Match': string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/api-keys/{id}/rotate';
};

export type RotateApiKeyErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Send If-Match with the ETag that was read
     */
    428: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RotateApiKeyError = RotateApiKeyErrors[keyof RotateApiKeyErrors];

export type RotateApiKeyResponses = {
    /**
     * The key itself, in `key`: shown this once. A repeated request gets the resource without it; with `dryRun=true` what would be written
     */
    200: NewApiKey;
};

export type RotateApiKeyResponse = RotateApiKeyResponses[keyof RotateApiKeyResponses];

export type ListAuditData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * By this actor: `key:<id>`, `user:<id>`, `agent:<key id>`, `service:<name>`
         */
        actor?: string;
        /**
         * By an agent that acted for this actor
         */
        on_behalf_of?: string;
        kind?: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
        /**
         * Of this resource
         */
        resource_id?: string;
        /**
         * A fact (`created`) or type (`ZoneCreated`) of events; a method (`DELETE`) or code (`zone.in_use`) of refusals, that of logins too (`login.failed`)
         */
        action?: string;
        /**
         * accepted: it happened; refused: a change that was turned down; denied: without the right to it
         */
        outcome?: 'accepted' | 'refused' | 'denied';
        tenant_id?: string;
        brand_id?: string;
        /**
         * From this IP address
         */
        address?: string;
        /**
         * All that one request caused: its X-Request-Id
         */
        correlation_id?: string;
        /**
         * From this time on
         */
        since?: string;
        /**
         * Before this time
         */
        until?: string;
        /**
         * csv and ndjson are exports of everything that matches; also by `Accept: text/csv`
         */
        format?: 'json' | 'csv' | 'ndjson';
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/audit';
};

export type ListAuditErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListAuditError = ListAuditErrors[keyof ListAuditErrors];

export type ListAuditResponses = {
    /**
     * A page, or an export
     */
    200: AuditList;
};

export type ListAuditResponse = ListAuditResponses[keyof ListAuditResponses];

export type ListCheckpointsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
    };
    url: '/api/v1/audit/checkpoints';
};

export type ListCheckpointsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListCheckpointsError = ListCheckpointsErrors[keyof ListCheckpointsErrors];

export type ListCheckpointsResponses = {
    /**
     * A page
     */
    200: CheckpointList;
};

export type ListCheckpointsResponse = ListCheckpointsResponses[keyof ListCheckpointsResponses];

export type ListChainKeysData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/audit/keys';
};

export type ListChainKeysErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListChainKeysError = ListChainKeysErrors[keyof ListChainKeysErrors];

export type ListChainKeysResponses = {
    /**
     * All of them
     */
    200: ChainKeyList;
};

export type ListChainKeysResponse = ListChainKeysResponses[keyof ListChainKeysResponses];

export type RotateChainKeyData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/audit/keys';
};

export type RotateChainKeyErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RotateChainKeyError = RotateChainKeyErrors[keyof RotateChainKeyErrors];

export type RotateChainKeyResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * The new key
     */
    201: ChainKey;
};

export type RotateChainKeyResponse = RotateChainKeyResponses[keyof RotateChainKeyResponses];

export type ExportLedgerData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * The first position (= 1)
         */
        from?: number;
        /**
         * The last position (= the last there is)
         */
        to?: number;
    };
    url: '/api/v1/audit/ledger';
};

export type ExportLedgerErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ExportLedgerError = ExportLedgerErrors[keyof ExportLedgerErrors];

export type ExportLedgerResponses = {
    /**
     * Lines of events, checkpoints and keys
     */
    200: string;
};

export type ExportLedgerResponse = ExportLedgerResponses[keyof ExportLedgerResponses];

export type ListBrandsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name, base_hostname; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'base_hostname';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/brands';
};

export type ListBrandsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListBrandsError = ListBrandsErrors[keyof ListBrandsErrors];

export type ListBrandsResponses = {
    /**
     * A page
     */
    200: BrandList;
};

export type ListBrandsResponse = ListBrandsResponses[keyof ListBrandsResponses];

export type CreateBrandData = {
    body: BrandCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/brands';
};

export type CreateBrandErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateBrandError = CreateBrandErrors[keyof CreateBrandErrors];

export type CreateBrandResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Brand;
};

export type CreateBrandResponse = CreateBrandResponses[keyof CreateBrandResponses];

export type DeleteBrandData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/brands/{id}';
};

export type DeleteBrandErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteBrandError = DeleteBrandErrors[keyof DeleteBrandErrors];

export type DeleteBrandResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteBrandResponse = DeleteBrandResponses[keyof DeleteBrandResponses];

export type GetBrandData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/brands/{id}';
};

export type GetBrandErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetBrandError = GetBrandErrors[keyof GetBrandErrors];

export type GetBrandResponses = {
    /**
     * The brand
     */
    200: Brand;
};

export type GetBrandResponse = GetBrandResponses[keyof GetBrandResponses];

export type UpdateBrandData = {
    body: BrandUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/brands/{id}';
};

export type UpdateBrandErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateBrandError = UpdateBrandErrors[keyof UpdateBrandErrors];

export type UpdateBrandResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Brand;
};

export type UpdateBrandResponse = UpdateBrandResponses[keyof UpdateBrandResponses];

export type GetBrandClustersData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/brands/{id}/clusters';
};

export type GetBrandClustersErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetBrandClustersError = GetBrandClustersErrors[keyof GetBrandClustersErrors];

export type GetBrandClustersResponses = {
    /**
     * The clusters
     */
    200: {
        cluster_ids: Array<string>;
    };
};

export type GetBrandClustersResponse = GetBrandClustersResponses[keyof GetBrandClustersResponses];

export type UpdateBrandClustersData = {
    body: {
        cluster_ids: Array<string>;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/brands/{id}/clusters';
};

export type UpdateBrandClustersErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateBrandClustersError = UpdateBrandClustersErrors[keyof UpdateBrandClustersErrors];

export type UpdateBrandClustersResponses = {
    /**
     * The clusters; with `dryRun=true` what would be written
     */
    200: {
        cluster_ids: Array<string>;
    };
};

export type UpdateBrandClustersResponse = UpdateBrandClustersResponses[keyof UpdateBrandClustersResponses];

export type DeleteClusterRuntimeData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/cluster-runtimes/{id}';
};

export type DeleteClusterRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteClusterRuntimeError = DeleteClusterRuntimeErrors[keyof DeleteClusterRuntimeErrors];

export type DeleteClusterRuntimeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteClusterRuntimeResponse = DeleteClusterRuntimeResponses[keyof DeleteClusterRuntimeResponses];

export type GetClusterRuntimeData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/cluster-runtimes/{id}';
};

export type GetClusterRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetClusterRuntimeError = GetClusterRuntimeErrors[keyof GetClusterRuntimeErrors];

export type GetClusterRuntimeResponses = {
    /**
     * The cluster-runtime
     */
    200: ClusterRuntime;
};

export type GetClusterRuntimeResponse = GetClusterRuntimeResponses[keyof GetClusterRuntimeResponses];

export type UpdateClusterRuntimeData = {
    body: ClusterRuntimeUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/cluster-runtimes/{id}';
};

export type UpdateClusterRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateClusterRuntimeError = UpdateClusterRuntimeErrors[keyof UpdateClusterRuntimeErrors];

export type UpdateClusterRuntimeResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: ClusterRuntime;
};

export type UpdateClusterRuntimeResponse = UpdateClusterRuntimeResponses[keyof UpdateClusterRuntimeResponses];

export type ListClustersOfAllData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'region_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this region_id
         */
        region_id?: string;
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/clusters';
};

export type ListClustersOfAllErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListClustersOfAllError = ListClustersOfAllErrors[keyof ListClustersOfAllErrors];

export type ListClustersOfAllResponses = {
    /**
     * A page
     */
    200: ClusterList;
};

export type ListClustersOfAllResponse = ListClustersOfAllResponses[keyof ListClustersOfAllResponses];

export type ListHostsData = {
    body?: never;
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, hostname, ip_address; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'hostname' | 'ip_address';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this hostname
         */
        hostname?: string;
    };
    url: '/api/v1/clusters/{cluster_id}/hosts';
};

export type ListHostsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListHostsError = ListHostsErrors[keyof ListHostsErrors];

export type ListHostsResponses = {
    /**
     * A page
     */
    200: HostList;
};

export type ListHostsResponse = ListHostsResponses[keyof ListHostsResponses];

export type CreateHostData = {
    body: HostCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{cluster_id}/hosts';
};

export type CreateHostErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateHostError = CreateHostErrors[keyof CreateHostErrors];

export type CreateHostResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Host;
};

export type CreateHostResponse = CreateHostResponses[keyof CreateHostResponses];

export type ListLbAddressesData = {
    body?: never;
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, address, label; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'family' | 'address' | 'label';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this family
         */
        family?: string;
    };
    url: '/api/v1/clusters/{cluster_id}/lb-addresses';
};

export type ListLbAddressesErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListLbAddressesError = ListLbAddressesErrors[keyof ListLbAddressesErrors];

export type ListLbAddressesResponses = {
    /**
     * A page
     */
    200: LbAddressList;
};

export type ListLbAddressesResponse = ListLbAddressesResponses[keyof ListLbAddressesResponses];

export type CreateLbAddressData = {
    body: LbAddressCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{cluster_id}/lb-addresses';
};

export type CreateLbAddressErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateLbAddressError = CreateLbAddressErrors[keyof CreateLbAddressErrors];

export type CreateLbAddressResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: LbAddress;
};

export type CreateLbAddressResponse = CreateLbAddressResponses[keyof CreateLbAddressResponses];

export type ListNodesData = {
    body?: never;
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, hostname, ip_address; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'hostname' | 'ip_address';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this hostname
         */
        hostname?: string;
    };
    url: '/api/v1/clusters/{cluster_id}/nodes';
};

export type ListNodesErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListNodesError = ListNodesErrors[keyof ListNodesErrors];

export type ListNodesResponses = {
    /**
     * A page
     */
    200: NodeList;
};

export type ListNodesResponse = ListNodesResponses[keyof ListNodesResponses];

export type CreateNodeData = {
    body: NodeCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{cluster_id}/nodes';
};

export type CreateNodeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateNodeError = CreateNodeErrors[keyof CreateNodeErrors];

export type CreateNodeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Node;
};

export type CreateNodeResponse = CreateNodeResponses[keyof CreateNodeResponses];

export type DeleteClusterRuntimeByNameData = {
    body: {
        runtime: 'php' | 'node' | 'python' | 'ruby' | 'static';
        version: string;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{cluster_id}/runtimes';
};

export type DeleteClusterRuntimeByNameErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteClusterRuntimeByNameError = DeleteClusterRuntimeByNameErrors[keyof DeleteClusterRuntimeByNameErrors];

export type DeleteClusterRuntimeByNameResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteClusterRuntimeByNameResponse = DeleteClusterRuntimeByNameResponses[keyof DeleteClusterRuntimeByNameResponses];

export type ListClusterRuntimesData = {
    body?: never;
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'runtime' | 'version';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this runtime
         */
        runtime?: string;
        /**
         * Exactly this version
         */
        version?: string;
    };
    url: '/api/v1/clusters/{cluster_id}/runtimes';
};

export type ListClusterRuntimesErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListClusterRuntimesError = ListClusterRuntimesErrors[keyof ListClusterRuntimesErrors];

export type ListClusterRuntimesResponses = {
    /**
     * A page
     */
    200: ClusterRuntimeList;
};

export type ListClusterRuntimesResponse = ListClusterRuntimesResponses[keyof ListClusterRuntimesResponses];

export type CreateClusterRuntimeData = {
    body: ClusterRuntimeCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{cluster_id}/runtimes';
};

export type CreateClusterRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateClusterRuntimeError = CreateClusterRuntimeErrors[keyof CreateClusterRuntimeErrors];

export type CreateClusterRuntimeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: ClusterRuntime;
};

export type CreateClusterRuntimeResponse = CreateClusterRuntimeResponses[keyof CreateClusterRuntimeResponses];

export type ListShardsData = {
    body?: never;
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name, lb_backend; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'role' | 'lb_backend';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this role
         */
        role?: string;
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/clusters/{cluster_id}/shards';
};

export type ListShardsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListShardsError = ListShardsErrors[keyof ListShardsErrors];

export type ListShardsResponses = {
    /**
     * A page
     */
    200: ShardList;
};

export type ListShardsResponse = ListShardsResponses[keyof ListShardsResponses];

export type CreateShardData = {
    body: ShardCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        cluster_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{cluster_id}/shards';
};

export type CreateShardErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateShardError = CreateShardErrors[keyof CreateShardErrors];

export type CreateShardResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Shard;
};

export type CreateShardResponse = CreateShardResponses[keyof CreateShardResponses];

export type DeleteClusterData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{id}';
};

export type DeleteClusterErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteClusterError = DeleteClusterErrors[keyof DeleteClusterErrors];

export type DeleteClusterResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteClusterResponse = DeleteClusterResponses[keyof DeleteClusterResponses];

export type GetClusterData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/clusters/{id}';
};

export type GetClusterErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetClusterError = GetClusterErrors[keyof GetClusterErrors];

export type GetClusterResponses = {
    /**
     * The cluster
     */
    200: Cluster;
};

export type GetClusterResponse = GetClusterResponses[keyof GetClusterResponses];

export type UpdateClusterData = {
    body: ClusterUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{id}';
};

export type UpdateClusterErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateClusterError = UpdateClusterErrors[keyof UpdateClusterErrors];

export type UpdateClusterResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Cluster;
};

export type UpdateClusterResponse = UpdateClusterResponses[keyof UpdateClusterResponses];

export type DecommissionClusterData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{id}/decommission';
};

export type DecommissionClusterErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DecommissionClusterError = DecommissionClusterErrors[keyof DecommissionClusterErrors];

export type DecommissionClusterResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type DecommissionClusterResponse = DecommissionClusterResponses[keyof DecommissionClusterResponses];

export type ProvisionClusterData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{id}/provision';
};

export type ProvisionClusterErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ProvisionClusterError = ProvisionClusterErrors[keyof ProvisionClusterErrors];

export type ProvisionClusterResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type ProvisionClusterResponse = ProvisionClusterResponses[keyof ProvisionClusterResponses];

export type RetryClusterData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/clusters/{id}/retry';
};

export type RetryClusterErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryClusterError = RetryClusterErrors[keyof RetryClusterErrors];

export type RetryClusterResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryClusterResponse = RetryClusterResponses[keyof RetryClusterResponses];

export type SyncInfrastructureData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/cron/sync-infra';
};

export type SyncInfrastructureErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type SyncInfrastructureError = SyncInfrastructureErrors[keyof SyncInfrastructureErrors];

export type SyncInfrastructureResponses = {
    /**
     * All of them have been looked at; with `dryRun=true` what would be asked for
     */
    200: {
        syncedVps: number;
        syncedIps: number;
        providers: Array<{
            provider_id: string;
            run_id: string;
            status: string;
            vps: number;
            ips: number;
            error: string | null;
        }>;
    };
    /**
     * Not all within 25 s; follow the operations
     */
    202: OperationAnswer;
};

export type SyncInfrastructureResponse = SyncInfrastructureResponses[keyof SyncInfrastructureResponses];

export type GetDeploymentData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/deployments/{id}';
};

export type GetDeploymentErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetDeploymentError = GetDeploymentErrors[keyof GetDeploymentErrors];

export type GetDeploymentResponses = {
    /**
     * The deployment
     */
    200: Deployment;
};

export type GetDeploymentResponse = GetDeploymentResponses[keyof GetDeploymentResponses];

export type DiffData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * Required: a position, or a time (RFC 3339)
         */
        from?: string | string;
        /**
         * A later position or time; now unless told
         */
        to?: string | string;
        /**
         * Of this kind
         */
        kind?: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'webhook' | 'vps' | 'ip';
        /**
         * Of the resource with this id
         */
        id?: string;
        /**
         * Of what this tenant has, or had
         */
        tenant_id?: string;
    };
    url: '/api/v1/diff';
};

export type DiffErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DiffError = DiffErrors[keyof DiffErrors];

export type DiffResponses = {
    /**
     * A page; one may hold fewer than were asked for
     */
    200: {
        /**
         * The position of the earlier moment
         */
        from: number;
        /**
         * The position of the later one: the same on each page
         */
        to: number;
        items: Array<{
            kind: string;
            id: string;
            change: 'created' | 'updated' | 'deleted';
            tenant_id: string | null;
            brand_id: string | null;
            /**
             * Of the last event that made it so; of a deleted one, of the last before
             */
            position: number;
            fields: Array<{
                field: string;
                /**
                 * Null where it was not there; secrets are `***`
                 */
                old: unknown;
                /**
                 * Null where it is gone
                 */
                new: unknown;
            }>;
        }>;
        next_cursor: string | null;
        has_more: boolean;
    };
};

export type DiffResponse = DiffResponses[keyof DiffResponses];

export type ListEventsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        kind?: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
        /**
         * Of this resource
         */
        id?: string;
        /**
         * Of this type: ZoneCreated
         */
        type?: string;
        /**
         * From this time on
         */
        since?: string;
        /**
         * Before this time
         */
        until?: string;
        /**
         * Only what came after this position
         */
        after?: number;
        /**
         * Of their positions; desc unless told, or after is given
         */
        order?: 'asc' | 'desc';
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/events';
};

export type ListEventsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListEventsError = ListEventsErrors[keyof ListEventsErrors];

export type ListEventsResponses = {
    /**
     * A page
     */
    200: EventList;
};

export type ListEventsResponse = ListEventsResponses[keyof ListEventsResponses];

export type StreamEventsData = {
    body?: never;
    headers?: {
        /**
         * The position of the last event that was received; it counts before the parameter `after`
         */
        'Last-Event-ID'?: number;
    };
    path?: never;
    query?: {
        kind?: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
        /**
         * Of this resource
         */
        id?: string;
        /**
         * Only what came after this position
         */
        after?: number;
    };
    url: '/api/v1/events/stream';
};

export type StreamEventsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type StreamEventsError = StreamEventsErrors[keyof StreamEventsErrors];

export type StreamEventsResponses = {
    /**
     * Events without end
     */
    200: string;
};

export type StreamEventsResponse = StreamEventsResponses[keyof StreamEventsResponses];

export type DeleteFqdnData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/fqdns/{id}';
};

export type DeleteFqdnErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteFqdnError = DeleteFqdnErrors[keyof DeleteFqdnErrors];

export type DeleteFqdnResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type DeleteFqdnResponse = DeleteFqdnResponses[keyof DeleteFqdnResponses];

export type GetFqdnData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/fqdns/{id}';
};

export type GetFqdnErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetFqdnError = GetFqdnErrors[keyof GetFqdnErrors];

export type GetFqdnResponses = {
    /**
     * The fqdn
     */
    200: Fqdn;
};

export type GetFqdnResponse = GetFqdnResponses[keyof GetFqdnResponses];

export type UpdateFqdnData = {
    body: FqdnUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/fqdns/{id}';
};

export type UpdateFqdnErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateFqdnError = UpdateFqdnErrors[keyof UpdateFqdnErrors];

export type UpdateFqdnResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: FqdnAccepted;
};

export type UpdateFqdnResponse = UpdateFqdnResponses[keyof UpdateFqdnResponses];

export type RetryFqdnData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/fqdns/{id}/retry';
};

export type RetryFqdnErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryFqdnError = RetryFqdnErrors[keyof RetryFqdnErrors];

export type RetryFqdnResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryFqdnResponse = RetryFqdnResponses[keyof RetryFqdnResponses];

export type ListDeploymentsData = {
    body?: never;
    path: {
        host_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/hosts/{host_id}/deployments';
};

export type ListDeploymentsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListDeploymentsError = ListDeploymentsErrors[keyof ListDeploymentsErrors];

export type ListDeploymentsResponses = {
    /**
     * A page
     */
    200: DeploymentList;
};

export type ListDeploymentsResponse = ListDeploymentsResponses[keyof ListDeploymentsResponses];

export type DeleteHostData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/hosts/{id}';
};

export type DeleteHostErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteHostError = DeleteHostErrors[keyof DeleteHostErrors];

export type DeleteHostResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteHostResponse = DeleteHostResponses[keyof DeleteHostResponses];

export type GetHostData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/hosts/{id}';
};

export type GetHostErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetHostError = GetHostErrors[keyof GetHostErrors];

export type GetHostResponses = {
    /**
     * The host
     */
    200: Host;
};

export type GetHostResponse = GetHostResponses[keyof GetHostResponses];

export type UpdateHostData = {
    body: HostUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/hosts/{id}';
};

export type UpdateHostErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateHostError = UpdateHostErrors[keyof UpdateHostErrors];

export type UpdateHostResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Host;
};

export type UpdateHostResponse = UpdateHostResponses[keyof UpdateHostResponses];

export type RotateSigningKeysData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/identity/signing-keys/rotate';
};

export type RotateSigningKeysErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RotateSigningKeysError = RotateSigningKeysErrors[keyof RotateSigningKeysErrors];

export type RotateSigningKeysResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * It is shown, and takes over
     */
    202: {
        /**
         * When the new key takes over: by then whoever checks tokens knows it
         */
        signs_from: string;
    };
};

export type RotateSigningKeysResponse = RotateSigningKeysResponses[keyof RotateSigningKeysResponses];

export type ListAssignmentsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of resource_id, tenant_id, domain; case does not count
         */
        search?: string;
        /**
         * What to sort by; assigned_at unless told
         */
        sort?: 'assigned_at';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
        /**
         * Exactly this kind
         */
        kind?: string;
        /**
         * Exactly this resource_id
         */
        resource_id?: string;
        /**
         * Exactly this domain
         */
        domain?: string;
    };
    url: '/api/v1/infrastructure/assignments';
};

export type ListAssignmentsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListAssignmentsError = ListAssignmentsErrors[keyof ListAssignmentsErrors];

export type ListAssignmentsResponses = {
    /**
     * A page
     */
    200: {
        items: Array<{
            id: string;
            kind: 'vps' | 'ip';
            resource_id: string;
            tenant_id: string;
            domain: string | null;
            assigned_at: string;
            unassigned_at: string | null;
        }>;
        next_cursor: string | null;
        has_more: boolean;
    };
};

export type ListAssignmentsResponse = ListAssignmentsResponses[keyof ListAssignmentsResponses];

export type ListIpsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, address, reverse_name, domain; case does not count
         */
        search?: string;
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'first_seen_at' | 'updated_at' | 'address' | 'reverse_name' | 'status' | 'tenant_id' | 'id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
        /**
         * Exactly this address
         */
        address?: string;
        /**
         * Exactly this status
         */
        status?: string;
        /**
         * Exactly this vps_id
         */
        vps_id?: string;
        /**
         * Exactly this domain
         */
        domain?: string;
        /**
         * Exactly this provider_id
         */
        provider_id?: string;
    };
    url: '/api/v1/infrastructure/ips';
};

export type ListIpsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListIpsError = ListIpsErrors[keyof ListIpsErrors];

export type ListIpsResponses = {
    /**
     * A page
     */
    200: {
        items: Array<{
            id: string;
            address: string;
            family: 4 | 6;
            provider_id: string;
            vps_id: string | null;
            reverse_name: string | null;
            status: 'assigned' | 'free' | 'vanished';
            tenant_id: string | null;
            domain: string | null;
            first_seen_at: string;
            last_seen_at: string;
            status_message: string | null;
            created_at: string;
            updated_at: string;
        }>;
        next_cursor: string | null;
        has_more: boolean;
    };
};

export type ListIpsResponse = ListIpsResponses[keyof ListIpsResponses];

export type GetIpData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/infrastructure/ips/{id}';
};

export type GetIpErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetIpError = GetIpErrors[keyof GetIpErrors];

export type GetIpResponses = {
    /**
     * The ip
     */
    200: {
        id: string;
        address: string;
        family: 4 | 6;
        provider_id: string;
        vps_id: string | null;
        reverse_name: string | null;
        status: 'assigned' | 'free' | 'vanished';
        tenant_id: string | null;
        domain: string | null;
        first_seen_at: string;
        last_seen_at: string;
        status_message: string | null;
        created_at: string;
        updated_at: string;
    };
};

export type GetIpResponse = GetIpResponses[keyof GetIpResponses];

export type AssignIpData = {
    body?: {
        tenant_id: string;
        domain?: string | null;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/infrastructure/ips/{id}/assign';
};

export type AssignIpErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type AssignIpError = AssignIpErrors[keyof AssignIpErrors];

export type AssignIpResponses = {
    /**
     * As it is now; with `dryRun=true` what would be written
     */
    200: {
        id: string;
        address: string;
        family: 4 | 6;
        provider_id: string;
        vps_id: string | null;
        reverse_name: string | null;
        status: 'assigned' | 'free' | 'vanished';
        tenant_id: string | null;
        domain: string | null;
        first_seen_at: string;
        last_seen_at: string;
        status_message: string | null;
        created_at: string;
        updated_at: string;
    };
};

export type AssignIpResponse = AssignIpResponses[keyof AssignIpResponses];

export type UnassignIpData = {
    body?: {
        tenant_id?: string;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/infrastructure/ips/{id}/unassign';
};

export type UnassignIpErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UnassignIpError = UnassignIpErrors[keyof UnassignIpErrors];

export type UnassignIpResponses = {
    /**
     * As it is now; with `dryRun=true` what would be written
     */
    200: {
        id: string;
        address: string;
        family: 4 | 6;
        provider_id: string;
        vps_id: string | null;
        reverse_name: string | null;
        status: 'assigned' | 'free' | 'vanished';
        tenant_id: string | null;
        domain: string | null;
        first_seen_at: string;
        last_seen_at: string;
        status_message: string | null;
        created_at: string;
        updated_at: string;
    };
};

export type UnassignIpResponse = UnassignIpResponses[keyof UnassignIpResponses];

export type GetSyncStatusData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/infrastructure/status';
};

export type GetSyncStatusErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetSyncStatusError = GetSyncStatusErrors[keyof GetSyncStatusErrors];

export type GetSyncStatusResponses = {
    /**
     * All together, and each provider
     */
    200: {
        status: 'never' | 'running' | 'completed' | 'held' | 'failed';
        last_run_at: string | null;
        last_successful_sync: string | null;
        last_error: string | null;
        providers: Array<{
            provider_id: string;
            name: string;
            last_run_id: string | null;
            status: 'never' | 'running' | 'completed' | 'held' | 'failed';
            last_run_at: string | null;
            last_successful_sync: string | null;
            last_error: string | null;
        }>;
    };
};

export type GetSyncStatusResponse = GetSyncStatusResponses[keyof GetSyncStatusResponses];

export type ListSyncRunsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, provider_id, status_message; case does not count
         */
        search?: string;
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'duration_ms' | 'id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this provider_id
         */
        provider_id?: string;
        /**
         * Exactly this status
         */
        status?: string;
        /**
         * Exactly this trigger
         */
        trigger?: string;
    };
    url: '/api/v1/infrastructure/sync-runs';
};

export type ListSyncRunsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListSyncRunsError = ListSyncRunsErrors[keyof ListSyncRunsErrors];

export type ListSyncRunsResponses = {
    /**
     * A page
     */
    200: {
        items: Array<{
            id: string;
            provider_id: string;
            trigger: 'manual' | 'schedule' | 'cron';
            status: 'pending' | 'running' | 'completed' | 'failed' | 'held';
            starts: number;
            started_at: string | null;
            finished_at: string | null;
            duration_ms: number | null;
            counts: {
                vps: number;
                ips: number;
                vps_discovered: number;
                vps_changed: number;
                vps_vanished: number;
                ips_discovered: number;
                ips_moved: number;
                ips_changed: number;
                ips_released: number;
            } | null;
            failures: Array<{
                what: 'vps' | 'ips' | 'costs' | 'record';
                external_id: string | null;
                reason: string;
            }>;
            failure_count: number;
            held: {
                would_vanish_vps: number;
                would_release_ips: number;
                known_vps: number;
                known_ips: number;
                reason: string;
            } | null;
            confirmed: boolean;
            status_message: string | null;
            created_at: string;
            updated_at: string;
        }>;
        next_cursor: string | null;
        has_more: boolean;
    };
};

export type ListSyncRunsResponse = ListSyncRunsResponses[keyof ListSyncRunsResponses];

export type GetSyncRunData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/infrastructure/sync-runs/{id}';
};

export type GetSyncRunErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetSyncRunError = GetSyncRunErrors[keyof GetSyncRunErrors];

export type GetSyncRunResponses = {
    /**
     * The run
     */
    200: {
        id: string;
        provider_id: string;
        trigger: 'manual' | 'schedule' | 'cron';
        status: 'pending' | 'running' | 'completed' | 'failed' | 'held';
        starts: number;
        started_at: string | null;
        finished_at: string | null;
        duration_ms: number | null;
        counts: {
            vps: number;
            ips: number;
            vps_discovered: number;
            vps_changed: number;
            vps_vanished: number;
            ips_discovered: number;
            ips_moved: number;
            ips_changed: number;
            ips_released: number;
        } | null;
        failures: Array<{
            what: 'vps' | 'ips' | 'costs' | 'record';
            external_id: string | null;
            reason: string;
        }>;
        failure_count: number;
        held: {
            would_vanish_vps: number;
            would_release_ips: number;
            known_vps: number;
            known_ips: number;
            reason: string;
        } | null;
        confirmed: boolean;
        status_message: string | null;
        created_at: string;
        updated_at: string;
    };
};

export type GetSyncRunResponse = GetSyncRunResponses[keyof GetSyncRunResponses];

export type ConfirmSyncRunData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/infrastructure/sync-runs/{id}/confirm';
};

export type ConfirmSyncRunErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ConfirmSyncRunError = ConfirmSyncRunErrors[keyof ConfirmSyncRunErrors];

export type ConfirmSyncRunResponses = {
    /**
     * It goes on; follow the operation
     */
    202: OperationAnswer;
};

export type ConfirmSyncRunResponse = ConfirmSyncRunResponses[keyof ConfirmSyncRunResponses];

export type ListVpsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, external_id, name, hostname, main_ip, domain; case does not count
         */
        search?: string;
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'first_seen_at' | 'updated_at' | 'name' | 'hostname' | 'region' | 'status' | 'plan' | 'ram_mb' | 'cpu_count' | 'disk_gb' | 'approximate_cost' | 'tenant_id' | 'id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
        /**
         * Exactly this status
         */
        status?: string;
        /**
         * Exactly this domain
         */
        domain?: string;
        /**
         * Exactly this provider_id
         */
        provider_id?: string;
        /**
         * Exactly this region
         */
        region?: string;
        /**
         * Exactly this power_state
         */
        power_state?: string;
        /**
         * Exactly this external_id
         */
        external_id?: string;
        /**
         * Exactly this main_ip
         */
        main_ip?: string;
    };
    url: '/api/v1/infrastructure/vps';
};

export type ListVpsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListVpsError = ListVpsErrors[keyof ListVpsErrors];

export type ListVpsResponses = {
    /**
     * A page
     */
    200: {
        items: Array<{
            id: string;
            provider_id: string;
            external_id: string;
            name: string;
            hostname: string | null;
            region: string | null;
            /**
             * As the provider says, or `vanished`
             */
            status: string;
            power_state: string;
            plan: string | null;
            ram_mb: number | null;
            cpu_count: number | null;
            disk_gb: number | null;
            bandwidth_gb: number | null;
            /**
             * The newest sample; null in a look back
             */
            bandwidth_used_gb: number | null;
            main_ip: string | null;
            private_ip: string | null;
            ipv6: string | null;
            /**
             * US dollars a month
             */
            approximate_cost: string | null;
            tenant_id: string | null;
            domain: string | null;
            first_seen_at: string;
            last_seen_at: string;
            status_message: string | null;
            created_at: string;
            updated_at: string;
        }>;
        next_cursor: string | null;
        has_more: boolean;
    };
};

export type ListVpsResponse = ListVpsResponses[keyof ListVpsResponses];

export type GetVpsData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/infrastructure/vps/{id}';
};

export type GetVpsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetVpsError = GetVpsErrors[keyof GetVpsErrors];

export type GetVpsResponses = {
    /**
     * The vps
     */
    200: {
        id: string;
        provider_id: string;
        external_id: string;
        name: string;
        hostname: string | null;
        region: string | null;
        /**
         * As the provider says, or `vanished`
         */
        status: string;
        power_state: string;
        plan: string | null;
        ram_mb: number | null;
        cpu_count: number | null;
        disk_gb: number | null;
        bandwidth_gb: number | null;
        /**
         * The newest sample; null in a look back
         */
        bandwidth_used_gb: number | null;
        main_ip: string | null;
        private_ip: string | null;
        ipv6: string | null;
        /**
         * US dollars a month
         */
        approximate_cost: string | null;
        tenant_id: string | null;
        domain: string | null;
        first_seen_at: string;
        last_seen_at: string;
        status_message: string | null;
        created_at: string;
        updated_at: string;
    };
};

export type GetVpsResponse = GetVpsResponses[keyof GetVpsResponses];

export type AssignVpsData = {
    body?: {
        tenant_id: string;
        domain?: string | null;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/infrastructure/vps/{id}/assign';
};

export type AssignVpsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type AssignVpsError = AssignVpsErrors[keyof AssignVpsErrors];

export type AssignVpsResponses = {
    /**
     * As it is now; with `dryRun=true` what would be written
     */
    200: {
        id: string;
        provider_id: string;
        external_id: string;
        name: string;
        hostname: string | null;
        region: string | null;
        /**
         * As the provider says, or `vanished`
         */
        status: string;
        power_state: string;
        plan: string | null;
        ram_mb: number | null;
        cpu_count: number | null;
        disk_gb: number | null;
        bandwidth_gb: number | null;
        /**
         * The newest sample; null in a look back
         */
        bandwidth_used_gb: number | null;
        main_ip: string | null;
        private_ip: string | null;
        ipv6: string | null;
        /**
         * US dollars a month
         */
        approximate_cost: string | null;
        tenant_id: string | null;
        domain: string | null;
        first_seen_at: string;
        last_seen_at: string;
        status_message: string | null;
        created_at: string;
        updated_at: string;
    };
};

export type AssignVpsResponse = AssignVpsResponses[keyof AssignVpsResponses];

export type UnassignVpsData = {
    body?: {
        tenant_id?: string;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/infrastructure/vps/{id}/unassign';
};

export type UnassignVpsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UnassignVpsError = UnassignVpsErrors[keyof UnassignVpsErrors];

export type UnassignVpsResponses = {
    /**
     * As it is now; with `dryRun=true` what would be written
     */
    200: {
        id: string;
        provider_id: string;
        external_id: string;
        name: string;
        hostname: string | null;
        region: string | null;
        /**
         * As the provider says, or `vanished`
         */
        status: string;
        power_state: string;
        plan: string | null;
        ram_mb: number | null;
        cpu_count: number | null;
        disk_gb: number | null;
        bandwidth_gb: number | null;
        /**
         * The newest sample; null in a look back
         */
        bandwidth_used_gb: number | null;
        main_ip: string | null;
        private_ip: string | null;
        ipv6: string | null;
        /**
         * US dollars a month
         */
        approximate_cost: string | null;
        tenant_id: string | null;
        domain: string | null;
        first_seen_at: string;
        last_seen_at: string;
        status_message: string | null;
        created_at: string;
        updated_at: string;
    };
};

export type UnassignVpsResponse = UnassignVpsResponses[keyof UnassignVpsResponses];

export type DeleteLbAddressData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/lb-addresses/{id}';
};

export type DeleteLbAddressErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteLbAddressError = DeleteLbAddressErrors[keyof DeleteLbAddressErrors];

export type DeleteLbAddressResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteLbAddressResponse = DeleteLbAddressResponses[keyof DeleteLbAddressResponses];

export type GetLbAddressData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/lb-addresses/{id}';
};

export type GetLbAddressErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetLbAddressError = GetLbAddressErrors[keyof GetLbAddressErrors];

export type GetLbAddressResponses = {
    /**
     * The lb-address
     */
    200: LbAddress;
};

export type GetLbAddressResponse = GetLbAddressResponses[keyof GetLbAddressResponses];

export type UpdateLbAddressData = {
    body: LbAddressUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/lb-addresses/{id}';
};

export type UpdateLbAddressErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateLbAddressError = UpdateLbAddressErrors[keyof UpdateLbAddressErrors];

export type UpdateLbAddressResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: LbAddress;
};

export type UpdateLbAddressResponse = UpdateLbAddressResponses[keyof UpdateLbAddressResponses];

export type ListMembershipsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'user_id' | 'tenant_id' | 'brand_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this user_id
         */
        user_id?: string;
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
        /**
         * Exactly this brand_id
         */
        brand_id?: string;
    };
    url: '/api/v1/memberships';
};

export type ListMembershipsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListMembershipsError = ListMembershipsErrors[keyof ListMembershipsErrors];

export type ListMembershipsResponses = {
    /**
     * A page
     */
    200: MembershipList;
};

export type ListMembershipsResponse = ListMembershipsResponses[keyof ListMembershipsResponses];

export type CreateMembershipData = {
    body: MembershipCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/memberships';
};

export type CreateMembershipErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateMembershipError = CreateMembershipErrors[keyof CreateMembershipErrors];

export type CreateMembershipResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Membership;
};

export type CreateMembershipResponse = CreateMembershipResponses[keyof CreateMembershipResponses];

export type DeleteMembershipData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/memberships/{id}';
};

export type DeleteMembershipErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteMembershipError = DeleteMembershipErrors[keyof DeleteMembershipErrors];

export type DeleteMembershipResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteMembershipResponse = DeleteMembershipResponses[keyof DeleteMembershipResponses];

export type GetMembershipData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/memberships/{id}';
};

export type GetMembershipErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetMembershipError = GetMembershipErrors[keyof GetMembershipErrors];

export type GetMembershipResponses = {
    /**
     * The membership
     */
    200: Membership;
};

export type GetMembershipResponse = GetMembershipResponses[keyof GetMembershipResponses];

export type UpdateMembershipData = {
    body: MembershipUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/memberships/{id}';
};

export type UpdateMembershipErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateMembershipError = UpdateMembershipErrors[keyof UpdateMembershipErrors];

export type UpdateMembershipResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Membership;
};

export type UpdateMembershipResponse = UpdateMembershipResponses[keyof UpdateMembershipResponses];

export type ListNodeProfilesData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name, image; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'role' | 'image';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this role
         */
        role?: string;
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/node-profiles';
};

export type ListNodeProfilesErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListNodeProfilesError = ListNodeProfilesErrors[keyof ListNodeProfilesErrors];

export type ListNodeProfilesResponses = {
    /**
     * A page
     */
    200: NodeProfileList;
};

export type ListNodeProfilesResponse = ListNodeProfilesResponses[keyof ListNodeProfilesResponses];

export type CreateNodeProfileData = {
    body: NodeProfileCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/node-profiles';
};

export type CreateNodeProfileErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateNodeProfileError = CreateNodeProfileErrors[keyof CreateNodeProfileErrors];

export type CreateNodeProfileResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: NodeProfile;
};

export type CreateNodeProfileResponse = CreateNodeProfileResponses[keyof CreateNodeProfileResponses];

export type DeleteNodeProfileData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/node-profiles/{id}';
};

export type DeleteNodeProfileErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteNodeProfileError = DeleteNodeProfileErrors[keyof DeleteNodeProfileErrors];

export type DeleteNodeProfileResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteNodeProfileResponse = DeleteNodeProfileResponses[keyof DeleteNodeProfileResponses];

export type GetNodeProfileData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/node-profiles/{id}';
};

export type GetNodeProfileErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetNodeProfileError = GetNodeProfileErrors[keyof GetNodeProfileErrors];

export type GetNodeProfileResponses = {
    /**
     * The node-profile
     */
    200: NodeProfile;
};

export type GetNodeProfileResponse = GetNodeProfileResponses[keyof GetNodeProfileResponses];

export type UpdateNodeProfileData = {
    body: NodeProfileUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/node-profiles/{id}';
};

export type UpdateNodeProfileErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateNodeProfileError = UpdateNodeProfileErrors[keyof UpdateNodeProfileErrors];

export type UpdateNodeProfileResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: NodeProfile;
};

export type UpdateNodeProfileResponse = UpdateNodeProfileResponses[keyof UpdateNodeProfileResponses];

export type DeleteNodeData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/nodes/{id}';
};

export type DeleteNodeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteNodeError = DeleteNodeErrors[keyof DeleteNodeErrors];

export type DeleteNodeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteNodeResponse = DeleteNodeResponses[keyof DeleteNodeResponses];

export type GetNodeData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/nodes/{id}';
};

export type GetNodeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetNodeError = GetNodeErrors[keyof GetNodeErrors];

export type GetNodeResponses = {
    /**
     * The node
     */
    200: Node;
};

export type GetNodeResponse = GetNodeResponses[keyof GetNodeResponses];

export type UpdateNodeData = {
    body: NodeUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/nodes/{id}';
};

export type UpdateNodeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateNodeError = UpdateNodeErrors[keyof UpdateNodeErrors];

export type UpdateNodeResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Node;
};

export type UpdateNodeResponse = UpdateNodeResponses[keyof UpdateNodeResponses];

export type DecommissionNodeData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/nodes/{id}/decommission';
};

export type DecommissionNodeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DecommissionNodeError = DecommissionNodeErrors[keyof DecommissionNodeErrors];

export type DecommissionNodeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type DecommissionNodeResponse = DecommissionNodeResponses[keyof DecommissionNodeResponses];

export type GetNodeDeploymentData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/nodes/{id}/deployment';
};

export type GetNodeDeploymentErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetNodeDeploymentError = GetNodeDeploymentErrors[keyof GetNodeDeploymentErrors];

export type GetNodeDeploymentResponses = {
    /**
     * The deployment
     */
    200: Deployment;
};

export type GetNodeDeploymentResponse = GetNodeDeploymentResponses[keyof GetNodeDeploymentResponses];

export type GetNodeDriftData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/nodes/{id}/drift';
};

export type GetNodeDriftErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetNodeDriftError = GetNodeDriftErrors[keyof GetNodeDriftErrors];

export type GetNodeDriftResponses = {
    /**
     * As its agent has told last
     */
    200: {
        differences: Array<{
            kind: string;
            id: string;
            what: string;
            repaired: boolean;
        }>;
        total: number;
        report_only: boolean;
        observed_at: string | null;
    };
};

export type GetNodeDriftResponse = GetNodeDriftResponses[keyof GetNodeDriftResponses];

export type GetNodeHealthData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/nodes/{id}/health';
};

export type GetNodeHealthErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetNodeHealthError = GetNodeHealthErrors[keyof GetNodeHealthErrors];

export type GetNodeHealthResponses = {
    /**
     * As its agent has told last
     */
    200: {
        healthy: boolean;
        detail: string;
        checks: Array<{
            name: string;
            ok: boolean;
            detail: string;
        }>;
        observed_at: string | null;
    };
};

export type GetNodeHealthResponse = GetNodeHealthResponses[keyof GetNodeHealthResponses];

export type ProvisionNodeData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/nodes/{id}/provision';
};

export type ProvisionNodeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ProvisionNodeError = ProvisionNodeErrors[keyof ProvisionNodeErrors];

export type ProvisionNodeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type ProvisionNodeResponse = ProvisionNodeResponses[keyof ProvisionNodeResponses];

export type RetryNodeData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/nodes/{id}/retry';
};

export type RetryNodeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryNodeError = RetryNodeErrors[keyof RetryNodeErrors];

export type RetryNodeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryNodeResponse = RetryNodeResponses[keyof RetryNodeResponses];

export type ListOperationsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * Of this resource
         */
        resource_id?: string;
        resource_kind?: 'platform-config' | 'region' | 'region-runtime' | 'cluster' | 'cluster-runtime' | 'lb-address' | 'shard' | 'host' | 'node-profile' | 'node' | 'deployment' | 'authority' | 'user' | 'api-key' | 'membership' | 'brand' | 'tenant' | 'subscription' | 'uid-claim' | 'webroot' | 'fqdn' | 'zone' | 'record' | 'provider' | 'sync' | 'vps' | 'ip' | 'webhook';
        status?: 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';
        /**
         * Of their positions; desc unless told
         */
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/operations';
};

export type ListOperationsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListOperationsError = ListOperationsErrors[keyof ListOperationsErrors];

export type ListOperationsResponses = {
    /**
     * A page
     */
    200: OperationList;
};

export type ListOperationsResponse = ListOperationsResponses[keyof ListOperationsResponses];

export type GetOperationData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/operations/{id}';
};

export type GetOperationErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetOperationError = GetOperationErrors[keyof GetOperationErrors];

export type GetOperationResponses = {
    /**
     * The operation
     */
    200: Operation;
};

export type GetOperationResponse = GetOperationResponses[keyof GetOperationResponses];

export type AwaitOperationData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * Seconds to wait at most: 30 unless told, at most 60
         */
        timeout?: number;
    };
    url: '/api/v1/operations/{id}/await';
};

export type AwaitOperationErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type AwaitOperationError = AwaitOperationErrors[keyof AwaitOperationErrors];

export type AwaitOperationResponses = {
    /**
     * The operation
     */
    200: Operation;
};

export type AwaitOperationResponse = AwaitOperationResponses[keyof AwaitOperationResponses];

export type ListParkedData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/parked';
};

export type ListParkedErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListParkedError = ListParkedErrors[keyof ListParkedErrors];

export type ListParkedResponses = {
    /**
     * All of it, of all services; those that do not answer stand in `unavailable`
     */
    200: ParkedList;
};

export type ListParkedResponse = ListParkedResponses[keyof ListParkedResponses];

export type DropParkedData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
    };
    path: {
        service: string;
        kind: string;
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/parked/{service}/{kind}/{id}/drop';
};

export type DropParkedErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DropParkedError = DropParkedErrors[keyof DropParkedErrors];

export type DropParkedResponses = {
    /**
     * Done; with `dryRun=true` that it would be
     */
    200: ParkedSettled;
};

export type DropParkedResponse = DropParkedResponses[keyof DropParkedResponses];

export type ReplayParkedData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
    };
    path: {
        service: string;
        kind: string;
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/parked/{service}/{kind}/{id}/replay';
};

export type ReplayParkedErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ReplayParkedError = ReplayParkedErrors[keyof ReplayParkedErrors];

export type ReplayParkedResponses = {
    /**
     * Done; with `dryRun=true` that it would be
     */
    200: ParkedSettled;
};

export type ReplayParkedResponse = ReplayParkedResponses[keyof ReplayParkedResponses];

export type GetPlatformConfigData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/platform/config';
};

export type GetPlatformConfigErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetPlatformConfigError = GetPlatformConfigErrors[keyof GetPlatformConfigErrors];

export type GetPlatformConfigResponses = {
    /**
     * The settings
     */
    200: {
        [key: string]: string;
    };
};

export type GetPlatformConfigResponse = GetPlatformConfigResponses[keyof GetPlatformConfigResponses];

export type UpdatePlatformConfigData = {
    body: {
        [key: string]: string | null;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/platform/config';
};

export type UpdatePlatformConfigErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdatePlatformConfigError = UpdatePlatformConfigErrors[keyof UpdatePlatformConfigErrors];

export type UpdatePlatformConfigResponses = {
    /**
     * The settings as they are now; with `dryRun=true` what would be written
     */
    200: {
        [key: string]: string;
    };
};

export type UpdatePlatformConfigResponse = UpdatePlatformConfigResponses[keyof UpdatePlatformConfigResponses];

export type ListProjectionsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/projections';
};

export type ListProjectionsErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListProjectionsError = ListProjectionsErrors[keyof ListProjectionsErrors];

export type ListProjectionsResponses = {
    /**
     * All of them; a service that does not answer is listed as unavailable
     */
    200: ProjectionList;
};

export type ListProjectionsResponse = ListProjectionsResponses[keyof ListProjectionsResponses];

export type RebuildProjectionData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
    };
    path: {
        service: string;
        name: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/projections/{service}/{name}/rebuild';
};

export type RebuildProjectionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RebuildProjectionError = RebuildProjectionErrors[keyof RebuildProjectionErrors];

export type RebuildProjectionResponses = {
    /**
     * With `dryRun=true`: it would begin
     */
    200: Rebuild;
    /**
     * It has begun
     */
    202: Rebuild;
};

export type RebuildProjectionResponse = RebuildProjectionResponses[keyof RebuildProjectionResponses];

export type ReplayProjectionData = {
    body?: never;
    path: {
        service: string;
        name: string;
    };
    query?: {
        /**
         * Fold events up to this position only
         */
        to?: number;
    };
    url: '/api/v1/projections/{service}/{name}/replay';
};

export type ReplayProjectionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ReplayProjectionError = ReplayProjectionErrors[keyof ReplayProjectionErrors];

export type ReplayProjectionResponses = {
    /**
     * How both stand, table by table
     */
    200: {
        service: string;
        name: string;
        /**
         * Both sides stand at it
         */
        position: number;
        /**
         * Of the live rows when they were looked at
         */
        live_position: number;
        /**
         * Whether nothing that could be compared differs
         */
        equal: boolean;
        tables: Array<{
            table: string;
            /**
             * From the events
             */
            folded: {
                rows: number;
                checksum: string;
            };
            /**
             * As readers see it; null where it does not tell its past
             */
            live: {
                rows: number;
                checksum: string;
            } | null;
            equal: boolean | null;
            /**
             * The first ten keys, and what the live table has there
             */
            differences: Array<{
                key: {
                    [key: string]: unknown;
                };
                found: 'missing' | 'unexpected' | 'different';
            }>;
        }>;
    };
};

export type ReplayProjectionResponse = ReplayProjectionResponses[keyof ReplayProjectionResponses];

export type ListProvidersData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'kind';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this kind
         */
        kind?: string;
    };
    url: '/api/v1/providers';
};

export type ListProvidersErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListProvidersError = ListProvidersErrors[keyof ListProvidersErrors];

export type ListProvidersResponses = {
    /**
     * A page
     */
    200: ProviderList;
};

export type ListProvidersResponse = ListProvidersResponses[keyof ListProvidersResponses];

export type CreateProviderData = {
    body: ProviderCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/providers';
};

export type CreateProviderErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateProviderError = CreateProviderErrors[keyof CreateProviderErrors];

export type CreateProviderResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Provider;
};

export type CreateProviderResponse = CreateProviderResponses[keyof CreateProviderResponses];

export type DeleteProviderData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/providers/{id}';
};

export type DeleteProviderErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteProviderError = DeleteProviderErrors[keyof DeleteProviderErrors];

export type DeleteProviderResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteProviderResponse = DeleteProviderResponses[keyof DeleteProviderResponses];

export type GetProviderData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/providers/{id}';
};

export type GetProviderErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetProviderError = GetProviderErrors[keyof GetProviderErrors];

export type GetProviderResponses = {
    /**
     * The provider
     */
    200: Provider;
};

export type GetProviderResponse = GetProviderResponses[keyof GetProviderResponses];

export type UpdateProviderData = {
    body: ProviderUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/providers/{id}';
};

export type UpdateProviderErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateProviderError = UpdateProviderErrors[keyof UpdateProviderErrors];

export type UpdateProviderResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Provider;
};

export type UpdateProviderResponse = UpdateProviderResponses[keyof UpdateProviderResponses];

export type ListProviderRegionsData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/providers/{id}/regions';
};

export type ListProviderRegionsErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListProviderRegionsError = ListProviderRegionsErrors[keyof ListProviderRegionsErrors];

export type ListProviderRegionsResponses = {
    /**
     * Where it rents
     */
    200: {
        items: Array<{
            external_id: string;
            name: string;
            vps_count: number;
        }>;
    };
};

export type ListProviderRegionsResponse = ListProviderRegionsResponses[keyof ListProviderRegionsResponses];

export type ListProviderRegionsByPostData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/providers/{id}/regions';
};

export type ListProviderRegionsByPostErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListProviderRegionsByPostError = ListProviderRegionsByPostErrors[keyof ListProviderRegionsByPostErrors];

export type ListProviderRegionsByPostResponses = {
    /**
     * Where it rents
     */
    200: {
        items: Array<{
            external_id: string;
            name: string;
            vps_count: number;
        }>;
    };
};

export type ListProviderRegionsByPostResponse = ListProviderRegionsByPostResponses[keyof ListProviderRegionsByPostResponses];

export type ListProviderServicesData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/providers/{id}/services';
};

export type ListProviderServicesErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListProviderServicesError = ListProviderServicesErrors[keyof ListProviderServicesErrors];

export type ListProviderServicesResponses = {
    /**
     * What it rents
     */
    200: {
        items: Array<{
            external_id: string;
            name: string;
            ram_mb: number | null;
            cpu_count: number | null;
            disk_gb: number | null;
            bandwidth_gb: number | null;
            monthly_cost: string | null;
        }>;
    };
};

export type ListProviderServicesResponse = ListProviderServicesResponses[keyof ListProviderServicesResponses];

export type ListProviderServicesByPostData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/providers/{id}/services';
};

export type ListProviderServicesByPostErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListProviderServicesByPostError = ListProviderServicesByPostErrors[keyof ListProviderServicesByPostErrors];

export type ListProviderServicesByPostResponses = {
    /**
     * What it rents
     */
    200: {
        items: Array<{
            external_id: string;
            name: string;
            ram_mb: number | null;
            cpu_count: number | null;
            disk_gb: number | null;
            bandwidth_gb: number | null;
            monthly_cost: string | null;
        }>;
    };
};

export type ListProviderServicesByPostResponse = ListProviderServicesByPostResponses[keyof ListProviderServicesByPostResponses];

export type SyncProviderData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/providers/{id}/sync';
};

export type SyncProviderErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type SyncProviderError = SyncProviderErrors[keyof SyncProviderErrors];

export type SyncProviderResponses = {
    /**
     * Accepted; follow the operation, which has the id of the sync run
     */
    202: OperationAnswer;
};

export type SyncProviderResponse = SyncProviderResponses[keyof SyncProviderResponses];

export type TestProviderConnectionData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/providers/{id}/test-connection';
};

export type TestProviderConnectionErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type TestProviderConnectionError = TestProviderConnectionErrors[keyof TestProviderConnectionErrors];

export type TestProviderConnectionResponses = {
    /**
     * Whether it answers, and if not, what failed
     */
    200: {
        ok: boolean;
        code?: string;
        detail?: string;
        duration_ms: number;
    };
};

export type TestProviderConnectionResponse = TestProviderConnectionResponses[keyof TestProviderConnectionResponses];

export type TestProviderConnectionByPostData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/providers/{id}/test-connection';
};

export type TestProviderConnectionByPostErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type TestProviderConnectionByPostError = TestProviderConnectionByPostErrors[keyof TestProviderConnectionByPostErrors];

export type TestProviderConnectionByPostResponses = {
    /**
     * Whether it answers, and if not, what failed
     */
    200: {
        ok: boolean;
        code?: string;
        detail?: string;
        duration_ms: number;
    };
};

export type TestProviderConnectionByPostResponse = TestProviderConnectionByPostResponses[keyof TestProviderConnectionByPostResponses];

export type DeleteRegionRuntimeData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/region-runtimes/{id}';
};

export type DeleteRegionRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteRegionRuntimeError = DeleteRegionRuntimeErrors[keyof DeleteRegionRuntimeErrors];

export type DeleteRegionRuntimeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteRegionRuntimeResponse = DeleteRegionRuntimeResponses[keyof DeleteRegionRuntimeResponses];

export type GetRegionRuntimeData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/region-runtimes/{id}';
};

export type GetRegionRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetRegionRuntimeError = GetRegionRuntimeErrors[keyof GetRegionRuntimeErrors];

export type GetRegionRuntimeResponses = {
    /**
     * The region-runtime
     */
    200: RegionRuntime;
};

export type GetRegionRuntimeResponse = GetRegionRuntimeResponses[keyof GetRegionRuntimeResponses];

export type UpdateRegionRuntimeData = {
    body: RegionRuntimeUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/region-runtimes/{id}';
};

export type UpdateRegionRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateRegionRuntimeError = UpdateRegionRuntimeErrors[keyof UpdateRegionRuntimeErrors];

export type UpdateRegionRuntimeResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: RegionRuntime;
};

export type UpdateRegionRuntimeResponse = UpdateRegionRuntimeResponses[keyof UpdateRegionRuntimeResponses];

export type ListRegionsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/regions';
};

export type ListRegionsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListRegionsError = ListRegionsErrors[keyof ListRegionsErrors];

export type ListRegionsResponses = {
    /**
     * A page
     */
    200: RegionList;
};

export type ListRegionsResponse = ListRegionsResponses[keyof ListRegionsResponses];

export type CreateRegionData = {
    body: RegionCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/regions';
};

export type CreateRegionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateRegionError = CreateRegionErrors[keyof CreateRegionErrors];

export type CreateRegionResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Region;
};

export type CreateRegionResponse = CreateRegionResponses[keyof CreateRegionResponses];

export type DeleteRegionData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/regions/{id}';
};

export type DeleteRegionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteRegionError = DeleteRegionErrors[keyof DeleteRegionErrors];

export type DeleteRegionResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteRegionResponse = DeleteRegionResponses[keyof DeleteRegionResponses];

export type GetRegionData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/regions/{id}';
};

export type GetRegionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetRegionError = GetRegionErrors[keyof GetRegionErrors];

export type GetRegionResponses = {
    /**
     * The region
     */
    200: Region;
};

export type GetRegionResponse = GetRegionResponses[keyof GetRegionResponses];

export type UpdateRegionData = {
    body: RegionUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/regions/{id}';
};

export type UpdateRegionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateRegionError = UpdateRegionErrors[keyof UpdateRegionErrors];

export type UpdateRegionResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Region;
};

export type UpdateRegionResponse = UpdateRegionResponses[keyof UpdateRegionResponses];

export type ListClustersData = {
    body?: never;
    path: {
        region_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'region_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/regions/{region_id}/clusters';
};

export type ListClustersErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListClustersError = ListClustersErrors[keyof ListClustersErrors];

export type ListClustersResponses = {
    /**
     * A page
     */
    200: ClusterList;
};

export type ListClustersResponse = ListClustersResponses[keyof ListClustersResponses];

export type CreateClusterData = {
    body: ClusterCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        region_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/regions/{region_id}/clusters';
};

export type CreateClusterErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateClusterError = CreateClusterErrors[keyof CreateClusterErrors];

export type CreateClusterResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Cluster;
};

export type CreateClusterResponse = CreateClusterResponses[keyof CreateClusterResponses];

export type DeleteRegionRuntimeByNameData = {
    body: {
        runtime: 'php' | 'node' | 'python' | 'ruby' | 'static';
        version: string;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        region_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/regions/{region_id}/runtimes';
};

export type DeleteRegionRuntimeByNameErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteRegionRuntimeByNameError = DeleteRegionRuntimeByNameErrors[keyof DeleteRegionRuntimeByNameErrors];

export type DeleteRegionRuntimeByNameResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteRegionRuntimeByNameResponse = DeleteRegionRuntimeByNameResponses[keyof DeleteRegionRuntimeByNameResponses];

export type ListRegionRuntimesData = {
    body?: never;
    path: {
        region_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'runtime' | 'version';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this runtime
         */
        runtime?: string;
        /**
         * Exactly this version
         */
        version?: string;
    };
    url: '/api/v1/regions/{region_id}/runtimes';
};

export type ListRegionRuntimesErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListRegionRuntimesError = ListRegionRuntimesErrors[keyof ListRegionRuntimesErrors];

export type ListRegionRuntimesResponses = {
    /**
     * A page
     */
    200: RegionRuntimeList;
};

export type ListRegionRuntimesResponse = ListRegionRuntimesResponses[keyof ListRegionRuntimesResponses];

export type CreateRegionRuntimeData = {
    body: RegionRuntimeCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        region_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/regions/{region_id}/runtimes';
};

export type CreateRegionRuntimeErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateRegionRuntimeError = CreateRegionRuntimeErrors[keyof CreateRegionRuntimeErrors];

export type CreateRegionRuntimeResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: RegionRuntime;
};

export type CreateRegionRuntimeResponse = CreateRegionRuntimeResponses[keyof CreateRegionRuntimeResponses];

export type GetHistoryData = {
    body?: never;
    path: {
        kind: string;
        id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/resources/{kind}/{id}/history';
};

export type GetHistoryErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetHistoryError = GetHistoryErrors[keyof GetHistoryErrors];

export type GetHistoryResponses = {
    /**
     * A page
     */
    200: HistoryList;
};

export type GetHistoryResponse = GetHistoryResponses[keyof GetHistoryResponses];

export type ExplainResourceData = {
    body?: never;
    path: {
        kind: string;
        id: string;
    };
    query?: {
        /**
         * Of this event of the resource, not of its newest
         */
        position?: number;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/resources/{kind}/{id}/why';
};

export type ExplainResourceErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ExplainResourceError = ExplainResourceErrors[keyof ExplainResourceErrors];

export type ExplainResourceResponses = {
    /**
     * Its causes and effects
     */
    200: Why;
};

export type ExplainResourceResponse = ExplainResourceResponses[keyof ExplainResourceResponses];

export type SessionData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/session';
};

export type SessionErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type SessionError = SessionErrors[keyof SessionErrors];

export type SessionResponses = {
    /**
     * The caller
     */
    200: {
        id: string;
        actor: string;
        on_behalf_of?: string;
        grants: Array<{
            scopes: Array<string>;
            brands: Array<string>;
            tenant_id?: string;
        }>;
        csrf_token?: string;
    };
};

export type SessionResponse = SessionResponses[keyof SessionResponses];

export type DeleteShardData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/shards/{id}';
};

export type DeleteShardErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteShardError = DeleteShardErrors[keyof DeleteShardErrors];

export type DeleteShardResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteShardResponse = DeleteShardResponses[keyof DeleteShardResponses];

export type GetShardData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/shards/{id}';
};

export type GetShardErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetShardError = GetShardErrors[keyof GetShardErrors];

export type GetShardResponses = {
    /**
     * The shard
     */
    200: Shard;
};

export type GetShardResponse = GetShardResponses[keyof GetShardResponses];

export type UpdateShardData = {
    body: ShardUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/shards/{id}';
};

export type UpdateShardErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateShardError = UpdateShardErrors[keyof UpdateShardErrors];

export type UpdateShardResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Shard;
};

export type UpdateShardResponse = UpdateShardResponses[keyof UpdateShardResponses];

export type ConvergeShardData = {
    body?: {
        confirm?: boolean;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/shards/{id}/converge';
};

export type ConvergeShardErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ConvergeShardError = ConvergeShardErrors[keyof ConvergeShardErrors];

export type ConvergeShardResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type ConvergeShardResponse = ConvergeShardResponses[keyof ConvergeShardResponses];

export type RetryShardData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/shards/{id}/retry';
};

export type RetryShardErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryShardError = RetryShardErrors[keyof RetryShardErrors];

export type RetryShardResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryShardResponse = RetryShardResponses[keyof RetryShardResponses];

export type DeleteSubscriptionData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/subscriptions/{id}';
};

export type DeleteSubscriptionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteSubscriptionError = DeleteSubscriptionErrors[keyof DeleteSubscriptionErrors];

export type DeleteSubscriptionResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteSubscriptionResponse = DeleteSubscriptionResponses[keyof DeleteSubscriptionResponses];

export type GetSubscriptionData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/subscriptions/{id}';
};

export type GetSubscriptionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetSubscriptionError = GetSubscriptionErrors[keyof GetSubscriptionErrors];

export type GetSubscriptionResponses = {
    /**
     * The subscription
     */
    200: Subscription;
};

export type GetSubscriptionResponse = GetSubscriptionResponses[keyof GetSubscriptionResponses];

export type UpdateSubscriptionData = {
    body: SubscriptionUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/subscriptions/{id}';
};

export type UpdateSubscriptionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateSubscriptionError = UpdateSubscriptionErrors[keyof UpdateSubscriptionErrors];

export type UpdateSubscriptionResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Subscription;
};

export type UpdateSubscriptionResponse = UpdateSubscriptionResponses[keyof UpdateSubscriptionResponses];

export type ListTenantsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name, customer_id; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'brand_id' | 'customer_id' | 'region_id' | 'cluster_id' | 'shard_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this brand_id
         */
        brand_id?: string;
        /**
         * Exactly this customer_id
         */
        customer_id?: string;
        /**
         * Exactly this region_id
         */
        region_id?: string;
        /**
         * Exactly this cluster_id
         */
        cluster_id?: string;
        /**
         * Exactly this shard_id
         */
        shard_id?: string;
    };
    url: '/api/v1/tenants';
};

export type ListTenantsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListTenantsError = ListTenantsErrors[keyof ListTenantsErrors];

export type ListTenantsResponses = {
    /**
     * A page
     */
    200: TenantList;
};

export type ListTenantsResponse = ListTenantsResponses[keyof ListTenantsResponses];

export type CreateTenantData = {
    body: TenantCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants';
};

export type CreateTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateTenantError = CreateTenantErrors[keyof CreateTenantErrors];

export type CreateTenantResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: TenantAccepted;
};

export type CreateTenantResponse = CreateTenantResponses[keyof CreateTenantResponses];

export type DeleteTenantData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{id}';
};

export type DeleteTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteTenantError = DeleteTenantErrors[keyof DeleteTenantErrors];

export type DeleteTenantResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type DeleteTenantResponse = DeleteTenantResponses[keyof DeleteTenantResponses];

export type GetTenantData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/tenants/{id}';
};

export type GetTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetTenantError = GetTenantErrors[keyof GetTenantErrors];

export type GetTenantResponses = {
    /**
     * The tenant
     */
    200: Tenant;
};

export type GetTenantResponse = GetTenantResponses[keyof GetTenantResponses];

export type UpdateTenantData = {
    body: TenantUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{id}';
};

export type UpdateTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateTenantError = UpdateTenantErrors[keyof UpdateTenantErrors];

export type UpdateTenantResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: TenantAccepted;
};

export type UpdateTenantResponse = UpdateTenantResponses[keyof UpdateTenantResponses];

export type ExportTenantData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * With every event of what is exported
         */
        history?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{id}/export';
};

export type ExportTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ExportTenantError = ExportTenantErrors[keyof ExportTenantErrors];

export type ExportTenantResponses = {
    /**
     * Lines: a head, resources, events, and a trailer with the signature; without a trailer it is no export
     */
    200: string;
};

export type ExportTenantResponse = ExportTenantResponses[keyof ExportTenantResponses];

export type GetTenantResourceSummaryData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/tenants/{id}/resource-summary';
};

export type GetTenantResourceSummaryErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetTenantResourceSummaryError = GetTenantResourceSummaryErrors[keyof GetTenantResourceSummaryErrors];

export type GetTenantResourceSummaryResponses = {
    /**
     * The counts
     */
    200: {
        tenant_id: string;
        total: number;
        items: Array<{
            kind: string;
            plural: string;
            total: number;
            by_status: {
                [key: string]: number;
            };
        }>;
    };
};

export type GetTenantResourceSummaryResponse = GetTenantResourceSummaryResponses[keyof GetTenantResourceSummaryResponses];

export type RetryTenantData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{id}/retry';
};

export type RetryTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryTenantError = RetryTenantErrors[keyof RetryTenantErrors];

export type RetryTenantResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryTenantResponse = RetryTenantResponses[keyof RetryTenantResponses];

export type RetryFailedOfTenantData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{id}/retry-failed';
};

export type RetryFailedOfTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryFailedOfTenantError = RetryFailedOfTenantErrors[keyof RetryFailedOfTenantErrors];

export type RetryFailedOfTenantResponses = {
    /**
     * With `dryRun=true`: what would be tried again
     */
    200: {
        /**
         * How many are being tried again; in a dry run, how many would be
         */
        retried: number;
        by_kind: {
            [key: string]: number;
        };
        operations: Array<{
            kind: string;
            resource_id: string;
            operation_id: string;
        }>;
        /**
         * Those whose owner refused, or did not answer
         */
        refused: Array<{
            kind: string;
            resource_id: string;
            code: string;
            detail: string;
        }>;
        /**
         * There are more than 1000: ask again
         */
        has_more: boolean;
    };
    /**
     * What is being tried again, each with the operation to follow
     */
    202: {
        /**
         * How many are being tried again; in a dry run, how many would be
         */
        retried: number;
        by_kind: {
            [key: string]: number;
        };
        operations: Array<{
            kind: string;
            resource_id: string;
            operation_id: string;
        }>;
        /**
         * Those whose owner refused, or did not answer
         */
        refused: Array<{
            kind: string;
            resource_id: string;
            code: string;
            detail: string;
        }>;
        /**
         * There are more than 1000: ask again
         */
        has_more: boolean;
    };
};

export type RetryFailedOfTenantResponse = RetryFailedOfTenantResponses[keyof RetryFailedOfTenantResponses];

export type SuspendTenantData = {
    body?: {
        reason?: string;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{id}/suspend';
};

export type SuspendTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type SuspendTenantError = SuspendTenantErrors[keyof SuspendTenantErrors];

export type SuspendTenantResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type SuspendTenantResponse = SuspendTenantResponses[keyof SuspendTenantResponses];

export type UnsuspendTenantData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{id}/unsuspend';
};

export type UnsuspendTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UnsuspendTenantError = UnsuspendTenantErrors[keyof UnsuspendTenantErrors];

export type UnsuspendTenantResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type UnsuspendTenantResponse = UnsuspendTenantResponses[keyof UnsuspendTenantResponses];

export type ListFqdnsOfTenantData = {
    body?: never;
    path: {
        tenant_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, fqdn; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'tenant_id' | 'webroot_id' | 'subscription_id' | 'fqdn';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this webroot_id
         */
        webroot_id?: string;
        /**
         * Exactly this subscription_id
         */
        subscription_id?: string;
        /**
         * Exactly this fqdn
         */
        fqdn?: string;
    };
    url: '/api/v1/tenants/{tenant_id}/fqdns';
};

export type ListFqdnsOfTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListFqdnsOfTenantError = ListFqdnsOfTenantErrors[keyof ListFqdnsOfTenantErrors];

export type ListFqdnsOfTenantResponses = {
    /**
     * A page
     */
    200: FqdnList;
};

export type ListFqdnsOfTenantResponse = ListFqdnsOfTenantResponses[keyof ListFqdnsOfTenantResponses];

export type CreateFqdnOfTenantData = {
    body: FqdnCreateOfTenant;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        tenant_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{tenant_id}/fqdns';
};

export type CreateFqdnOfTenantErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateFqdnOfTenantError = CreateFqdnOfTenantErrors[keyof CreateFqdnOfTenantErrors];

export type CreateFqdnOfTenantResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: FqdnAccepted;
};

export type CreateFqdnOfTenantResponse = CreateFqdnOfTenantResponses[keyof CreateFqdnOfTenantResponses];

export type ListSubscriptionsData = {
    body?: never;
    path: {
        tenant_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'tenant_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/tenants/{tenant_id}/subscriptions';
};

export type ListSubscriptionsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListSubscriptionsError = ListSubscriptionsErrors[keyof ListSubscriptionsErrors];

export type ListSubscriptionsResponses = {
    /**
     * A page
     */
    200: SubscriptionList;
};

export type ListSubscriptionsResponse = ListSubscriptionsResponses[keyof ListSubscriptionsResponses];

export type CreateSubscriptionData = {
    body: SubscriptionCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        tenant_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{tenant_id}/subscriptions';
};

export type CreateSubscriptionErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateSubscriptionError = CreateSubscriptionErrors[keyof CreateSubscriptionErrors];

export type CreateSubscriptionResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: Subscription;
};

export type CreateSubscriptionResponse = CreateSubscriptionResponses[keyof CreateSubscriptionResponses];

export type ListWebrootsData = {
    body?: never;
    path: {
        tenant_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'tenant_id' | 'subscription_id' | 'runtime';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this subscription_id
         */
        subscription_id?: string;
        /**
         * Exactly this runtime
         */
        runtime?: string;
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/tenants/{tenant_id}/webroots';
};

export type ListWebrootsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListWebrootsError = ListWebrootsErrors[keyof ListWebrootsErrors];

export type ListWebrootsResponses = {
    /**
     * A page
     */
    200: WebrootList;
};

export type ListWebrootsResponse = ListWebrootsResponses[keyof ListWebrootsResponses];

export type CreateWebrootData = {
    body: WebrootCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        tenant_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/tenants/{tenant_id}/webroots';
};

export type CreateWebrootErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateWebrootError = CreateWebrootErrors[keyof CreateWebrootErrors];

export type CreateWebrootResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: WebrootAccepted;
};

export type CreateWebrootResponse = CreateWebrootResponses[keyof CreateWebrootResponses];

export type ListUsersData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'tenant_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
    };
    url: '/api/v1/users';
};

export type ListUsersErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListUsersError = ListUsersErrors[keyof ListUsersErrors];

export type ListUsersResponses = {
    /**
     * A page
     */
    200: UserList;
};

export type ListUsersResponse = ListUsersResponses[keyof ListUsersResponses];

export type CreateUserData = {
    body: UserCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/users';
};

export type CreateUserErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateUserError = CreateUserErrors[keyof CreateUserErrors];

export type CreateUserResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Made
     */
    201: User;
};

export type CreateUserResponse = CreateUserResponses[keyof CreateUserResponses];

export type DeleteUserData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/users/{id}';
};

export type DeleteUserErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteUserError = DeleteUserErrors[keyof DeleteUserErrors];

export type DeleteUserResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteUserResponse = DeleteUserResponses[keyof DeleteUserResponses];

export type GetUserData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/users/{id}';
};

export type GetUserErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetUserError = GetUserErrors[keyof GetUserErrors];

export type GetUserResponses = {
    /**
     * The user
     */
    200: User;
};

export type GetUserResponse = GetUserResponses[keyof GetUserResponses];

export type UpdateUserData = {
    body: UserUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/users/{id}';
};

export type UpdateUserErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateUserError = UpdateUserErrors[keyof UpdateUserErrors];

export type UpdateUserResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: User;
};

export type UpdateUserResponse = UpdateUserResponses[keyof UpdateUserResponses];

export type EraseUserData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/users/{id}/erase';
};

export type EraseUserErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type EraseUserError = EraseUserErrors[keyof EraseUserErrors];

export type EraseUserResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: User;
};

export type EraseUserResponse = EraseUserResponses[keyof EraseUserResponses];

export type ListWebhooksData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name, url; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'tenant_id' | 'brand_id' | 'url';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
        /**
         * Exactly this brand_id
         */
        brand_id?: string;
    };
    url: '/api/v1/webhooks';
};

export type ListWebhooksErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListWebhooksError = ListWebhooksErrors[keyof ListWebhooksErrors];

export type ListWebhooksResponses = {
    /**
     * A page
     */
    200: WebhookList;
};

export type ListWebhooksResponse = ListWebhooksResponses[keyof ListWebhooksResponses];

export type CreateWebhookData = {
    body: WebhookCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks';
};

export type CreateWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateWebhookError = CreateWebhookErrors[keyof CreateWebhookErrors];

export type CreateWebhookResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * With `secret`: shown this once, where the platform has made one that its receiver needs. A repeated request gets the resource without it
     */
    201: NewWebhook;
};

export type CreateWebhookResponse = CreateWebhookResponses[keyof CreateWebhookResponses];

export type DeleteWebhookData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks/{id}';
};

export type DeleteWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteWebhookError = DeleteWebhookErrors[keyof DeleteWebhookErrors];

export type DeleteWebhookResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Done
     */
    204: void;
};

export type DeleteWebhookResponse = DeleteWebhookResponses[keyof DeleteWebhookResponses];

export type GetWebhookData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/webhooks/{id}';
};

export type GetWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetWebhookError = GetWebhookErrors[keyof GetWebhookErrors];

export type GetWebhookResponses = {
    /**
     * The webhook
     */
    200: Webhook;
};

export type GetWebhookResponse = GetWebhookResponses[keyof GetWebhookResponses];

export type UpdateWebhookData = {
    body: WebhookUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks/{id}';
};

export type UpdateWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateWebhookError = UpdateWebhookErrors[keyof UpdateWebhookErrors];

export type UpdateWebhookResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Webhook;
};

export type UpdateWebhookResponse = UpdateWebhookResponses[keyof UpdateWebhookResponses];

export type ListWebhookDeliveriesData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
    };
    url: '/api/v1/webhooks/{id}/deliveries';
};

export type ListWebhookDeliveriesErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListWebhookDeliveriesError = ListWebhookDeliveriesErrors[keyof ListWebhookDeliveriesErrors];

export type ListWebhookDeliveriesResponses = {
    /**
     * A page
     */
    200: {
        items: Array<{
            /**
             * The `webhook-id` of the message
             */
            id: string;
            webhook_id: string;
            /**
             * Of the event
             */
            position: number;
            type: string;
            status: 'pending' | 'delivered' | 'failed' | 'dropped';
            tries: number;
            /**
             * When it is tried next, while it is pending
             */
            due_at: string;
            tried_at: string | null;
            response_status: number | null;
            error: string | null;
            created_at: string;
        }>;
        next_cursor: string | null;
        has_more: boolean;
    };
};

export type ListWebhookDeliveriesResponse = ListWebhookDeliveriesResponses[keyof ListWebhookDeliveriesResponses];

export type ReplayWebhookDeliveryData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
        delivery: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks/{id}/deliveries/{delivery}/replay';
};

export type ReplayWebhookDeliveryErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ReplayWebhookDeliveryError = ReplayWebhookDeliveryErrors[keyof ReplayWebhookDeliveryErrors];

export type ReplayWebhookDeliveryResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * It is sent
     */
    202: {
        /**
         * The `webhook-id` of the message
         */
        id: string;
        webhook_id: string;
        /**
         * Of the event
         */
        position: number;
        type: string;
        status: 'pending' | 'delivered' | 'failed' | 'dropped';
        tries: number;
        /**
         * When it is tried next, while it is pending
         */
        due_at: string;
        tried_at: string | null;
        response_status: number | null;
        error: string | null;
        created_at: string;
    };
};

export type ReplayWebhookDeliveryResponse = ReplayWebhookDeliveryResponses[keyof ReplayWebhookDeliveryResponses];

export type DisableWebhookData = {
    body?: {
        reason?: string;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks/{id}/disable';
};

export type DisableWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DisableWebhookError = DisableWebhookErrors[keyof DisableWebhookErrors];

export type DisableWebhookResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Webhook;
};

export type DisableWebhookResponse = DisableWebhookResponses[keyof DisableWebhookResponses];

export type EnableWebhookData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks/{id}/enable';
};

export type EnableWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type EnableWebhookError = EnableWebhookErrors[keyof EnableWebhookErrors];

export type EnableWebhookResponses = {
    /**
     * The resource as it is now; with `dryRun=true` what would be written
     */
    200: Webhook;
};

export type EnableWebhookResponse = EnableWebhookResponses[keyof EnableWebhookResponses];

export type RotateWebhookData = {
    body?: {
        secret?: string;
        overlap_seconds?: number;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks/{id}/rotate';
};

export type RotateWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RotateWebhookError = RotateWebhookErrors[keyof RotateWebhookErrors];

export type RotateWebhookResponses = {
    /**
     * With `secret`: shown this once, where the platform has made one that its receiver needs. A repeated request gets the resource without it
     */
    200: NewWebhook;
};

export type RotateWebhookResponse = RotateWebhookResponses[keyof RotateWebhookResponses];

export type TestWebhookData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webhooks/{id}/test';
};

export type TestWebhookErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type TestWebhookError = TestWebhookErrors[keyof TestWebhookErrors];

export type TestWebhookResponses = {
    /**
     * Whether the receiver took it, and if not, why; with `dryRun=true` nothing is sent
     */
    200: {
        ok: boolean;
        response_status: number | null;
        /**
         * Why it was not taken
         */
        detail: string | null;
        duration_ms: number;
    };
};

export type TestWebhookResponse = TestWebhookResponses[keyof TestWebhookResponses];

export type DeleteWebrootData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webroots/{id}';
};

export type DeleteWebrootErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteWebrootError = DeleteWebrootErrors[keyof DeleteWebrootErrors];

export type DeleteWebrootResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type DeleteWebrootResponse = DeleteWebrootResponses[keyof DeleteWebrootResponses];

export type GetWebrootData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/webroots/{id}';
};

export type GetWebrootErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetWebrootError = GetWebrootErrors[keyof GetWebrootErrors];

export type GetWebrootResponses = {
    /**
     * The webroot
     */
    200: Webroot;
};

export type GetWebrootResponse = GetWebrootResponses[keyof GetWebrootResponses];

export type UpdateWebrootData = {
    body: WebrootUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webroots/{id}';
};

export type UpdateWebrootErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateWebrootError = UpdateWebrootErrors[keyof UpdateWebrootErrors];

export type UpdateWebrootResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: WebrootAccepted;
};

export type UpdateWebrootResponse = UpdateWebrootResponses[keyof UpdateWebrootResponses];

export type RetryWebrootData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webroots/{id}/retry';
};

export type RetryWebrootErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryWebrootError = RetryWebrootErrors[keyof RetryWebrootErrors];

export type RetryWebrootResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryWebrootResponse = RetryWebrootResponses[keyof RetryWebrootResponses];

export type ListFqdnsData = {
    body?: never;
    path: {
        webroot_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, fqdn; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'tenant_id' | 'webroot_id' | 'subscription_id' | 'fqdn';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
        /**
         * Exactly this subscription_id
         */
        subscription_id?: string;
        /**
         * Exactly this fqdn
         */
        fqdn?: string;
    };
    url: '/api/v1/webroots/{webroot_id}/fqdns';
};

export type ListFqdnsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListFqdnsError = ListFqdnsErrors[keyof ListFqdnsErrors];

export type ListFqdnsResponses = {
    /**
     * A page
     */
    200: FqdnList;
};

export type ListFqdnsResponse = ListFqdnsResponses[keyof ListFqdnsResponses];

export type CreateFqdnData = {
    body: FqdnCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        webroot_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/webroots/{webroot_id}/fqdns';
};

export type CreateFqdnErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateFqdnError = CreateFqdnErrors[keyof CreateFqdnErrors];

export type CreateFqdnResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: FqdnAccepted;
};

export type CreateFqdnResponse = CreateFqdnResponses[keyof CreateFqdnResponses];

export type DeleteRecordData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zone-records/{id}';
};

export type DeleteRecordErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteRecordError = DeleteRecordErrors[keyof DeleteRecordErrors];

export type DeleteRecordResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type DeleteRecordResponse = DeleteRecordResponses[keyof DeleteRecordResponses];

export type GetRecordData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/zone-records/{id}';
};

export type GetRecordErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetRecordError = GetRecordErrors[keyof GetRecordErrors];

export type GetRecordResponses = {
    /**
     * The record
     */
    200: Record;
};

export type GetRecordResponse = GetRecordResponses[keyof GetRecordResponses];

export type UpdateRecordData = {
    body: RecordUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zone-records/{id}';
};

export type UpdateRecordErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateRecordError = UpdateRecordErrors[keyof UpdateRecordErrors];

export type UpdateRecordResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: RecordAccepted;
};

export type UpdateRecordResponse = UpdateRecordResponses[keyof UpdateRecordResponses];

export type RetryRecordData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zone-records/{id}/retry';
};

export type RetryRecordErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryRecordError = RetryRecordErrors[keyof RetryRecordErrors];

export type RetryRecordResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryRecordResponse = RetryRecordResponses[keyof RetryRecordResponses];

export type ListZonesData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'tenant_id' | 'subscription_id' | 'brand_id' | 'region_id';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this tenant_id
         */
        tenant_id?: string;
        /**
         * Exactly this subscription_id
         */
        subscription_id?: string;
        /**
         * Exactly this brand_id
         */
        brand_id?: string;
        /**
         * Exactly this region_id
         */
        region_id?: string;
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/zones';
};

export type ListZonesErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListZonesError = ListZonesErrors[keyof ListZonesErrors];

export type ListZonesResponses = {
    /**
     * A page
     */
    200: ZoneList;
};

export type ListZonesResponse = ListZonesResponses[keyof ListZonesResponses];

export type CreateZoneData = {
    body: ZoneCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path?: never;
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zones';
};

export type CreateZoneErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateZoneError = CreateZoneErrors[keyof CreateZoneErrors];

export type CreateZoneResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: ZoneAccepted;
};

export type CreateZoneResponse = CreateZoneResponses[keyof CreateZoneResponses];

export type DeleteZoneData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zones/{id}';
};

export type DeleteZoneErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DeleteZoneError = DeleteZoneErrors[keyof DeleteZoneErrors];

export type DeleteZoneResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type DeleteZoneResponse = DeleteZoneResponses[keyof DeleteZoneResponses];

export type GetZoneData = {
    body?: never;
    headers?: {
        /**
         * The ETag that is known: 304 when it still holds
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
    };
    url: '/api/v1/zones/{id}';
};

export type GetZoneErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type GetZoneError = GetZoneErrors[keyof GetZoneErrors];

export type GetZoneResponses = {
    /**
     * The zone
     */
    200: Zone;
};

export type GetZoneResponse = GetZoneResponses[keyof GetZoneResponses];

export type UpdateZoneData = {
    body: ZoneUpdate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zones/{id}';
};

export type UpdateZoneErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type UpdateZoneError = UpdateZoneErrors[keyof UpdateZoneErrors];

export type UpdateZoneResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: ZoneAccepted;
};

export type UpdateZoneResponse = UpdateZoneResponses[keyof UpdateZoneResponses];

export type RetryZoneData = {
    body?: never;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zones/{id}/retry';
};

export type RetryZoneErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type RetryZoneError = RetryZoneErrors[keyof RetryZoneErrors];

export type RetryZoneResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: OperationAnswer;
};

export type RetryZoneResponse = RetryZoneResponses[keyof RetryZoneResponses];

export type AssignZoneData = {
    body: {
        tenant_id: string | null;
    };
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zones/{id}/tenant';
};

export type AssignZoneErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type AssignZoneError = AssignZoneErrors[keyof AssignZoneErrors];

export type AssignZoneResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: ZoneAccepted;
};

export type AssignZoneResponse = AssignZoneResponses[keyof AssignZoneResponses];

export type ListRecordsData = {
    body?: never;
    path: {
        zone_id: string;
    };
    query?: {
        /**
         * Items a page: 50 unless told, at most 200
         */
        limit?: number;
        /**
         * `next_cursor` of the page before
         */
        cursor?: string;
        /**
         * As it was: once everything up to this position had happened, or at this time (RFC 3339)
         */
        asOf?: string | string;
        /**
         * Not before the read model has passed this position; 504 after five seconds
         */
        minPosition?: number;
        /**
         * A part of id, name, content; case does not count
         */
        search?: string;
        status?: 'pending' | 'provisioning' | 'active' | 'failed' | 'suspended' | 'deleting' | 'deleted' | 'converging' | 'degraded' | 'vanished' | 'running' | 'held' | 'completed';
        /**
         * What to sort by; created_at unless told
         */
        sort?: 'created_at' | 'updated_at' | 'status' | 'id' | 'name' | 'zone_id' | 'type' | 'content';
        /**
         * desc unless told
         */
        order?: 'asc' | 'desc';
        /**
         * Exactly this type
         */
        type?: string;
        /**
         * Exactly this name
         */
        name?: string;
    };
    url: '/api/v1/zones/{zone_id}/records';
};

export type ListRecordsErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ListRecordsError = ListRecordsErrors[keyof ListRecordsErrors];

export type ListRecordsResponses = {
    /**
     * A page
     */
    200: RecordList;
};

export type ListRecordsResponse = ListRecordsResponses[keyof ListRecordsResponses];

export type CreateRecordData = {
    body: RecordCreate;
    headers?: {
        /**
         * Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body
         */
        'Idempotency-Key'?: string;
        /**
         * The ETag that was read: 412 when the resource has been changed since
         */
        'If-Match'?: string;
        /**
         * `wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway
         */
        Prefer?: string;
        /**
         * Why, for whoever reads the audit; percent-encoded UTF-8
         */
        'Freehold-Reason'?: string;
        /**
         * An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended
         */
        'X-Callback-URL'?: string;
    };
    path: {
        zone_id: string;
    };
    query?: {
        /**
         * Decide, and answer the events that would be written, without writing them
         */
        dryRun?: 'true' | 'false';
    };
    url: '/api/v1/zones/{zone_id}/records';
};

export type CreateRecordErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * The state does not allow this
     */
    409: Problem;
    /**
     * The resource has changed since it was read
     */
    412: Problem;
    /**
     * The body is too large
     */
    413: Problem;
    /**
     * The body must be application/json
     */
    415: Problem;
    /**
     * The Idempotency-Key came with another body before
     */
    422: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * A part of the platform does not answer; try again after Retry-After
     */
    503: Problem;
    /**
     * The outcome is not known, or the position not reached; Location says where to look
     */
    504: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type CreateRecordError = CreateRecordErrors[keyof CreateRecordErrors];

export type CreateRecordResponses = {
    /**
     * With `dryRun=true`: what would be written
     */
    200: DryRun;
    /**
     * Accepted; follow the operation in `Location`
     */
    202: RecordAccepted;
};

export type CreateRecordResponse = CreateRecordResponses[keyof CreateRecordResponses];

export type DocsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/docs';
};

export type DocsErrors = {
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DocsError = DocsErrors[keyof DocsErrors];

export type DocsResponses = {
    /**
     * HTML
     */
    200: string;
};

export type DocsResponse = DocsResponses[keyof DocsResponses];

export type DocsAssetData = {
    body?: never;
    path: {
        file: string;
    };
    query?: never;
    url: '/docs/{file}';
};

export type DocsAssetErrors = {
    /**
     * There is no such thing
     */
    404: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type DocsAssetError = DocsAssetErrors[keyof DocsAssetErrors];

export type DocsAssetResponses = {
    /**
     * A style sheet, a script or a picture
     */
    200: string;
};

export type DocsAssetResponse = DocsAssetResponses[keyof DocsAssetResponses];

export type LiveData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/livez';
};

export type LiveErrors = {
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type LiveError = LiveErrors[keyof LiveErrors];

export type LiveResponses = {
    /**
     * It does
     */
    200: {
        status: 'ok';
    };
};

export type LiveResponse = LiveResponses[keyof LiveResponses];

export type LoginData = {
    body?: never;
    path?: never;
    query?: {
        return_to?: string;
    };
    url: '/login';
};

export type LoginErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type LoginError = LoginErrors[keyof LoginErrors];

export type LoginResponses = {
    /**
     * Any other refusal
     */
    default: Problem;
};

export type LoginResponse = LoginResponses[keyof LoginResponses];

export type LoginCallbackData = {
    body?: never;
    path?: never;
    query?: {
        code?: string;
        state?: string;
        error?: string;
        error_description?: string;
        error_uri?: string;
        iss?: string;
        session_state?: string;
    };
    url: '/login/callback';
};

export type LoginCallbackErrors = {
    /**
     * The request is not valid; `errors` names the fields
     */
    400: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type LoginCallbackError = LoginCallbackErrors[keyof LoginCallbackErrors];

export type LoginCallbackResponses = {
    /**
     * Any other refusal
     */
    default: Problem;
};

export type LoginCallbackResponse = LoginCallbackResponses[keyof LoginCallbackResponses];

export type LogoutData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/logout';
};

export type LogoutErrors = {
    /**
     * No key, or not a valid one
     */
    401: Problem;
    /**
     * The key lacks the scope
     */
    403: Problem;
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type LogoutError = LogoutErrors[keyof LogoutErrors];

export type LogoutResponses = {
    /**
     * It has ended; at the identity provider it ends at this address
     */
    200: {
        end_session_url?: string;
    };
};

export type LogoutResponse = LogoutResponses[keyof LogoutResponses];

export type MetricsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/metrics';
};

export type MetricsErrors = {
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type MetricsError = MetricsErrors[keyof MetricsErrors];

export type MetricsResponses = {
    /**
     * Text exposition format
     */
    200: string;
};

export type MetricsResponse = MetricsResponses[keyof MetricsResponses];

export type OpenApiData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/openapi.json';
};

export type OpenApiErrors = {
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type OpenApiError = OpenApiErrors[keyof OpenApiErrors];

export type OpenApiResponses = {
    /**
     * OpenAPI 3.1
     */
    200: {
        [key: string]: unknown;
    };
};

export type OpenApiResponse = OpenApiResponses[keyof OpenApiResponses];

export type ReadyData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/readyz';
};

export type ReadyErrors = {
    /**
     * Too many requests; try again after Retry-After
     */
    429: Problem;
    /**
     * Any other refusal
     */
    default: Problem;
};

export type ReadyError = ReadyErrors[keyof ReadyErrors];

export type ReadyResponses = {
    /**
     * They can
     */
    200: {
        status: 'ok';
    };
};

export type ReadyResponse = ReadyResponses[keyof ReadyResponses];
