import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICES } from '@freehold/service/nats-rights';

/** Secrets between the parts of one platform. Made at the first start, kept in `secrets.json`, mode 600. */
export interface Secrets {
  /** By service: the password of its NATS user. */
  readonly nats: Readonly<Record<string, string>>;
  readonly powerdns_api_key: string;
  readonly cron_secret: string;
}

export async function openSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const before = text === undefined ? undefined : (JSON.parse(text) as Secrets); // we wrote it ourselves
  const secrets: Secrets = {
    nats: Object.fromEntries(SERVICES.map((service) => [service, before?.nats[service] ?? random()])),
    powerdns_api_key: before?.powerdns_api_key ?? random(),
    cron_secret: before?.cron_secret ?? random(),
  };
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

function random(): string {
  return randomBytes(24).toString('base64url');
}
