// Generated from docs/openapi.json: npm run generate -w libs/client

import { client } from './client.gen.js';
import type { Client, ClientMeta, Options as Options2, RequestResult, ServerSentEventsResult, TDataShape } from './client/index.js';
import type { AssignIpData, AssignIpErrors, AssignIpResponses, AssignVpsData, AssignVpsErrors, AssignVpsResponses, AssignZoneData, AssignZoneErrors, AssignZoneResponses, AwaitOperationData, AwaitOperationErrors, AwaitOperationResponses, ConfirmSyncRunData, ConfirmSyncRunErrors, ConfirmSyncRunResponses, ConvergeShardData, ConvergeShardErrors, ConvergeShardResponses, CreateApiKeyData, CreateApiKeyErrors, CreateApiKeyResponses, CreateBrandData, CreateBrandErrors, CreateBrandResponses, CreateClusterData, CreateClusterErrors, CreateClusterResponses, CreateClusterRuntimeData, CreateClusterRuntimeErrors, CreateClusterRuntimeResponses, CreateFqdnData, CreateFqdnErrors, CreateFqdnOfTenantData, CreateFqdnOfTenantErrors, CreateFqdnOfTenantResponses, CreateFqdnResponses, CreateHostData, CreateHostErrors, CreateHostResponses, CreateLbAddressData, CreateLbAddressErrors, CreateLbAddressResponses, CreateMembershipData, CreateMembershipErrors, CreateMembershipResponses, CreateNodeData, CreateNodeErrors, CreateNodeProfileData, CreateNodeProfileErrors, CreateNodeProfileResponses, CreateNodeResponses, CreateProviderData, CreateProviderErrors, CreateProviderResponses, CreateRecordData, CreateRecordErrors, CreateRecordResponses, CreateRegionData, CreateRegionErrors, CreateRegionResponses, CreateRegionRuntimeData, CreateRegionRuntimeErrors, CreateRegionRuntimeResponses, CreateShardData, CreateShardErrors, CreateShardResponses, CreateSubscriptionData, CreateSubscriptionErrors, CreateSubscriptionResponses, CreateTenantData, CreateTenantErrors, CreateTenantResponses, CreateUserData, CreateUserErrors, CreateUserResponses, CreateWebhookData, CreateWebhookErrors, CreateWebhookResponses, CreateWebrootData, CreateWebrootErrors, CreateWebrootResponses, CreateZoneData, CreateZoneErrors, CreateZoneResponses, DecommissionClusterData, DecommissionClusterErrors, DecommissionClusterResponses, DecommissionNodeData, DecommissionNodeErrors, DecommissionNodeResponses, DeleteApiKeyData, DeleteApiKeyErrors, DeleteApiKeyResponses, DeleteBrandData, DeleteBrandErrors, DeleteBrandResponses, DeleteClusterData, DeleteClusterErrors, DeleteClusterResponses, DeleteClusterRuntimeByNameData, DeleteClusterRuntimeByNameErrors, DeleteClusterRuntimeByNameResponses, DeleteClusterRuntimeData, DeleteClusterRuntimeErrors, DeleteClusterRuntimeResponses, DeleteFqdnData, DeleteFqdnErrors, DeleteFqdnResponses, DeleteHostData, DeleteHostErrors, DeleteHostResponses, DeleteLbAddressData, DeleteLbAddressErrors, DeleteLbAddressResponses, DeleteMembershipData, DeleteMembershipErrors, DeleteMembershipResponses, DeleteNodeData, DeleteNodeErrors, DeleteNodeProfileData, DeleteNodeProfileErrors, DeleteNodeProfileResponses, DeleteNodeResponses, DeleteProviderData, DeleteProviderErrors, DeleteProviderResponses, DeleteRecordData, DeleteRecordErrors, DeleteRecordResponses, DeleteRegionData, DeleteRegionErrors, DeleteRegionResponses, DeleteRegionRuntimeByNameData, DeleteRegionRuntimeByNameErrors, DeleteRegionRuntimeByNameResponses, DeleteRegionRuntimeData, DeleteRegionRuntimeErrors, DeleteRegionRuntimeResponses, DeleteShardData, DeleteShardErrors, DeleteShardResponses, DeleteSubscriptionData, DeleteSubscriptionErrors, DeleteSubscriptionResponses, DeleteTenantData, DeleteTenantErrors, DeleteTenantResponses, DeleteUserData, DeleteUserErrors, DeleteUserResponses, DeleteWebhookData, DeleteWebhookErrors, DeleteWebhookResponses, DeleteWebrootData, DeleteWebrootErrors, DeleteWebrootResponses, DeleteZoneData, DeleteZoneErrors, DeleteZoneResponses, DiffData, DiffErrors, DiffResponses, DisableWebhookData, DisableWebhookErrors, DisableWebhookResponses, DocsAssetData, DocsAssetErrors, DocsAssetResponses, DocsData, DocsErrors, DocsResponses, DropParkedData, DropParkedErrors, DropParkedResponses, EnableWebhookData, EnableWebhookErrors, EnableWebhookResponses, EraseUserData, EraseUserErrors, EraseUserResponses, ExplainResourceData, ExplainResourceErrors, ExplainResourceResponses, ExportLedgerData, ExportLedgerErrors, ExportLedgerResponses, ExportTenantData, ExportTenantErrors, ExportTenantResponses, GetApiKeyData, GetApiKeyErrors, GetApiKeyResponses, GetBrandClustersData, GetBrandClustersErrors, GetBrandClustersResponses, GetBrandData, GetBrandErrors, GetBrandResponses, GetClusterData, GetClusterErrors, GetClusterResponses, GetClusterRuntimeData, GetClusterRuntimeErrors, GetClusterRuntimeResponses, GetDeploymentData, GetDeploymentErrors, GetDeploymentResponses, GetFqdnData, GetFqdnErrors, GetFqdnResponses, GetHistoryData, GetHistoryErrors, GetHistoryResponses, GetHostData, GetHostErrors, GetHostResponses, GetIpData, GetIpErrors, GetIpResponses, GetLbAddressData, GetLbAddressErrors, GetLbAddressResponses, GetMembershipData, GetMembershipErrors, GetMembershipResponses, GetNodeData, GetNodeDeploymentData, GetNodeDeploymentErrors, GetNodeDeploymentResponses, GetNodeDriftData, GetNodeDriftErrors, GetNodeDriftResponses, GetNodeErrors, GetNodeHealthData, GetNodeHealthErrors, GetNodeHealthResponses, GetNodeProfileData, GetNodeProfileErrors, GetNodeProfileResponses, GetNodeResponses, GetOperationData, GetOperationErrors, GetOperationResponses, GetPlatformConfigData, GetPlatformConfigErrors, GetPlatformConfigResponses, GetProviderData, GetProviderErrors, GetProviderResponses, GetRecordData, GetRecordErrors, GetRecordResponses, GetRegionData, GetRegionErrors, GetRegionResponses, GetRegionRuntimeData, GetRegionRuntimeErrors, GetRegionRuntimeResponses, GetShardData, GetShardErrors, GetShardResponses, GetSubscriptionData, GetSubscriptionErrors, GetSubscriptionResponses, GetSyncRunData, GetSyncRunErrors, GetSyncRunResponses, GetSyncStatusData, GetSyncStatusErrors, GetSyncStatusResponses, GetTenantData, GetTenantErrors, GetTenantResourceSummaryData, GetTenantResourceSummaryErrors, GetTenantResourceSummaryResponses, GetTenantResponses, GetUserData, GetUserErrors, GetUserResponses, GetVpsData, GetVpsErrors, GetVpsResponses, GetWebhookData, GetWebhookErrors, GetWebhookResponses, GetWebrootData, GetWebrootErrors, GetWebrootResponses, GetZoneData, GetZoneErrors, GetZoneResponses, ListApiKeysData, ListApiKeysErrors, ListApiKeysResponses, ListAssignmentsData, ListAssignmentsErrors, ListAssignmentsResponses, ListAuditData, ListAuditErrors, ListAuditResponses, ListBrandsData, ListBrandsErrors, ListBrandsResponses, ListChainKeysData, ListChainKeysErrors, ListChainKeysResponses, ListCheckpointsData, ListCheckpointsErrors, ListCheckpointsResponses, ListClusterRuntimesData, ListClusterRuntimesErrors, ListClusterRuntimesResponses, ListClustersData, ListClustersErrors, ListClustersOfAllData, ListClustersOfAllErrors, ListClustersOfAllResponses, ListClustersResponses, ListDeploymentsData, ListDeploymentsErrors, ListDeploymentsResponses, ListEventsData, ListEventsErrors, ListEventsResponses, ListFqdnsData, ListFqdnsErrors, ListFqdnsOfTenantData, ListFqdnsOfTenantErrors, ListFqdnsOfTenantResponses, ListFqdnsResponses, ListHostsData, ListHostsErrors, ListHostsResponses, ListIpsData, ListIpsErrors, ListIpsResponses, ListLbAddressesData, ListLbAddressesErrors, ListLbAddressesResponses, ListMembershipsData, ListMembershipsErrors, ListMembershipsResponses, ListNodeProfilesData, ListNodeProfilesErrors, ListNodeProfilesResponses, ListNodesData, ListNodesErrors, ListNodesResponses, ListOperationsData, ListOperationsErrors, ListOperationsResponses, ListParkedData, ListParkedErrors, ListParkedResponses, ListProjectionsData, ListProjectionsErrors, ListProjectionsResponses, ListProviderRegionsByPostData, ListProviderRegionsByPostErrors, ListProviderRegionsByPostResponses, ListProviderRegionsData, ListProviderRegionsErrors, ListProviderRegionsResponses, ListProvidersData, ListProvidersErrors, ListProviderServicesByPostData, ListProviderServicesByPostErrors, ListProviderServicesByPostResponses, ListProviderServicesData, ListProviderServicesErrors, ListProviderServicesResponses, ListProvidersResponses, ListRecordsData, ListRecordsErrors, ListRecordsResponses, ListRegionRuntimesData, ListRegionRuntimesErrors, ListRegionRuntimesResponses, ListRegionsData, ListRegionsErrors, ListRegionsResponses, ListShardsData, ListShardsErrors, ListShardsResponses, ListSubscriptionsData, ListSubscriptionsErrors, ListSubscriptionsResponses, ListSyncRunsData, ListSyncRunsErrors, ListSyncRunsResponses, ListTenantsData, ListTenantsErrors, ListTenantsResponses, ListUsersData, ListUsersErrors, ListUsersResponses, ListVpsData, ListVpsErrors, ListVpsResponses, ListWebhookDeliveriesData, ListWebhookDeliveriesErrors, ListWebhookDeliveriesResponses, ListWebhooksData, ListWebhooksErrors, ListWebhooksResponses, ListWebrootsData, ListWebrootsErrors, ListWebrootsResponses, ListZonesData, ListZonesErrors, ListZonesResponses, LiveData, LiveErrors, LiveResponses, LoginCallbackData, LoginCallbackErrors, LoginCallbackResponses, LoginData, LoginErrors, LoginResponses, LogoutData, LogoutErrors, LogoutResponses, MetricsData, MetricsErrors, MetricsResponses, OpenApiData, OpenApiErrors, OpenApiResponses, ProvisionClusterData, ProvisionClusterErrors, ProvisionClusterResponses, ProvisionNodeData, ProvisionNodeErrors, ProvisionNodeResponses, ReadyData, ReadyErrors, ReadyResponses, RebuildProjectionData, RebuildProjectionErrors, RebuildProjectionResponses, ReplayParkedData, ReplayParkedErrors, ReplayParkedResponses, ReplayProjectionData, ReplayProjectionErrors, ReplayProjectionResponses, ReplayWebhookDeliveryData, ReplayWebhookDeliveryErrors, ReplayWebhookDeliveryResponses, RetryClusterData, RetryClusterErrors, RetryClusterResponses, RetryFailedOfTenantData, RetryFailedOfTenantErrors, RetryFailedOfTenantResponses, RetryFqdnData, RetryFqdnErrors, RetryFqdnResponses, RetryNodeData, RetryNodeErrors, RetryNodeResponses, RetryRecordData, RetryRecordErrors, RetryRecordResponses, RetryShardData, RetryShardErrors, RetryShardResponses, RetryTenantData, RetryTenantErrors, RetryTenantResponses, RetryWebrootData, RetryWebrootErrors, RetryWebrootResponses, RetryZoneData, RetryZoneErrors, RetryZoneResponses, RotateApiKeyData, RotateApiKeyErrors, RotateApiKeyResponses, RotateChainKeyData, RotateChainKeyErrors, RotateChainKeyResponses, RotateSigningKeysData, RotateSigningKeysErrors, RotateSigningKeysResponses, RotateWebhookData, RotateWebhookErrors, RotateWebhookResponses, SessionData, SessionErrors, SessionResponses, StreamEventsData, StreamEventsErrors, StreamEventsResponse, StreamEventsResponses, SuspendTenantData, SuspendTenantErrors, SuspendTenantResponses, SyncInfrastructureData, SyncInfrastructureErrors, SyncInfrastructureResponses, SyncProviderData, SyncProviderErrors, SyncProviderResponses, TestProviderConnectionByPostData, TestProviderConnectionByPostErrors, TestProviderConnectionByPostResponses, TestProviderConnectionData, TestProviderConnectionErrors, TestProviderConnectionResponses, TestWebhookData, TestWebhookErrors, TestWebhookResponses, UnassignIpData, UnassignIpErrors, UnassignIpResponses, UnassignVpsData, UnassignVpsErrors, UnassignVpsResponses, UnsuspendTenantData, UnsuspendTenantErrors, UnsuspendTenantResponses, UpdateApiKeyData, UpdateApiKeyErrors, UpdateApiKeyResponses, UpdateBrandClustersData, UpdateBrandClustersErrors, UpdateBrandClustersResponses, UpdateBrandData, UpdateBrandErrors, UpdateBrandResponses, UpdateClusterData, UpdateClusterErrors, UpdateClusterResponses, UpdateClusterRuntimeData, UpdateClusterRuntimeErrors, UpdateClusterRuntimeResponses, UpdateFqdnData, UpdateFqdnErrors, UpdateFqdnResponses, UpdateHostData, UpdateHostErrors, UpdateHostResponses, UpdateLbAddressData, UpdateLbAddressErrors, UpdateLbAddressResponses, UpdateMembershipData, UpdateMembershipErrors, UpdateMembershipResponses, UpdateNodeData, UpdateNodeErrors, UpdateNodeProfileData, UpdateNodeProfileErrors, UpdateNodeProfileResponses, UpdateNodeResponses, UpdatePlatformConfigData, UpdatePlatformConfigErrors, UpdatePlatformConfigResponses, UpdateProviderData, UpdateProviderErrors, UpdateProviderResponses, UpdateRecordData, UpdateRecordErrors, UpdateRecordResponses, UpdateRegionData, UpdateRegionErrors, UpdateRegionResponses, UpdateRegionRuntimeData, UpdateRegionRuntimeErrors, UpdateRegionRuntimeResponses, UpdateShardData, UpdateShardErrors, UpdateShardResponses, UpdateSubscriptionData, UpdateSubscriptionErrors, UpdateSubscriptionResponses, UpdateTenantData, UpdateTenantErrors, UpdateTenantResponses, UpdateUserData, UpdateUserErrors, UpdateUserResponses, UpdateWebhookData, UpdateWebhookErrors, UpdateWebhookResponses, UpdateWebrootData, UpdateWebrootErrors, UpdateWebrootResponses, UpdateZoneData, UpdateZoneErrors, UpdateZoneResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

/**
 * List api-keys
 */
export const listApiKeys = <ThrowOnError extends boolean = false>(options?: Options<ListApiKeysData, ThrowOnError>): RequestResult<ListApiKeysResponses, ListApiKeysErrors, ThrowOnError> => (options?.client ?? client).get<ListApiKeysResponses, ListApiKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/api-keys',
    ...options
});

