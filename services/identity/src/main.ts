import { runService } from '@freehold/service/run-service';
import { identityService } from './identity.module.js';

await runService(identityService);
