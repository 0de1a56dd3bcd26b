import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BEGINNING } from '@freehold/chain/checkpoint';
import { entryOf } from '@freehold/chain/entry';
import { link } from '@freehold/chain/hash';
import { EVENTS } from '@freehold/contracts/event';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type AuditUnderTest, auditUnderTest } from './audit-under-test.js';

const MAIN = fileURLToPath(new URL('main.js', import.meta.url));
const KILLS = 6;

let audit: AuditUnderTest;
let running: ChildProcess | undefined;

beforeAll(async () => {
  audit = await auditUnderTest(3);
});

afterAll(async () => {
  running?.kill('SIGKILL');
  await audit.stop();
});

function begin(): ChildProcess {
  const environment = { PATH: process.env['PATH'], ...audit.environment, FREEHOLD_AUDIT_HEALTH_PORT: '0' };
  return spawn(process.execPath, [MAIN], { env: environment, stdio: 'ignore' });
}

interface Row {
  readonly position: number;
  readonly hash: string;
  readonly previous_position: number;
  readonly previous_hash: string;
}

async function checkpoints(): Promise<Row[]> {
  const { rows } = await audit.pool.query<Row>(
    'SELECT position::int, hash, previous_position::int, previous_hash FROM chain_checkpoint ORDER BY position',
  );
  return rows;
}

it('has one chain over every event, however often and whenever the service is killed', async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const before = (await checkpoints().catch(() => [])).length;
    running = begin();
    const ended = once(running, 'exit');
    await audit.append(20);
    await until(async () => (await checkpoints()).length > before);
    running.kill('SIGKILL');
    await ended;
  }
  running = begin();
  const last = (await audit.ledger.state()).last;
  await until(async () => ((await checkpoints()).at(-1)?.position ?? 0) > last - 3);
  let hash = BEGINNING.hash;
  const hashes = [hash];
  for (let seq = 1; seq <= last; seq++) {
    const message = await audit.ledger.jsm.streams.getMessage(EVENTS, { seq });
    if (message === null) throw new Error(`there is no message ${seq}`);
    hash = link(hash, entryOf({ seq, subject: message.subject, data: message.data, headers: message.header }));
    hashes.push(hash);
  }
  let previous = 0;
  for (const checkpoint of await checkpoints()) {
    expect(checkpoint.hash).toBe(hashes[checkpoint.position]);
    expect([checkpoint.previous_position, checkpoint.previous_hash]).toEqual([previous, hashes[previous]]);
    previous = checkpoint.position;
  }
});