/**
 * Make a key, which may do no more than whoever makes it
 */
export const createApiKey = <ThrowOnError extends boolean = false>(options: Options<CreateApiKeyData, ThrowOnError>): RequestResult<CreateApiKeyResponses, CreateApiKeyErrors, ThrowOnError> => (options.client ?? client).post<CreateApiKeyResponses, CreateApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/api-keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a api-key
 */
export const deleteApiKey = <ThrowOnError extends boolean = false>(options: Options<DeleteApiKeyData, ThrowOnError>): RequestResult<DeleteApiKeyResponses, DeleteApiKeyErrors, ThrowOnError> => (options.client ?? client).delete<DeleteApiKeyResponses, DeleteApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/api-keys/{id}',
    ...options
});

/**
 * Show a api-key
 */
export const getApiKey = <ThrowOnError extends boolean = false>(options: Options<GetApiKeyData, ThrowOnError>): RequestResult<GetApiKeyResponses, GetApiKeyErrors, ThrowOnError> => (options.client ?? client).get<GetApiKeyResponses, GetApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/api-keys/{id}',
    ...options
});

/**
 * Change a api-key: an absent field keeps, null clears
 */
export const updateApiKey = <ThrowOnError extends boolean = false>(options: Options<UpdateApiKeyData, ThrowOnError>): RequestResult<UpdateApiKeyResponses, UpdateApiKeyErrors, ThrowOnError> => (options.client ?? client).put<UpdateApiKeyResponses, UpdateApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/api-keys/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Make a new key in its place; the old one is good for the overlap, an hour unless told
 */
export const rotateApiKey = <ThrowOnError extends boolean = false>(options: Options<RotateApiKeyData, ThrowOnError>): RequestResult<RotateApiKeyResponses, RotateApiKeyErrors, ThrowOnError> => (options.client ?? client).post<RotateApiKeyResponses, RotateApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/api-keys/{id}/rotate',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List who did what, from where and why, who logged in, and what was refused or denied, the newest first
 */
export const listAudit = <ThrowOnError extends boolean = false>(options?: Options<ListAuditData, ThrowOnError>): RequestResult<ListAuditResponses, ListAuditErrors, ThrowOnError> => (options?.client ?? client).get<ListAuditResponses, ListAuditErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/audit',
    ...options
});

/**
 * List the signed checkpoints of the ledger, the oldest first
 */
export const listCheckpoints = <ThrowOnError extends boolean = false>(options?: Options<ListCheckpointsData, ThrowOnError>): RequestResult<ListCheckpointsResponses, ListCheckpointsErrors, ThrowOnError> => (options?.client ?? client).get<ListCheckpointsResponses, ListCheckpointsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/audit/checkpoints',
    ...options
});

/**
 * List the public keys of checkpoints, the oldest first; each but the first is vouched for by the one before
 */
export const listChainKeys = <ThrowOnError extends boolean = false>(options?: Options<ListChainKeysData, ThrowOnError>): RequestResult<ListChainKeysResponses, ListChainKeysErrors, ThrowOnError> => (options?.client ?? client).get<ListChainKeysResponses, ListChainKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/audit/keys',
    ...options
});

/**
 * Make a new key that signs checkpoints from now on; the one so far vouches for it, and stays good for what it signed
 */
export const rotateChainKey = <ThrowOnError extends boolean = false>(options?: Options<RotateChainKeyData, ThrowOnError>): RequestResult<RotateChainKeyResponses, RotateChainKeyErrors, ThrowOnError> => (options?.client ?? client).post<RotateChainKeyResponses, RotateChainKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/audit/keys',
    ...options
});

/**
 * Export a range of the ledger as it lies there, from the checkpoint before it to the one that closes it, for `hostctl audit verify`
 */
export const exportLedger = <ThrowOnError extends boolean = false>(options?: Options<ExportLedgerData, ThrowOnError>): RequestResult<ExportLedgerResponses, ExportLedgerErrors, ThrowOnError> => (options?.client ?? client).get<ExportLedgerResponses, ExportLedgerErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/audit/ledger',
    ...options
});

/**
 * List brands
 */
export const listBrands = <ThrowOnError extends boolean = false>(options?: Options<ListBrandsData, ThrowOnError>): RequestResult<ListBrandsResponses, ListBrandsErrors, ThrowOnError> => (options?.client ?? client).get<ListBrandsResponses, ListBrandsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/brands',
    ...options
});

/**
 * Create a brand
 */
export const createBrand = <ThrowOnError extends boolean = false>(options: Options<CreateBrandData, ThrowOnError>): RequestResult<CreateBrandResponses, CreateBrandErrors, ThrowOnError> => (options.client ?? client).post<CreateBrandResponses, CreateBrandErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/brands',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a brand
 */
export const deleteBrand = <ThrowOnError extends boolean = false>(options: Options<DeleteBrandData, ThrowOnError>): RequestResult<DeleteBrandResponses, DeleteBrandErrors, ThrowOnError> => (options.client ?? client).delete<DeleteBrandResponses, DeleteBrandErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/brands/{id}',
    ...options
});

/**
 * Show a brand
 */
export const getBrand = <ThrowOnError extends boolean = false>(options: Options<GetBrandData, ThrowOnError>): RequestResult<GetBrandResponses, GetBrandErrors, ThrowOnError> => (options.client ?? client).get<GetBrandResponses, GetBrandErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/brands/{id}',
    ...options
});

/**
 * Change a brand: an absent field keeps, null clears
 */
export const updateBrand = <ThrowOnError extends boolean = false>(options: Options<UpdateBrandData, ThrowOnError>): RequestResult<UpdateBrandResponses, UpdateBrandErrors, ThrowOnError> => (options.client ?? client).put<UpdateBrandResponses, UpdateBrandErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/brands/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Show in which clusters a brand’s tenants may be placed; none: in every one
 */
export const getBrandClusters = <ThrowOnError extends boolean = false>(options: Options<GetBrandClustersData, ThrowOnError>): RequestResult<GetBrandClustersResponses, GetBrandClustersErrors, ThrowOnError> => (options.client ?? client).get<GetBrandClustersResponses, GetBrandClustersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/brands/{id}/clusters',
    ...options
});

/**
 * Say in which clusters a brand’s tenants may be placed; none: in every one
 */
