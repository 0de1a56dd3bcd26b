import { deciderContract } from '@freehold/testing/decider.contract';
import { authority } from './authority.js';

deciderContract({ decider: authority });
