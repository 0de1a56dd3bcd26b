import { ConfigError } from '@freehold/service/config';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp, readHttpConfig } from './http-app.js';

try {
  const config = readHttpConfig(process.env);
  const app = await createHttpApp(GatewayModule.of(process.env), config);
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
} catch (error) {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}