export const updateBrandClusters = <ThrowOnError extends boolean = false>(options: Options<UpdateBrandClustersData, ThrowOnError>): RequestResult<UpdateBrandClustersResponses, UpdateBrandClustersErrors, ThrowOnError> => (options.client ?? client).put<UpdateBrandClustersResponses, UpdateBrandClustersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/brands/{id}/clusters',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a cluster-runtime
 */
export const deleteClusterRuntime = <ThrowOnError extends boolean = false>(options: Options<DeleteClusterRuntimeData, ThrowOnError>): RequestResult<DeleteClusterRuntimeResponses, DeleteClusterRuntimeErrors, ThrowOnError> => (options.client ?? client).delete<DeleteClusterRuntimeResponses, DeleteClusterRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/cluster-runtimes/{id}',
    ...options
});

/**
 * Show a cluster-runtime
 */
export const getClusterRuntime = <ThrowOnError extends boolean = false>(options: Options<GetClusterRuntimeData, ThrowOnError>): RequestResult<GetClusterRuntimeResponses, GetClusterRuntimeErrors, ThrowOnError> => (options.client ?? client).get<GetClusterRuntimeResponses, GetClusterRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/cluster-runtimes/{id}',
    ...options
});

/**
 * Change a cluster-runtime: an absent field keeps, null clears
 */
export const updateClusterRuntime = <ThrowOnError extends boolean = false>(options: Options<UpdateClusterRuntimeData, ThrowOnError>): RequestResult<UpdateClusterRuntimeResponses, UpdateClusterRuntimeErrors, ThrowOnError> => (options.client ?? client).put<UpdateClusterRuntimeResponses, UpdateClusterRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/cluster-runtimes/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List clusters
 */
export const listClustersOfAll = <ThrowOnError extends boolean = false>(options?: Options<ListClustersOfAllData, ThrowOnError>): RequestResult<ListClustersOfAllResponses, ListClustersOfAllErrors, ThrowOnError> => (options?.client ?? client).get<ListClustersOfAllResponses, ListClustersOfAllErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters',
    ...options
});

/**
 * List the hosts of one cluster
 */
export const listHosts = <ThrowOnError extends boolean = false>(options: Options<ListHostsData, ThrowOnError>): RequestResult<ListHostsResponses, ListHostsErrors, ThrowOnError> => (options.client ?? client).get<ListHostsResponses, ListHostsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/hosts',
    ...options
});

/**
 * Create a host
 */
export const createHost = <ThrowOnError extends boolean = false>(options: Options<CreateHostData, ThrowOnError>): RequestResult<CreateHostResponses, CreateHostErrors, ThrowOnError> => (options.client ?? client).post<CreateHostResponses, CreateHostErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/hosts',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the lb-addresses of one cluster
 */
export const listLbAddresses = <ThrowOnError extends boolean = false>(options: Options<ListLbAddressesData, ThrowOnError>): RequestResult<ListLbAddressesResponses, ListLbAddressesErrors, ThrowOnError> => (options.client ?? client).get<ListLbAddressesResponses, ListLbAddressesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/lb-addresses',
    ...options
});

/**
 * Create a lb-address
 */
export const createLbAddress = <ThrowOnError extends boolean = false>(options: Options<CreateLbAddressData, ThrowOnError>): RequestResult<CreateLbAddressResponses, CreateLbAddressErrors, ThrowOnError> => (options.client ?? client).post<CreateLbAddressResponses, CreateLbAddressErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/lb-addresses',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the nodes of one cluster
 */
export const listNodes = <ThrowOnError extends boolean = false>(options: Options<ListNodesData, ThrowOnError>): RequestResult<ListNodesResponses, ListNodesErrors, ThrowOnError> => (options.client ?? client).get<ListNodesResponses, ListNodesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/nodes',
    ...options
});

/**
 * Create a node
 */
export const createNode = <ThrowOnError extends boolean = false>(options: Options<CreateNodeData, ThrowOnError>): RequestResult<CreateNodeResponses, CreateNodeErrors, ThrowOnError> => (options.client ?? client).post<CreateNodeResponses, CreateNodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/nodes',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a cluster-runtime by what it offers
 */
export const deleteClusterRuntimeByName = <ThrowOnError extends boolean = false>(options: Options<DeleteClusterRuntimeByNameData, ThrowOnError>): RequestResult<DeleteClusterRuntimeByNameResponses, DeleteClusterRuntimeByNameErrors, ThrowOnError> => (options.client ?? client).delete<DeleteClusterRuntimeByNameResponses, DeleteClusterRuntimeByNameErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/runtimes',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the cluster-runtimes of one cluster
 */
export const listClusterRuntimes = <ThrowOnError extends boolean = false>(options: Options<ListClusterRuntimesData, ThrowOnError>): RequestResult<ListClusterRuntimesResponses, ListClusterRuntimesErrors, ThrowOnError> => (options.client ?? client).get<ListClusterRuntimesResponses, ListClusterRuntimesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/runtimes',
    ...options
});

/**
 * Create a cluster-runtime
 */
export const createClusterRuntime = <ThrowOnError extends boolean = false>(options: Options<CreateClusterRuntimeData, ThrowOnError>): RequestResult<CreateClusterRuntimeResponses, CreateClusterRuntimeErrors, ThrowOnError> => (options.client ?? client).post<CreateClusterRuntimeResponses, CreateClusterRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/runtimes',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the shards of one cluster
 */
export const listShards = <ThrowOnError extends boolean = false>(options: Options<ListShardsData, ThrowOnError>): RequestResult<ListShardsResponses, ListShardsErrors, ThrowOnError> => (options.client ?? client).get<ListShardsResponses, ListShardsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/shards',
    ...options
});

/**
 * Create a shard
 */
export const createShard = <ThrowOnError extends boolean = false>(options: Options<CreateShardData, ThrowOnError>): RequestResult<CreateShardResponses, CreateShardErrors, ThrowOnError> => (options.client ?? client).post<CreateShardResponses, CreateShardErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{cluster_id}/shards',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a cluster
 */
export const deleteCluster = <ThrowOnError extends boolean = false>(options: Options<DeleteClusterData, ThrowOnError>): RequestResult<DeleteClusterResponses, DeleteClusterErrors, ThrowOnError> => (options.client ?? client).delete<DeleteClusterResponses, DeleteClusterErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{id}',
    ...options
});

/**
 * Show a cluster
 */
export const getCluster = <ThrowOnError extends boolean = false>(options: Options<GetClusterData, ThrowOnError>): RequestResult<GetClusterResponses, GetClusterErrors, ThrowOnError> => (options.client ?? client).get<GetClusterResponses, GetClusterErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{id}',
    ...options
});

/**
 * Change a cluster: an absent field keeps, null clears
 */
export const updateCluster = <ThrowOnError extends boolean = false>(options: Options<UpdateClusterData, ThrowOnError>): RequestResult<UpdateClusterResponses, UpdateClusterErrors, ThrowOnError> => (options.client ?? client).put<UpdateClusterResponses, UpdateClusterErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Take its nodes out of service
 */
export const decommissionCluster = <ThrowOnError extends boolean = false>(options: Options<DecommissionClusterData, ThrowOnError>): RequestResult<DecommissionClusterResponses, DecommissionClusterErrors, ThrowOnError> => (options.client ?? client).post<DecommissionClusterResponses, DecommissionClusterErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{id}/decommission',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Bring its shards and nodes into service, and look at a page through its load balancers
 */
export const provisionCluster = <ThrowOnError extends boolean = false>(options: Options<ProvisionClusterData, ThrowOnError>): RequestResult<ProvisionClusterResponses, ProvisionClusterErrors, ThrowOnError> => (options.client ?? client).post<ProvisionClusterResponses, ProvisionClusterErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{id}/provision',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Try again to make the cluster what it should be; harmless when nothing failed
 */
export const retryCluster = <ThrowOnError extends boolean = false>(options: Options<RetryClusterData, ThrowOnError>): RequestResult<RetryClusterResponses, RetryClusterErrors, ThrowOnError> => (options.client ?? client).post<RetryClusterResponses, RetryClusterErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/clusters/{id}/retry',
    ...options
});

/**
 * Look at every provider now; takes the secret of the schedule, or a key that may write providers
 */
export const syncInfrastructure = <ThrowOnError extends boolean = false>(options?: Options<SyncInfrastructureData, ThrowOnError>): RequestResult<SyncInfrastructureResponses, SyncInfrastructureErrors, ThrowOnError> => (options?.client ?? client).post<SyncInfrastructureResponses, SyncInfrastructureErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/cron/sync-infra',
    ...options
});

/**
 * Show a deployment
 */
export const getDeployment = <ThrowOnError extends boolean = false>(options: Options<GetDeploymentData, ThrowOnError>): RequestResult<GetDeploymentResponses, GetDeploymentErrors, ThrowOnError> => (options.client ?? client).get<GetDeploymentResponses, GetDeploymentErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/deployments/{id}',
    ...options
});

/**
 * Show what differs between two moments, by kind and id; what was changed back does not
 */
export const diff = <ThrowOnError extends boolean = false>(options?: Options<DiffData, ThrowOnError>): RequestResult<DiffResponses, DiffErrors, ThrowOnError> => (options?.client ?? client).get<DiffResponses, DiffErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/diff',
    ...options
});

/**
 * List what has happened
 */
export const listEvents = <ThrowOnError extends boolean = false>(options?: Options<ListEventsData, ThrowOnError>): RequestResult<ListEventsResponses, ListEventsErrors, ThrowOnError> => (options?.client ?? client).get<ListEventsResponses, ListEventsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/events',
    ...options
});

/**
 * Follow events as they happen: server-sent events whose id is the position; resume with Last-Event-ID. A WebSocket at /api/v1/events/ws gets the same, a message an event
 */
export const streamEvents = <ThrowOnError extends boolean = false>(options?: Options<StreamEventsData, ThrowOnError, StreamEventsResponse>): Promise<ServerSentEventsResult<StreamEventsResponses>> => (options?.client ?? client).sse.get<StreamEventsResponses, StreamEventsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/events/stream',
    ...options
});

/**
 * Delete a fqdn
 */
export const deleteFqdn = <ThrowOnError extends boolean = false>(options: Options<DeleteFqdnData, ThrowOnError>): RequestResult<DeleteFqdnResponses, DeleteFqdnErrors, ThrowOnError> => (options.client ?? client).delete<DeleteFqdnResponses, DeleteFqdnErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/fqdns/{id}',
    ...options
});

/**
 * Show a fqdn
 */
export const getFqdn = <ThrowOnError extends boolean = false>(options: Options<GetFqdnData, ThrowOnError>): RequestResult<GetFqdnResponses, GetFqdnErrors, ThrowOnError> => (options.client ?? client).get<GetFqdnResponses, GetFqdnErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/fqdns/{id}',
    ...options
});

/**
 * Change a fqdn: an absent field keeps, null clears
 */
export const updateFqdn = <ThrowOnError extends boolean = false>(options: Options<UpdateFqdnData, ThrowOnError>): RequestResult<UpdateFqdnResponses, UpdateFqdnErrors, ThrowOnError> => (options.client ?? client).put<UpdateFqdnResponses, UpdateFqdnErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/fqdns/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Try again to make the fqdn what it should be; harmless when nothing failed
 */
