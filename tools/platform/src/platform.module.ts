import { auditService } from '@freehold/audit/audit.module';
import { dnsService } from '@freehold/dns/dns.module';
import { fleetService } from '@freehold/fleet/fleet.module';
import { GatewayModule } from '@freehold/gateway/gateway.module';
import { identityService } from '@freehold/identity/identity.module';
import { inventorySyncService } from '@freehold/inventory-sync/inventory-sync.module';
import { lbService } from '@freehold/lb/lb.module';
import type { Environment } from '@freehold/service/config';
import { ServiceModule } from '@freehold/service/service-module';
import { tenantService } from '@freehold/tenant/tenant.module';
import { webhookService } from '@freehold/webhook/webhook.module';
import { type DynamicModule, Module } from '@nestjs/common';

/** Every service that the embedded platform runs beside the gateway. */
const SERVICES = [
  fleetService,
  identityService,
  tenantService,
  dnsService,
  lbService,
  inventorySyncService,
  webhookService,
  auditService,
];

@Module({})
class PlatformModule {}

/** The one place that knows all services. */
export function platformModule(environment: Environment): DynamicModule {
  return {
    module: PlatformModule,
    imports: [GatewayModule.of(environment), ...SERVICES.map((service) => ServiceModule.of(service, environment))],
  };
}
