import { runService } from '@freehold/service/run-service';
import { inventorySync } from './inventory-sync.module.js';

await runService(inventorySync);
