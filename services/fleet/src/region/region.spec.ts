import { deciderContract } from '@freehold/testing/decider.contract';
import { region } from './region.js';

deciderContract({ decider: region });
