import { deciderContract } from '@freehold/testing/decider.contract';
import { clusterRuntime } from './cluster-runtime.js';

deciderContract({ decider: clusterRuntime });
