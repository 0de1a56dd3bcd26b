import { type Decider, lifecycle, refuse } from '@freehold/contracts/decider';
import { Cluster } from '@freehold/contracts/fleet/cluster';

/** A cluster is deleted only when nothing of it runs; while anything refers to it, its declaration says no. */
export const cluster: Decider = lifecycle(Cluster, {
  delete: ({ resource }) =>
    resource?.status === 'pending'
      ? undefined
      : refuse(Cluster, 'wrong_state', `the cluster is ${resource?.status}: decommission it first`),
});