export const retryFqdn = <ThrowOnError extends boolean = false>(options: Options<RetryFqdnData, ThrowOnError>): RequestResult<RetryFqdnResponses, RetryFqdnErrors, ThrowOnError> => (options.client ?? client).post<RetryFqdnResponses, RetryFqdnErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/fqdns/{id}/retry',
    ...options
});

/**
 * List the deployments of one host
 */
export const listDeployments = <ThrowOnError extends boolean = false>(options: Options<ListDeploymentsData, ThrowOnError>): RequestResult<ListDeploymentsResponses, ListDeploymentsErrors, ThrowOnError> => (options.client ?? client).get<ListDeploymentsResponses, ListDeploymentsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/hosts/{host_id}/deployments',
    ...options
});

/**
 * Delete a host
 */
export const deleteHost = <ThrowOnError extends boolean = false>(options: Options<DeleteHostData, ThrowOnError>): RequestResult<DeleteHostResponses, DeleteHostErrors, ThrowOnError> => (options.client ?? client).delete<DeleteHostResponses, DeleteHostErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/hosts/{id}',
    ...options
});

/**
 * Show a host
 */
export const getHost = <ThrowOnError extends boolean = false>(options: Options<GetHostData, ThrowOnError>): RequestResult<GetHostResponses, GetHostErrors, ThrowOnError> => (options.client ?? client).get<GetHostResponses, GetHostErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/hosts/{id}',
    ...options
});

/**
 * Change a host: an absent field keeps, null clears
 */
export const updateHost = <ThrowOnError extends boolean = false>(options: Options<UpdateHostData, ThrowOnError>): RequestResult<UpdateHostResponses, UpdateHostErrors, ThrowOnError> => (options.client ?? client).put<UpdateHostResponses, UpdateHostErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/hosts/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Make a new key that signs tokens once everybody knows it; what the one so far has signed stays good
 */
export const rotateSigningKeys = <ThrowOnError extends boolean = false>(options?: Options<RotateSigningKeysData, ThrowOnError>): RequestResult<RotateSigningKeysResponses, RotateSigningKeysErrors, ThrowOnError> => (options?.client ?? client).post<RotateSigningKeysResponses, RotateSigningKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/identity/signing-keys/rotate',
    ...options
});

/**
 * List who has used which VPS and addresses, newest first
 */
export const listAssignments = <ThrowOnError extends boolean = false>(options?: Options<ListAssignmentsData, ThrowOnError>): RequestResult<ListAssignmentsResponses, ListAssignmentsErrors, ThrowOnError> => (options?.client ?? client).get<ListAssignmentsResponses, ListAssignmentsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/assignments',
    ...options
});

/**
 * List ips
 */
export const listIps = <ThrowOnError extends boolean = false>(options?: Options<ListIpsData, ThrowOnError>): RequestResult<ListIpsResponses, ListIpsErrors, ThrowOnError> => (options?.client ?? client).get<ListIpsResponses, ListIpsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/ips',
    ...options
});

/**
 * Show a ip
 */
export const getIp = <ThrowOnError extends boolean = false>(options: Options<GetIpData, ThrowOnError>): RequestResult<GetIpResponses, GetIpErrors, ThrowOnError> => (options.client ?? client).get<GetIpResponses, GetIpErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/ips/{id}',
    ...options
});

/**
 * Say which tenant uses it, and for which domain
 */
export const assignIp = <ThrowOnError extends boolean = false>(options: Options<AssignIpData, ThrowOnError>): RequestResult<AssignIpResponses, AssignIpErrors, ThrowOnError> => (options.client ?? client).post<AssignIpResponses, AssignIpErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/ips/{id}/assign',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Take it back from its tenant
 */
export const unassignIp = <ThrowOnError extends boolean = false>(options: Options<UnassignIpData, ThrowOnError>): RequestResult<UnassignIpResponses, UnassignIpErrors, ThrowOnError> => (options.client ?? client).post<UnassignIpResponses, UnassignIpErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/ips/{id}/unassign',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * When the providers were last looked at, and how that went
 */
export const getSyncStatus = <ThrowOnError extends boolean = false>(options?: Options<GetSyncStatusData, ThrowOnError>): RequestResult<GetSyncStatusResponses, GetSyncStatusErrors, ThrowOnError> => (options?.client ?? client).get<GetSyncStatusResponses, GetSyncStatusErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/status',
    ...options
});

/**
 * List sync runs, newest first
 */
export const listSyncRuns = <ThrowOnError extends boolean = false>(options?: Options<ListSyncRunsData, ThrowOnError>): RequestResult<ListSyncRunsResponses, ListSyncRunsErrors, ThrowOnError> => (options?.client ?? client).get<ListSyncRunsResponses, ListSyncRunsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/sync-runs',
    ...options
});

/**
 * Show a sync run
 */
export const getSyncRun = <ThrowOnError extends boolean = false>(options: Options<GetSyncRunData, ThrowOnError>): RequestResult<GetSyncRunResponses, GetSyncRunErrors, ThrowOnError> => (options.client ?? client).get<GetSyncRunResponses, GetSyncRunErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/sync-runs/{id}',
    ...options
});

/**
 * Let a run go on that would make suspiciously much vanish
 */
export const confirmSyncRun = <ThrowOnError extends boolean = false>(options: Options<ConfirmSyncRunData, ThrowOnError>): RequestResult<ConfirmSyncRunResponses, ConfirmSyncRunErrors, ThrowOnError> => (options.client ?? client).post<ConfirmSyncRunResponses, ConfirmSyncRunErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/sync-runs/{id}/confirm',
    ...options
});

/**
 * List vps
 */
export const listVps = <ThrowOnError extends boolean = false>(options?: Options<ListVpsData, ThrowOnError>): RequestResult<ListVpsResponses, ListVpsErrors, ThrowOnError> => (options?.client ?? client).get<ListVpsResponses, ListVpsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/vps',
    ...options
});

/**
 * Show a vps
 */
export const getVps = <ThrowOnError extends boolean = false>(options: Options<GetVpsData, ThrowOnError>): RequestResult<GetVpsResponses, GetVpsErrors, ThrowOnError> => (options.client ?? client).get<GetVpsResponses, GetVpsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/vps/{id}',
    ...options
});

/**
 * Say which tenant uses it, and for which domain
 */
export const assignVps = <ThrowOnError extends boolean = false>(options: Options<AssignVpsData, ThrowOnError>): RequestResult<AssignVpsResponses, AssignVpsErrors, ThrowOnError> => (options.client ?? client).post<AssignVpsResponses, AssignVpsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/vps/{id}/assign',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Take it back from its tenant
 */
export const unassignVps = <ThrowOnError extends boolean = false>(options: Options<UnassignVpsData, ThrowOnError>): RequestResult<UnassignVpsResponses, UnassignVpsErrors, ThrowOnError> => (options.client ?? client).post<UnassignVpsResponses, UnassignVpsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/infrastructure/vps/{id}/unassign',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a lb-address
 */
export const deleteLbAddress = <ThrowOnError extends boolean = false>(options: Options<DeleteLbAddressData, ThrowOnError>): RequestResult<DeleteLbAddressResponses, DeleteLbAddressErrors, ThrowOnError> => (options.client ?? client).delete<DeleteLbAddressResponses, DeleteLbAddressErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/lb-addresses/{id}',
    ...options
});

/**
 * Show a lb-address
 */
export const getLbAddress = <ThrowOnError extends boolean = false>(options: Options<GetLbAddressData, ThrowOnError>): RequestResult<GetLbAddressResponses, GetLbAddressErrors, ThrowOnError> => (options.client ?? client).get<GetLbAddressResponses, GetLbAddressErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/lb-addresses/{id}',
    ...options
});

/**
 * Change a lb-address: an absent field keeps, null clears
 */
export const updateLbAddress = <ThrowOnError extends boolean = false>(options: Options<UpdateLbAddressData, ThrowOnError>): RequestResult<UpdateLbAddressResponses, UpdateLbAddressErrors, ThrowOnError> => (options.client ?? client).put<UpdateLbAddressResponses, UpdateLbAddressErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/lb-addresses/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List memberships
 */
export const listMemberships = <ThrowOnError extends boolean = false>(options?: Options<ListMembershipsData, ThrowOnError>): RequestResult<ListMembershipsResponses, ListMembershipsErrors, ThrowOnError> => (options?.client ?? client).get<ListMembershipsResponses, ListMembershipsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/memberships',
    ...options
});

/**
 * Create a membership
 */
export const createMembership = <ThrowOnError extends boolean = false>(options: Options<CreateMembershipData, ThrowOnError>): RequestResult<CreateMembershipResponses, CreateMembershipErrors, ThrowOnError> => (options.client ?? client).post<CreateMembershipResponses, CreateMembershipErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/memberships',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a membership
 */
export const deleteMembership = <ThrowOnError extends boolean = false>(options: Options<DeleteMembershipData, ThrowOnError>): RequestResult<DeleteMembershipResponses, DeleteMembershipErrors, ThrowOnError> => (options.client ?? client).delete<DeleteMembershipResponses, DeleteMembershipErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/memberships/{id}',
    ...options
});

/**
 * Show a membership
 */
export const getMembership = <ThrowOnError extends boolean = false>(options: Options<GetMembershipData, ThrowOnError>): RequestResult<GetMembershipResponses, GetMembershipErrors, ThrowOnError> => (options.client ?? client).get<GetMembershipResponses, GetMembershipErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/memberships/{id}',
    ...options
});

/**
 * Change a membership: an absent field keeps, null clears
 */
export const updateMembership = <ThrowOnError extends boolean = false>(options: Options<UpdateMembershipData, ThrowOnError>): RequestResult<UpdateMembershipResponses, UpdateMembershipErrors, ThrowOnError> => (options.client ?? client).put<UpdateMembershipResponses, UpdateMembershipErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/memberships/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List node-profiles
 */
export const listNodeProfiles = <ThrowOnError extends boolean = false>(options?: Options<ListNodeProfilesData, ThrowOnError>): RequestResult<ListNodeProfilesResponses, ListNodeProfilesErrors, ThrowOnError> => (options?.client ?? client).get<ListNodeProfilesResponses, ListNodeProfilesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/node-profiles',
    ...options
});

/**
 * Create a node-profile
 */
export const createNodeProfile = <ThrowOnError extends boolean = false>(options: Options<CreateNodeProfileData, ThrowOnError>): RequestResult<CreateNodeProfileResponses, CreateNodeProfileErrors, ThrowOnError> => (options.client ?? client).post<CreateNodeProfileResponses, CreateNodeProfileErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/node-profiles',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a node-profile
 */
export const deleteNodeProfile = <ThrowOnError extends boolean = false>(options: Options<DeleteNodeProfileData, ThrowOnError>): RequestResult<DeleteNodeProfileResponses, DeleteNodeProfileErrors, ThrowOnError> => (options.client ?? client).delete<DeleteNodeProfileResponses, DeleteNodeProfileErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/node-profiles/{id}',
    ...options
});

