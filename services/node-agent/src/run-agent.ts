import { pino } from 'pino';
import { Agent, type MakeRoles } from './agent.js';
import { ConfigError, readAgentConfig } from './config.js';

/** What a stop may take; then the agent ends, whatever its daemons do. */
const LONGEST_STOP_MS = 60_000;

/**
 * Runs an agent as this process: configuration from the environment, logs to stdout. SIGTERM and SIGINT end the node in good order.
 * Whatever else ends the process leaves the daemons serving.
 */
export async function runAgent(makeRoles: MakeRoles): Promise<void> {
  try {
    const config = readAgentConfig(process.env);
    const log = pino({
      level: config.log_level,
      base: { service: 'node-agent', node_id: config.node_id },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
    });
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'the agent ends; its daemons serve on');
      process.exit(1);
    });
    const agent = await Agent.start(config, makeRoles, log);
    let ending: Promise<void> | undefined;
    // Handled for good: the kernel sends one for each thread of a parent that dies, and the second must not end us at once.
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.on(signal, () => {
        ending ??= end(agent);
      });
  } catch (error) {
    const sentence =
      error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}

async function end(agent: Agent): Promise<void> {
  setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
  await agent.stop();
  process.exit(0);
}
