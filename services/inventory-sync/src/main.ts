import { runService } from '@freehold/service/run-service';
import { inventorySyncService } from './inventory-sync.module.js';

await runService(inventorySyncService);
