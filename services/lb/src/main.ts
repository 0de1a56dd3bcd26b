import { runService } from '@freehold/service/run-service';
import { lbService } from './lb.module.js';

await runService(lbService);
