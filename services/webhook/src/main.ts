import { runService } from '@freehold/service/run-service';
import { webhookService } from './webhook.module.js';

await runService(webhookService);
