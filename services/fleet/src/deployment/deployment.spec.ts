import { deciderContract } from '@freehold/testing/decider.contract';
import { deployment } from './deployment.js';

deciderContract({ decider: deployment });
