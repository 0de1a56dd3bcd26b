import { startFailure } from '@freehold/service/start-failure';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp, readHttpConfig } from './http-app.js';

try {
  const config = readHttpConfig(process.env);
  const app = await createHttpApp(GatewayModule.of(process.env), config);
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exitCode = 1;
}