/**
 * Show a node-profile
 */
export const getNodeProfile = <ThrowOnError extends boolean = false>(options: Options<GetNodeProfileData, ThrowOnError>): RequestResult<GetNodeProfileResponses, GetNodeProfileErrors, ThrowOnError> => (options.client ?? client).get<GetNodeProfileResponses, GetNodeProfileErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/node-profiles/{id}',
    ...options
});

/**
 * Change a node-profile: an absent field keeps, null clears
 */
export const updateNodeProfile = <ThrowOnError extends boolean = false>(options: Options<UpdateNodeProfileData, ThrowOnError>): RequestResult<UpdateNodeProfileResponses, UpdateNodeProfileErrors, ThrowOnError> => (options.client ?? client).put<UpdateNodeProfileResponses, UpdateNodeProfileErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/node-profiles/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a node
 */
export const deleteNode = <ThrowOnError extends boolean = false>(options: Options<DeleteNodeData, ThrowOnError>): RequestResult<DeleteNodeResponses, DeleteNodeErrors, ThrowOnError> => (options.client ?? client).delete<DeleteNodeResponses, DeleteNodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}',
    ...options
});

/**
 * Show a node
 */
export const getNode = <ThrowOnError extends boolean = false>(options: Options<GetNodeData, ThrowOnError>): RequestResult<GetNodeResponses, GetNodeErrors, ThrowOnError> => (options.client ?? client).get<GetNodeResponses, GetNodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}',
    ...options
});

/**
 * Change a node: an absent field keeps, null clears
 */
export const updateNode = <ThrowOnError extends boolean = false>(options: Options<UpdateNodeData, ThrowOnError>): RequestResult<UpdateNodeResponses, UpdateNodeErrors, ThrowOnError> => (options.client ?? client).put<UpdateNodeResponses, UpdateNodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Drain it, stop it, and revoke its certificate
 */
export const decommissionNode = <ThrowOnError extends boolean = false>(options: Options<DecommissionNodeData, ThrowOnError>): RequestResult<DecommissionNodeResponses, DecommissionNodeErrors, ThrowOnError> => (options.client ?? client).post<DecommissionNodeResponses, DecommissionNodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}/decommission',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Show a deployment
 */
export const getNodeDeployment = <ThrowOnError extends boolean = false>(options: Options<GetNodeDeploymentData, ThrowOnError>): RequestResult<GetNodeDeploymentResponses, GetNodeDeploymentErrors, ThrowOnError> => (options.client ?? client).get<GetNodeDeploymentResponses, GetNodeDeploymentErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}/deployment',
    ...options
});

/**
 * Ask what a node holds other than it should
 */
export const getNodeDrift = <ThrowOnError extends boolean = false>(options: Options<GetNodeDriftData, ThrowOnError>): RequestResult<GetNodeDriftResponses, GetNodeDriftErrors, ThrowOnError> => (options.client ?? client).get<GetNodeDriftResponses, GetNodeDriftErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}/drift',
    ...options
});

/**
 * Ask how a node and its servers are
 */
export const getNodeHealth = <ThrowOnError extends boolean = false>(options: Options<GetNodeHealthData, ThrowOnError>): RequestResult<GetNodeHealthResponses, GetNodeHealthErrors, ThrowOnError> => (options.client ?? client).get<GetNodeHealthResponses, GetNodeHealthErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}/health',
    ...options
});

/**
 * Place it on a host, start it, give it its certificate, and wait until it is healthy
 */
export const provisionNode = <ThrowOnError extends boolean = false>(options: Options<ProvisionNodeData, ThrowOnError>): RequestResult<ProvisionNodeResponses, ProvisionNodeErrors, ThrowOnError> => (options.client ?? client).post<ProvisionNodeResponses, ProvisionNodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}/provision',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Try again to make the node what it should be; harmless when nothing failed
 */
export const retryNode = <ThrowOnError extends boolean = false>(options: Options<RetryNodeData, ThrowOnError>): RequestResult<RetryNodeResponses, RetryNodeErrors, ThrowOnError> => (options.client ?? client).post<RetryNodeResponses, RetryNodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/nodes/{id}/retry',
    ...options
});

/**
 * List operations, newest first
 */
export const listOperations = <ThrowOnError extends boolean = false>(options?: Options<ListOperationsData, ThrowOnError>): RequestResult<ListOperationsResponses, ListOperationsErrors, ThrowOnError> => (options?.client ?? client).get<ListOperationsResponses, ListOperationsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/operations',
    ...options
});

/**
 * Show how far an operation has come
 */
export const getOperation = <ThrowOnError extends boolean = false>(options: Options<GetOperationData, ThrowOnError>): RequestResult<GetOperationResponses, GetOperationErrors, ThrowOnError> => (options.client ?? client).get<GetOperationResponses, GetOperationErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/operations/{id}',
    ...options
});

/**
 * Wait for the end of an operation; it is answered as it stands when the time is up
 */
export const awaitOperation = <ThrowOnError extends boolean = false>(options: Options<AwaitOperationData, ThrowOnError>): RequestResult<AwaitOperationResponses, AwaitOperationErrors, ThrowOnError> => (options.client ?? client).get<AwaitOperationResponses, AwaitOperationErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/operations/{id}/await',
    ...options
});

/**
 * Work that was put aside because trying again did not help
 */
export const listParked = <ThrowOnError extends boolean = false>(options?: Options<ListParkedData, ThrowOnError>): RequestResult<ListParkedResponses, ListParkedErrors, ThrowOnError> => (options?.client ?? client).get<ListParkedResponses, ListParkedErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/parked',
    ...options
});

/**
 * Call parked work done without running it
 */
export const dropParked = <ThrowOnError extends boolean = false>(options: Options<DropParkedData, ThrowOnError>): RequestResult<DropParkedResponses, DropParkedErrors, ThrowOnError> => (options.client ?? client).post<DropParkedResponses, DropParkedErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/parked/{service}/{kind}/{id}/drop',
    ...options
});

/**
 * Run parked work again, with all its attempts
 */
export const replayParked = <ThrowOnError extends boolean = false>(options: Options<ReplayParkedData, ThrowOnError>): RequestResult<ReplayParkedResponses, ReplayParkedErrors, ThrowOnError> => (options.client ?? client).post<ReplayParkedResponses, ReplayParkedErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/parked/{service}/{kind}/{id}/replay',
    ...options
});

/**
 * Show the settings of the whole platform
 */
export const getPlatformConfig = <ThrowOnError extends boolean = false>(options?: Options<GetPlatformConfigData, ThrowOnError>): RequestResult<GetPlatformConfigResponses, GetPlatformConfigErrors, ThrowOnError> => (options?.client ?? client).get<GetPlatformConfigResponses, GetPlatformConfigErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/platform/config',
    ...options
});

/**
 * Change settings: an absent one keeps, null removes
 */
export const updatePlatformConfig = <ThrowOnError extends boolean = false>(options: Options<UpdatePlatformConfigData, ThrowOnError>): RequestResult<UpdatePlatformConfigResponses, UpdatePlatformConfigErrors, ThrowOnError> => (options.client ?? client).put<UpdatePlatformConfigResponses, UpdatePlatformConfigErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/platform/config',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * How far every read model and local view has come
 */
export const listProjections = <ThrowOnError extends boolean = false>(options?: Options<ListProjectionsData, ThrowOnError>): RequestResult<ListProjectionsResponses, ListProjectionsErrors, ThrowOnError> => (options?.client ?? client).get<ListProjectionsResponses, ListProjectionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/projections',
    ...options
});

/**
 * Make a projection anew from the first event, beside the live one, and swap them; see the list for how it goes
 */
export const rebuildProjection = <ThrowOnError extends boolean = false>(options: Options<RebuildProjectionData, ThrowOnError>): RequestResult<RebuildProjectionResponses, RebuildProjectionErrors, ThrowOnError> => (options.client ?? client).post<RebuildProjectionResponses, RebuildProjectionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/projections/{service}/{name}/rebuild',
    ...options
});

/**
 * Fold a projection from the first event beside the live one, and compare the two; nothing live is touched. Answers when it is done
 */
export const replayProjection = <ThrowOnError extends boolean = false>(options: Options<ReplayProjectionData, ThrowOnError>): RequestResult<ReplayProjectionResponses, ReplayProjectionErrors, ThrowOnError> => (options.client ?? client).post<ReplayProjectionResponses, ReplayProjectionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/projections/{service}/{name}/replay',
    ...options
});

/**
 * List providers
 */
export const listProviders = <ThrowOnError extends boolean = false>(options?: Options<ListProvidersData, ThrowOnError>): RequestResult<ListProvidersResponses, ListProvidersErrors, ThrowOnError> => (options?.client ?? client).get<ListProvidersResponses, ListProvidersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers',
    ...options
});

/**
 * Create a provider
 */
export const createProvider = <ThrowOnError extends boolean = false>(options: Options<CreateProviderData, ThrowOnError>): RequestResult<CreateProviderResponses, CreateProviderErrors, ThrowOnError> => (options.client ?? client).post<CreateProviderResponses, CreateProviderErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a provider
 */
export const deleteProvider = <ThrowOnError extends boolean = false>(options: Options<DeleteProviderData, ThrowOnError>): RequestResult<DeleteProviderResponses, DeleteProviderErrors, ThrowOnError> => (options.client ?? client).delete<DeleteProviderResponses, DeleteProviderErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}',
    ...options
});

/**
 * Show a provider
 */
export const getProvider = <ThrowOnError extends boolean = false>(options: Options<GetProviderData, ThrowOnError>): RequestResult<GetProviderResponses, GetProviderErrors, ThrowOnError> => (options.client ?? client).get<GetProviderResponses, GetProviderErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}',
    ...options
});

/**
 * Change a provider: an absent field keeps, null clears
 */
export const updateProvider = <ThrowOnError extends boolean = false>(options: Options<UpdateProviderData, ThrowOnError>): RequestResult<UpdateProviderResponses, UpdateProviderErrors, ThrowOnError> => (options.client ?? client).put<UpdateProviderResponses, UpdateProviderErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Where the provider rents
 */
export const listProviderRegions = <ThrowOnError extends boolean = false>(options: Options<ListProviderRegionsData, ThrowOnError>): RequestResult<ListProviderRegionsResponses, ListProviderRegionsErrors, ThrowOnError> => (options.client ?? client).get<ListProviderRegionsResponses, ListProviderRegionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}/regions',
    ...options
});

/**
 * Where the provider rents
 */
export const listProviderRegionsByPost = <ThrowOnError extends boolean = false>(options: Options<ListProviderRegionsByPostData, ThrowOnError>): RequestResult<ListProviderRegionsByPostResponses, ListProviderRegionsByPostErrors, ThrowOnError> => (options.client ?? client).post<ListProviderRegionsByPostResponses, ListProviderRegionsByPostErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}/regions',
    ...options
});

/**
 * What the provider rents
 */
