import { runService } from '@freehold/service/run-service';
import { tenantService } from './tenant.module.js';

await runService(tenantService);
