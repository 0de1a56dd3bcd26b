import { runService } from '@freehold/service/run-service';
import { dnsService } from './dns.module.js';

await runService(dnsService);
