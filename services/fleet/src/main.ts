import { runService } from '@freehold/service/run-service';
import { fleetService } from './fleet.module.js';

await runService(fleetService);
