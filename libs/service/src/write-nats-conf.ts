/**
 * Writes infra/nats/nats.conf, the configuration of a NATS server with one user a service (`npm run generate`). With
 * `--check` it only says whether the file is as it would be written (`npm run drift`). Passwords come from the server's environment.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { natsRights, SERVICES } from './nats-rights.js';

const FILE = new URL('../../../infra/nats/nats.conf', import.meta.url);

const HEAD = `# Generated from libs/service/src/nats-rights.ts by \`npm run generate -w libs/service\`. Do not edit.

server_name: freehold
port: 4222
# Health and figures of the server itself; not published outside the compose network.
http_port: 8222
max_payload: 1MB

jetstream: {
  store_dir: "/data"
  # With the default an acknowledged event can be lost when the power fails.
  sync_interval: always
}
`;

function user(service: string): string {
  const { publish, subscribe } = natsRights(service);
  return `    {
      user: ${JSON.stringify(service)}
      password: $FREEHOLD_${service.toUpperCase().replaceAll('-', '_')}_NATS_PASSWORD
      permissions: {
        publish: ${list(publish)}
        subscribe: ${list(subscribe)}
        allow_responses: true
      }
    }
`;
}

function list(subjects: readonly string[]): string {
  const lines = [...new Set(subjects)].map((subject) => `          ${JSON.stringify(subject)}\n`);
  return `[\n${lines.join('')}        ]`;
}

const text = `${HEAD}
authorization: {
  users: [
${SERVICES.map(user).join('')}  ]
}
`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write(
    'infra/nats/nats.conf is not what nats-rights.ts says: run `npm run generate -w libs/service`\n',
  );
  process.exitCode = 1;
}
