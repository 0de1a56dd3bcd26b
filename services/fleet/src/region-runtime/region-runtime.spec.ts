import { deciderContract } from '@freehold/testing/decider.contract';
import { regionRuntime } from './region-runtime.js';

deciderContract({ decider: regionRuntime });