export const listProviderServices = <ThrowOnError extends boolean = false>(options: Options<ListProviderServicesData, ThrowOnError>): RequestResult<ListProviderServicesResponses, ListProviderServicesErrors, ThrowOnError> => (options.client ?? client).get<ListProviderServicesResponses, ListProviderServicesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}/services',
    ...options
});

/**
 * What the provider rents
 */
export const listProviderServicesByPost = <ThrowOnError extends boolean = false>(options: Options<ListProviderServicesByPostData, ThrowOnError>): RequestResult<ListProviderServicesByPostResponses, ListProviderServicesByPostErrors, ThrowOnError> => (options.client ?? client).post<ListProviderServicesByPostResponses, ListProviderServicesByPostErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}/services',
    ...options
});

/**
 * Look at the account now
 */
export const syncProvider = <ThrowOnError extends boolean = false>(options: Options<SyncProviderData, ThrowOnError>): RequestResult<SyncProviderResponses, SyncProviderErrors, ThrowOnError> => (options.client ?? client).post<SyncProviderResponses, SyncProviderErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}/sync',
    ...options
});

/**
 * Whether the account answers, and if not, why
 */
export const testProviderConnection = <ThrowOnError extends boolean = false>(options: Options<TestProviderConnectionData, ThrowOnError>): RequestResult<TestProviderConnectionResponses, TestProviderConnectionErrors, ThrowOnError> => (options.client ?? client).get<TestProviderConnectionResponses, TestProviderConnectionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}/test-connection',
    ...options
});

/**
 * Whether the account answers, and if not, why
 */
export const testProviderConnectionByPost = <ThrowOnError extends boolean = false>(options: Options<TestProviderConnectionByPostData, ThrowOnError>): RequestResult<TestProviderConnectionByPostResponses, TestProviderConnectionByPostErrors, ThrowOnError> => (options.client ?? client).post<TestProviderConnectionByPostResponses, TestProviderConnectionByPostErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/providers/{id}/test-connection',
    ...options
});

/**
 * Delete a region-runtime
 */
export const deleteRegionRuntime = <ThrowOnError extends boolean = false>(options: Options<DeleteRegionRuntimeData, ThrowOnError>): RequestResult<DeleteRegionRuntimeResponses, DeleteRegionRuntimeErrors, ThrowOnError> => (options.client ?? client).delete<DeleteRegionRuntimeResponses, DeleteRegionRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/region-runtimes/{id}',
    ...options
});

/**
 * Show a region-runtime
 */
export const getRegionRuntime = <ThrowOnError extends boolean = false>(options: Options<GetRegionRuntimeData, ThrowOnError>): RequestResult<GetRegionRuntimeResponses, GetRegionRuntimeErrors, ThrowOnError> => (options.client ?? client).get<GetRegionRuntimeResponses, GetRegionRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/region-runtimes/{id}',
    ...options
});

/**
 * Change a region-runtime: an absent field keeps, null clears
 */
export const updateRegionRuntime = <ThrowOnError extends boolean = false>(options: Options<UpdateRegionRuntimeData, ThrowOnError>): RequestResult<UpdateRegionRuntimeResponses, UpdateRegionRuntimeErrors, ThrowOnError> => (options.client ?? client).put<UpdateRegionRuntimeResponses, UpdateRegionRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/region-runtimes/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List regions
 */
export const listRegions = <ThrowOnError extends boolean = false>(options?: Options<ListRegionsData, ThrowOnError>): RequestResult<ListRegionsResponses, ListRegionsErrors, ThrowOnError> => (options?.client ?? client).get<ListRegionsResponses, ListRegionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions',
    ...options
});

/**
 * Create a region
 */
export const createRegion = <ThrowOnError extends boolean = false>(options: Options<CreateRegionData, ThrowOnError>): RequestResult<CreateRegionResponses, CreateRegionErrors, ThrowOnError> => (options.client ?? client).post<CreateRegionResponses, CreateRegionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a region
 */
export const deleteRegion = <ThrowOnError extends boolean = false>(options: Options<DeleteRegionData, ThrowOnError>): RequestResult<DeleteRegionResponses, DeleteRegionErrors, ThrowOnError> => (options.client ?? client).delete<DeleteRegionResponses, DeleteRegionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{id}',
    ...options
});

/**
 * Show a region
 */
export const getRegion = <ThrowOnError extends boolean = false>(options: Options<GetRegionData, ThrowOnError>): RequestResult<GetRegionResponses, GetRegionErrors, ThrowOnError> => (options.client ?? client).get<GetRegionResponses, GetRegionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{id}',
    ...options
});

/**
 * Change a region: an absent field keeps, null clears
 */
export const updateRegion = <ThrowOnError extends boolean = false>(options: Options<UpdateRegionData, ThrowOnError>): RequestResult<UpdateRegionResponses, UpdateRegionErrors, ThrowOnError> => (options.client ?? client).put<UpdateRegionResponses, UpdateRegionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the clusters of one region
 */
export const listClusters = <ThrowOnError extends boolean = false>(options: Options<ListClustersData, ThrowOnError>): RequestResult<ListClustersResponses, ListClustersErrors, ThrowOnError> => (options.client ?? client).get<ListClustersResponses, ListClustersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{region_id}/clusters',
    ...options
});

/**
 * Create a cluster
 */
export const createCluster = <ThrowOnError extends boolean = false>(options: Options<CreateClusterData, ThrowOnError>): RequestResult<CreateClusterResponses, CreateClusterErrors, ThrowOnError> => (options.client ?? client).post<CreateClusterResponses, CreateClusterErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{region_id}/clusters',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a region-runtime by what it offers
 */
export const deleteRegionRuntimeByName = <ThrowOnError extends boolean = false>(options: Options<DeleteRegionRuntimeByNameData, ThrowOnError>): RequestResult<DeleteRegionRuntimeByNameResponses, DeleteRegionRuntimeByNameErrors, ThrowOnError> => (options.client ?? client).delete<DeleteRegionRuntimeByNameResponses, DeleteRegionRuntimeByNameErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{region_id}/runtimes',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the region-runtimes of one region
 */
export const listRegionRuntimes = <ThrowOnError extends boolean = false>(options: Options<ListRegionRuntimesData, ThrowOnError>): RequestResult<ListRegionRuntimesResponses, ListRegionRuntimesErrors, ThrowOnError> => (options.client ?? client).get<ListRegionRuntimesResponses, ListRegionRuntimesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{region_id}/runtimes',
    ...options
});

/**
 * Create a region-runtime
 */
export const createRegionRuntime = <ThrowOnError extends boolean = false>(options: Options<CreateRegionRuntimeData, ThrowOnError>): RequestResult<CreateRegionRuntimeResponses, CreateRegionRuntimeErrors, ThrowOnError> => (options.client ?? client).post<CreateRegionRuntimeResponses, CreateRegionRuntimeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/regions/{region_id}/runtimes',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Every event of one resource, oldest first, with old and new values
 */
export const getHistory = <ThrowOnError extends boolean = false>(options: Options<GetHistoryData, ThrowOnError>): RequestResult<GetHistoryResponses, GetHistoryErrors, ThrowOnError> => (options.client ?? client).get<GetHistoryResponses, GetHistoryErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/resources/{kind}/{id}/history',
    ...options
});

/**
 * Show what led to a resource’s newest event, back to the request that began it, and what followed from it
 */
export const explainResource = <ThrowOnError extends boolean = false>(options: Options<ExplainResourceData, ThrowOnError>): RequestResult<ExplainResourceResponses, ExplainResourceErrors, ThrowOnError> => (options.client ?? client).get<ExplainResourceResponses, ExplainResourceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/resources/{kind}/{id}/why',
    ...options
});

/**
 * Who the caller is, and what they may do; to a browser also the token that its changes must bear
 */
export const session = <ThrowOnError extends boolean = false>(options?: Options<SessionData, ThrowOnError>): RequestResult<SessionResponses, SessionErrors, ThrowOnError> => (options?.client ?? client).get<SessionResponses, SessionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/session',
    ...options
});

/**
 * Delete a shard
 */
export const deleteShard = <ThrowOnError extends boolean = false>(options: Options<DeleteShardData, ThrowOnError>): RequestResult<DeleteShardResponses, DeleteShardErrors, ThrowOnError> => (options.client ?? client).delete<DeleteShardResponses, DeleteShardErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/shards/{id}',
    ...options
});

/**
 * Show a shard
 */
export const getShard = <ThrowOnError extends boolean = false>(options: Options<GetShardData, ThrowOnError>): RequestResult<GetShardResponses, GetShardErrors, ThrowOnError> => (options.client ?? client).get<GetShardResponses, GetShardErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/shards/{id}',
    ...options
});

/**
 * Change a shard: an absent field keeps, null clears
 */
export const updateShard = <ThrowOnError extends boolean = false>(options: Options<UpdateShardData, ThrowOnError>): RequestResult<UpdateShardResponses, UpdateShardErrors, ThrowOnError> => (options.client ?? client).put<UpdateShardResponses, UpdateShardErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/shards/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Push everything that is wanted to every node of the shard, and remove what is not
 */
export const convergeShard = <ThrowOnError extends boolean = false>(options: Options<ConvergeShardData, ThrowOnError>): RequestResult<ConvergeShardResponses, ConvergeShardErrors, ThrowOnError> => (options.client ?? client).post<ConvergeShardResponses, ConvergeShardErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/shards/{id}/converge',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Try again to make the shard what it should be; harmless when nothing failed
 */
export const retryShard = <ThrowOnError extends boolean = false>(options: Options<RetryShardData, ThrowOnError>): RequestResult<RetryShardResponses, RetryShardErrors, ThrowOnError> => (options.client ?? client).post<RetryShardResponses, RetryShardErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/shards/{id}/retry',
    ...options
});

/**
 * Delete a subscription
 */
export const deleteSubscription = <ThrowOnError extends boolean = false>(options: Options<DeleteSubscriptionData, ThrowOnError>): RequestResult<DeleteSubscriptionResponses, DeleteSubscriptionErrors, ThrowOnError> => (options.client ?? client).delete<DeleteSubscriptionResponses, DeleteSubscriptionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/subscriptions/{id}',
    ...options
});

/**
 * Show a subscription
 */
export const getSubscription = <ThrowOnError extends boolean = false>(options: Options<GetSubscriptionData, ThrowOnError>): RequestResult<GetSubscriptionResponses, GetSubscriptionErrors, ThrowOnError> => (options.client ?? client).get<GetSubscriptionResponses, GetSubscriptionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/subscriptions/{id}',
    ...options
});

/**
 * Change a subscription: an absent field keeps, null clears
 */
export const updateSubscription = <ThrowOnError extends boolean = false>(options: Options<UpdateSubscriptionData, ThrowOnError>): RequestResult<UpdateSubscriptionResponses, UpdateSubscriptionErrors, ThrowOnError> => (options.client ?? client).put<UpdateSubscriptionResponses, UpdateSubscriptionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/subscriptions/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List tenants
 */
export const listTenants = <ThrowOnError extends boolean = false>(options?: Options<ListTenantsData, ThrowOnError>): RequestResult<ListTenantsResponses, ListTenantsErrors, ThrowOnError> => (options?.client ?? client).get<ListTenantsResponses, ListTenantsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants',
    ...options
});

