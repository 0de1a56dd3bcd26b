import { NatsKeyStore } from '@freehold/vault/nats-key-store';
import { openKeyWrapper } from '@freehold/vault/open-key-wrapper';
import { rewrapKeys } from '@freehold/vault/rewrap-keys';
import { type Environment, readConfig, ServiceConfig } from './config.js';
import { connectNats } from './nats.js';

/**
 * Puts the keys of all owners under the newest master key, as one of the services that hold it: with its variables, and as its NATS
 * user. Services go on meanwhile; see docs/runbooks/rotate-master-key.md.
 * @param say gets lines for the operator
 * @returns whether the older master keys are needed no more
 * @throws ConfigError, MasterKeyError, MasterKeyAway
 */
export async function rotateMasterKey(
  service: string,
  environment: Environment,
  say: (line: string) => void,
): Promise<boolean> {
  const config = readConfig(service, ServiceConfig, environment);
  const wrapper = await openKeyWrapper(config);
  const nc = await connectNats(service, config);
  try {
    const { rewrapped, current, destroyed, unreadable } = await rewrapKeys(await NatsKeyStore.open(nc), wrapper);
    for (const { why } of unreadable) say(why);
    say(
      `Under the master key ${wrapper.id}: ${rewrapped} keys newly, ${current} before. Destroyed: ${destroyed}. Not readable: ${unreadable.length}.`,
    );
    return unreadable.length === 0;
  } finally {
    await nc.close();
  }
}
