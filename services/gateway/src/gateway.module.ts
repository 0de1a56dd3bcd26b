import type { Environment } from '@freehold/service/config';
import { ServiceModule } from '@freehold/service/service-module';
import { type DynamicModule, Module } from '@nestjs/common';
import { Edge } from './edge/edge.js';
import { gateway } from './gateway.js';

/** The gateway in a Nest application that {@link createHttpApp} makes, alone or beside the other services. */
@Module({})
export class GatewayModule {
  static of(environment: Environment): DynamicModule {
    return { module: GatewayModule, imports: [ServiceModule.of(gateway, environment)], providers: [Edge] };
  }
}