/**
 * Create a tenant
 */
export const createTenant = <ThrowOnError extends boolean = false>(options: Options<CreateTenantData, ThrowOnError>): RequestResult<CreateTenantResponses, CreateTenantErrors, ThrowOnError> => (options.client ?? client).post<CreateTenantResponses, CreateTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a tenant
 */
export const deleteTenant = <ThrowOnError extends boolean = false>(options: Options<DeleteTenantData, ThrowOnError>): RequestResult<DeleteTenantResponses, DeleteTenantErrors, ThrowOnError> => (options.client ?? client).delete<DeleteTenantResponses, DeleteTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}',
    ...options
});

/**
 * Show a tenant
 */
export const getTenant = <ThrowOnError extends boolean = false>(options: Options<GetTenantData, ThrowOnError>): RequestResult<GetTenantResponses, GetTenantErrors, ThrowOnError> => (options.client ?? client).get<GetTenantResponses, GetTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}',
    ...options
});

/**
 * Change a tenant: an absent field keeps, null clears
 */
export const updateTenant = <ThrowOnError extends boolean = false>(options: Options<UpdateTenantData, ThrowOnError>): RequestResult<UpdateTenantResponses, UpdateTenantErrors, ThrowOnError> => (options.client ?? client).put<UpdateTenantResponses, UpdateTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Export a tenant with all that it has, signed, for `hostctl tenant import` on another platform; secrets are not in it
 */
export const exportTenant = <ThrowOnError extends boolean = false>(options: Options<ExportTenantData, ThrowOnError>): RequestResult<ExportTenantResponses, ExportTenantErrors, ThrowOnError> => (options.client ?? client).get<ExportTenantResponses, ExportTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}/export',
    ...options
});

/**
 * How many resources of each kind a tenant has, by status; kinds of which it has none are there with 0
 */
export const getTenantResourceSummary = <ThrowOnError extends boolean = false>(options: Options<GetTenantResourceSummaryData, ThrowOnError>): RequestResult<GetTenantResourceSummaryResponses, GetTenantResourceSummaryErrors, ThrowOnError> => (options.client ?? client).get<GetTenantResourceSummaryResponses, GetTenantResourceSummaryErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}/resource-summary',
    ...options
});

/**
 * Try again to make the tenant what it should be; harmless when nothing failed
 */
export const retryTenant = <ThrowOnError extends boolean = false>(options: Options<RetryTenantData, ThrowOnError>): RequestResult<RetryTenantResponses, RetryTenantErrors, ThrowOnError> => (options.client ?? client).post<RetryTenantResponses, RetryTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}/retry',
    ...options
});

/**
 * Try everything again that has failed of a tenant, the tenant itself too, of every kind and service
 */
export const retryFailedOfTenant = <ThrowOnError extends boolean = false>(options: Options<RetryFailedOfTenantData, ThrowOnError>): RequestResult<RetryFailedOfTenantResponses, RetryFailedOfTenantErrors, ThrowOnError> => (options.client ?? client).post<RetryFailedOfTenantResponses, RetryFailedOfTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}/retry-failed',
    ...options
});

/**
 * Take what it has out of service: its sites answer 503
 */
export const suspendTenant = <ThrowOnError extends boolean = false>(options: Options<SuspendTenantData, ThrowOnError>): RequestResult<SuspendTenantResponses, SuspendTenantErrors, ThrowOnError> => (options.client ?? client).post<SuspendTenantResponses, SuspendTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}/suspend',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Bring what it has back into service
 */
export const unsuspendTenant = <ThrowOnError extends boolean = false>(options: Options<UnsuspendTenantData, ThrowOnError>): RequestResult<UnsuspendTenantResponses, UnsuspendTenantErrors, ThrowOnError> => (options.client ?? client).post<UnsuspendTenantResponses, UnsuspendTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{id}/unsuspend',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the fqdns of one tenant
 */
export const listFqdnsOfTenant = <ThrowOnError extends boolean = false>(options: Options<ListFqdnsOfTenantData, ThrowOnError>): RequestResult<ListFqdnsOfTenantResponses, ListFqdnsOfTenantErrors, ThrowOnError> => (options.client ?? client).get<ListFqdnsOfTenantResponses, ListFqdnsOfTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{tenant_id}/fqdns',
    ...options
});

/**
 * Create a fqdn
 */
export const createFqdnOfTenant = <ThrowOnError extends boolean = false>(options: Options<CreateFqdnOfTenantData, ThrowOnError>): RequestResult<CreateFqdnOfTenantResponses, CreateFqdnOfTenantErrors, ThrowOnError> => (options.client ?? client).post<CreateFqdnOfTenantResponses, CreateFqdnOfTenantErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{tenant_id}/fqdns',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the subscriptions of one tenant
 */
export const listSubscriptions = <ThrowOnError extends boolean = false>(options: Options<ListSubscriptionsData, ThrowOnError>): RequestResult<ListSubscriptionsResponses, ListSubscriptionsErrors, ThrowOnError> => (options.client ?? client).get<ListSubscriptionsResponses, ListSubscriptionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{tenant_id}/subscriptions',
    ...options
});

/**
 * Create a subscription
 */
export const createSubscription = <ThrowOnError extends boolean = false>(options: Options<CreateSubscriptionData, ThrowOnError>): RequestResult<CreateSubscriptionResponses, CreateSubscriptionErrors, ThrowOnError> => (options.client ?? client).post<CreateSubscriptionResponses, CreateSubscriptionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{tenant_id}/subscriptions',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the webroots of one tenant
 */
export const listWebroots = <ThrowOnError extends boolean = false>(options: Options<ListWebrootsData, ThrowOnError>): RequestResult<ListWebrootsResponses, ListWebrootsErrors, ThrowOnError> => (options.client ?? client).get<ListWebrootsResponses, ListWebrootsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{tenant_id}/webroots',
    ...options
});

/**
 * Create a webroot
 */
export const createWebroot = <ThrowOnError extends boolean = false>(options: Options<CreateWebrootData, ThrowOnError>): RequestResult<CreateWebrootResponses, CreateWebrootErrors, ThrowOnError> => (options.client ?? client).post<CreateWebrootResponses, CreateWebrootErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/tenants/{tenant_id}/webroots',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List users
 */
export const listUsers = <ThrowOnError extends boolean = false>(options?: Options<ListUsersData, ThrowOnError>): RequestResult<ListUsersResponses, ListUsersErrors, ThrowOnError> => (options?.client ?? client).get<ListUsersResponses, ListUsersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/users',
    ...options
});

/**
 * Create a user
 */
export const createUser = <ThrowOnError extends boolean = false>(options: Options<CreateUserData, ThrowOnError>): RequestResult<CreateUserResponses, CreateUserErrors, ThrowOnError> => (options.client ?? client).post<CreateUserResponses, CreateUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/users',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a user
 */
export const deleteUser = <ThrowOnError extends boolean = false>(options: Options<DeleteUserData, ThrowOnError>): RequestResult<DeleteUserResponses, DeleteUserErrors, ThrowOnError> => (options.client ?? client).delete<DeleteUserResponses, DeleteUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/users/{id}',
    ...options
});

/**
 * Show a user
 */
export const getUser = <ThrowOnError extends boolean = false>(options: Options<GetUserData, ThrowOnError>): RequestResult<GetUserResponses, GetUserErrors, ThrowOnError> => (options.client ?? client).get<GetUserResponses, GetUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/users/{id}',
    ...options
});

/**
 * Change a user: an absent field keeps, null clears
 */
export const updateUser = <ThrowOnError extends boolean = false>(options: Options<UpdateUserData, ThrowOnError>): RequestResult<UpdateUserResponses, UpdateUserErrors, ThrowOnError> => (options.client ?? client).put<UpdateUserResponses, UpdateUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/users/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Destroy for good what it says of a person, wherever it is kept, and what the person logs in with
 */
export const eraseUser = <ThrowOnError extends boolean = false>(options: Options<EraseUserData, ThrowOnError>): RequestResult<EraseUserResponses, EraseUserErrors, ThrowOnError> => (options.client ?? client).post<EraseUserResponses, EraseUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/users/{id}/erase',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List webhooks
 */
export const listWebhooks = <ThrowOnError extends boolean = false>(options?: Options<ListWebhooksData, ThrowOnError>): RequestResult<ListWebhooksResponses, ListWebhooksErrors, ThrowOnError> => (options?.client ?? client).get<ListWebhooksResponses, ListWebhooksErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks',
    ...options
});

/**
 * Make a webhook, which is told of no more than whoever makes it may read
 */
export const createWebhook = <ThrowOnError extends boolean = false>(options: Options<CreateWebhookData, ThrowOnError>): RequestResult<CreateWebhookResponses, CreateWebhookErrors, ThrowOnError> => (options.client ?? client).post<CreateWebhookResponses, CreateWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a webhook
 */
export const deleteWebhook = <ThrowOnError extends boolean = false>(options: Options<DeleteWebhookData, ThrowOnError>): RequestResult<DeleteWebhookResponses, DeleteWebhookErrors, ThrowOnError> => (options.client ?? client).delete<DeleteWebhookResponses, DeleteWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}',
    ...options
});

/**
 * Show a webhook
 */
export const getWebhook = <ThrowOnError extends boolean = false>(options: Options<GetWebhookData, ThrowOnError>): RequestResult<GetWebhookResponses, GetWebhookErrors, ThrowOnError> => (options.client ?? client).get<GetWebhookResponses, GetWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}',
    ...options
});

/**
 * Change a webhook: an absent field keeps, null clears
 */
export const updateWebhook = <ThrowOnError extends boolean = false>(options: Options<UpdateWebhookData, ThrowOnError>): RequestResult<UpdateWebhookResponses, UpdateWebhookErrors, ThrowOnError> => (options.client ?? client).put<UpdateWebhookResponses, UpdateWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List what a webhook was told of in the last 30 days, newest first, and how far it has come
 */
export const listWebhookDeliveries = <ThrowOnError extends boolean = false>(options: Options<ListWebhookDeliveriesData, ThrowOnError>): RequestResult<ListWebhookDeliveriesResponses, ListWebhookDeliveriesErrors, ThrowOnError> => (options.client ?? client).get<ListWebhookDeliveriesResponses, ListWebhookDeliveriesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}/deliveries',
    ...options
});

/**
 * Send a message again, with all its tries
 */
export const replayWebhookDelivery = <ThrowOnError extends boolean = false>(options: Options<ReplayWebhookDeliveryData, ThrowOnError>): RequestResult<ReplayWebhookDeliveryResponses, ReplayWebhookDeliveryErrors, ThrowOnError> => (options.client ?? client).post<ReplayWebhookDeliveryResponses, ReplayWebhookDeliveryErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}/deliveries/{delivery}/replay',
    ...options
});

/**
 * Send it nothing until it is enabled; what it was not told yet is dropped
 */
export const disableWebhook = <ThrowOnError extends boolean = false>(options: Options<DisableWebhookData, ThrowOnError>): RequestResult<DisableWebhookResponses, DisableWebhookErrors, ThrowOnError> => (options.client ?? client).post<DisableWebhookResponses, DisableWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}/disable',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Send it messages again, of what happens from now on
 */
