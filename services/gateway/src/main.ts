import { startFailure } from '@freehold/service/start-failure';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp, readHttpConfig } from './http-app.js';
import { listen } from './listening.js';

try {
  const config = readHttpConfig(process.env);
  const app = await createHttpApp(GatewayModule.of(process.env), config);
  app.enableShutdownHooks();
  await listen(app, config.port, config.host);
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exitCode = 1;
}
