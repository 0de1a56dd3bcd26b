import { deciderContract } from '@freehold/testing/decider.contract';
import { host } from './host.js';

deciderContract({ decider: host });