export const enableWebhook = <ThrowOnError extends boolean = false>(options: Options<EnableWebhookData, ThrowOnError>): RequestResult<EnableWebhookResponses, EnableWebhookErrors, ThrowOnError> => (options.client ?? client).post<EnableWebhookResponses, EnableWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}/enable',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Sign with a new secret; for the overlap, a day unless told, with the old one too
 */
export const rotateWebhook = <ThrowOnError extends boolean = false>(options: Options<RotateWebhookData, ThrowOnError>): RequestResult<RotateWebhookResponses, RotateWebhookErrors, ThrowOnError> => (options.client ?? client).post<RotateWebhookResponses, RotateWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}/rotate',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Send a test message now, and tell what came of it
 */
export const testWebhook = <ThrowOnError extends boolean = false>(options: Options<TestWebhookData, ThrowOnError>): RequestResult<TestWebhookResponses, TestWebhookErrors, ThrowOnError> => (options.client ?? client).post<TestWebhookResponses, TestWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webhooks/{id}/test',
    ...options
});

/**
 * Delete a webroot
 */
export const deleteWebroot = <ThrowOnError extends boolean = false>(options: Options<DeleteWebrootData, ThrowOnError>): RequestResult<DeleteWebrootResponses, DeleteWebrootErrors, ThrowOnError> => (options.client ?? client).delete<DeleteWebrootResponses, DeleteWebrootErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webroots/{id}',
    ...options
});

/**
 * Show a webroot
 */
export const getWebroot = <ThrowOnError extends boolean = false>(options: Options<GetWebrootData, ThrowOnError>): RequestResult<GetWebrootResponses, GetWebrootErrors, ThrowOnError> => (options.client ?? client).get<GetWebrootResponses, GetWebrootErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webroots/{id}',
    ...options
});

/**
 * Change a webroot: an absent field keeps, null clears
 */
export const updateWebroot = <ThrowOnError extends boolean = false>(options: Options<UpdateWebrootData, ThrowOnError>): RequestResult<UpdateWebrootResponses, UpdateWebrootErrors, ThrowOnError> => (options.client ?? client).put<UpdateWebrootResponses, UpdateWebrootErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webroots/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Try again to make the webroot what it should be; harmless when nothing failed
 */
export const retryWebroot = <ThrowOnError extends boolean = false>(options: Options<RetryWebrootData, ThrowOnError>): RequestResult<RetryWebrootResponses, RetryWebrootErrors, ThrowOnError> => (options.client ?? client).post<RetryWebrootResponses, RetryWebrootErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webroots/{id}/retry',
    ...options
});

/**
 * List the fqdns of one webroot
 */
export const listFqdns = <ThrowOnError extends boolean = false>(options: Options<ListFqdnsData, ThrowOnError>): RequestResult<ListFqdnsResponses, ListFqdnsErrors, ThrowOnError> => (options.client ?? client).get<ListFqdnsResponses, ListFqdnsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webroots/{webroot_id}/fqdns',
    ...options
});

/**
 * Create a fqdn
 */
export const createFqdn = <ThrowOnError extends boolean = false>(options: Options<CreateFqdnData, ThrowOnError>): RequestResult<CreateFqdnResponses, CreateFqdnErrors, ThrowOnError> => (options.client ?? client).post<CreateFqdnResponses, CreateFqdnErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/webroots/{webroot_id}/fqdns',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a record
 */
export const deleteRecord = <ThrowOnError extends boolean = false>(options: Options<DeleteRecordData, ThrowOnError>): RequestResult<DeleteRecordResponses, DeleteRecordErrors, ThrowOnError> => (options.client ?? client).delete<DeleteRecordResponses, DeleteRecordErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zone-records/{id}',
    ...options
});

/**
 * Show a record
 */
export const getRecord = <ThrowOnError extends boolean = false>(options: Options<GetRecordData, ThrowOnError>): RequestResult<GetRecordResponses, GetRecordErrors, ThrowOnError> => (options.client ?? client).get<GetRecordResponses, GetRecordErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zone-records/{id}',
    ...options
});

/**
 * Change a record: an absent field keeps, null clears
 */
export const updateRecord = <ThrowOnError extends boolean = false>(options: Options<UpdateRecordData, ThrowOnError>): RequestResult<UpdateRecordResponses, UpdateRecordErrors, ThrowOnError> => (options.client ?? client).put<UpdateRecordResponses, UpdateRecordErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zone-records/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Try again to make the record what it should be; harmless when nothing failed
 */
export const retryRecord = <ThrowOnError extends boolean = false>(options: Options<RetryRecordData, ThrowOnError>): RequestResult<RetryRecordResponses, RetryRecordErrors, ThrowOnError> => (options.client ?? client).post<RetryRecordResponses, RetryRecordErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zone-records/{id}/retry',
    ...options
});

/**
 * List zones
 */
export const listZones = <ThrowOnError extends boolean = false>(options?: Options<ListZonesData, ThrowOnError>): RequestResult<ListZonesResponses, ListZonesErrors, ThrowOnError> => (options?.client ?? client).get<ListZonesResponses, ListZonesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones',
    ...options
});

/**
 * Create a zone
 */
export const createZone = <ThrowOnError extends boolean = false>(options: Options<CreateZoneData, ThrowOnError>): RequestResult<CreateZoneResponses, CreateZoneErrors, ThrowOnError> => (options.client ?? client).post<CreateZoneResponses, CreateZoneErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a zone
 */
export const deleteZone = <ThrowOnError extends boolean = false>(options: Options<DeleteZoneData, ThrowOnError>): RequestResult<DeleteZoneResponses, DeleteZoneErrors, ThrowOnError> => (options.client ?? client).delete<DeleteZoneResponses, DeleteZoneErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones/{id}',
    ...options
});

/**
 * Show a zone
 */
export const getZone = <ThrowOnError extends boolean = false>(options: Options<GetZoneData, ThrowOnError>): RequestResult<GetZoneResponses, GetZoneErrors, ThrowOnError> => (options.client ?? client).get<GetZoneResponses, GetZoneErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones/{id}',
    ...options
});

/**
 * Change a zone: an absent field keeps, null clears
 */
export const updateZone = <ThrowOnError extends boolean = false>(options: Options<UpdateZoneData, ThrowOnError>): RequestResult<UpdateZoneResponses, UpdateZoneErrors, ThrowOnError> => (options.client ?? client).put<UpdateZoneResponses, UpdateZoneErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Try again to make the zone what it should be; harmless when nothing failed
 */
export const retryZone = <ThrowOnError extends boolean = false>(options: Options<RetryZoneData, ThrowOnError>): RequestResult<RetryZoneResponses, RetryZoneErrors, ThrowOnError> => (options.client ?? client).post<RetryZoneResponses, RetryZoneErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones/{id}/retry',
    ...options
});

/**
 * Say whose the zone is; null makes it nobody’s
 */
export const assignZone = <ThrowOnError extends boolean = false>(options: Options<AssignZoneData, ThrowOnError>): RequestResult<AssignZoneResponses, AssignZoneErrors, ThrowOnError> => (options.client ?? client).put<AssignZoneResponses, AssignZoneErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones/{id}/tenant',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the records of one zone
 */
export const listRecords = <ThrowOnError extends boolean = false>(options: Options<ListRecordsData, ThrowOnError>): RequestResult<ListRecordsResponses, ListRecordsErrors, ThrowOnError> => (options.client ?? client).get<ListRecordsResponses, ListRecordsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones/{zone_id}/records',
    ...options
});

/**
 * Create a record
 */
export const createRecord = <ThrowOnError extends boolean = false>(options: Options<CreateRecordData, ThrowOnError>): RequestResult<CreateRecordResponses, CreateRecordErrors, ThrowOnError> => (options.client ?? client).post<CreateRecordResponses, CreateRecordErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/api/v1/zones/{zone_id}/records',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * A page to read this document and try its routes
 */
export const docs = <ThrowOnError extends boolean = false>(options?: Options<DocsData, ThrowOnError>): RequestResult<DocsResponses, DocsErrors, ThrowOnError> => (options?.client ?? client).get<DocsResponses, DocsErrors, ThrowOnError>({ url: '/docs', ...options });

/**
 * What the page is made of
 */
export const docsAsset = <ThrowOnError extends boolean = false>(options: Options<DocsAssetData, ThrowOnError>): RequestResult<DocsAssetResponses, DocsAssetErrors, ThrowOnError> => (options.client ?? client).get<DocsAssetResponses, DocsAssetErrors, ThrowOnError>({ url: '/docs/{file}', ...options });

/**
 * Whether the process runs and its event loop turns
 */
export const live = <ThrowOnError extends boolean = false>(options?: Options<LiveData, ThrowOnError>): RequestResult<LiveResponses, LiveErrors, ThrowOnError> => (options?.client ?? client).get<LiveResponses, LiveErrors, ThrowOnError>({ url: '/livez', ...options });

/**
 * Where a browser begins to log in
 */
export const login = <ThrowOnError extends boolean = false>(options?: Options<LoginData, ThrowOnError>): RequestResult<LoginResponses, LoginErrors, ThrowOnError> => (options?.client ?? client).get<LoginResponses, LoginErrors, ThrowOnError>({ url: '/login', ...options });

/**
 * Where the identity provider sends a browser back to
 */
export const loginCallback = <ThrowOnError extends boolean = false>(options?: Options<LoginCallbackData, ThrowOnError>): RequestResult<LoginCallbackResponses, LoginCallbackErrors, ThrowOnError> => (options?.client ?? client).get<LoginCallbackResponses, LoginCallbackErrors, ThrowOnError>({ url: '/login/callback', ...options });

/**
 * End the browser’s session
 */
export const logout = <ThrowOnError extends boolean = false>(options?: Options<LogoutData, ThrowOnError>): RequestResult<LogoutResponses, LogoutErrors, ThrowOnError> => (options?.client ?? client).post<LogoutResponses, LogoutErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }, { name: 'X-API-Key', type: 'apiKey' }],
    url: '/logout',
    ...options
});

/**
 * Figures for Prometheus
 */
export const metrics = <ThrowOnError extends boolean = false>(options?: Options<MetricsData, ThrowOnError>): RequestResult<MetricsResponses, MetricsErrors, ThrowOnError> => (options?.client ?? client).get<MetricsResponses, MetricsErrors, ThrowOnError>({ url: '/metrics', ...options });

/**
 * This document
 */
export const openApi = <ThrowOnError extends boolean = false>(options?: Options<OpenApiData, ThrowOnError>): RequestResult<OpenApiResponses, OpenApiErrors, ThrowOnError> => (options?.client ?? client).get<OpenApiResponses, OpenApiErrors, ThrowOnError>({ url: '/openapi.json', ...options });

/**
 * Whether every service of the process can serve
 */
export const ready = <ThrowOnError extends boolean = false>(options?: Options<ReadyData, ThrowOnError>): RequestResult<ReadyResponses, ReadyErrors, ThrowOnError> => (options?.client ?? client).get<ReadyResponses, ReadyErrors, ThrowOnError>({ url: '/readyz', ...options });
