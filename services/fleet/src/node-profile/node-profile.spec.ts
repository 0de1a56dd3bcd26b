import { deciderContract } from '@freehold/testing/decider.contract';
import { nodeProfile } from './node-profile.js';

deciderContract({ decider: nodeProfile });
