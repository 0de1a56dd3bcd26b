import { runService } from '@freehold/service/run-service';
import { auditService } from './audit.module.js';

await runService(auditService);
