import { appendFile, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Checkpoint } from '@freehold/chain/checkpoint';
import { parseLine } from '@freehold/chain/export-line';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AuditUnderTest, auditUnderTest } from '../audit-under-test.js';

let audit: AuditUnderTest;

beforeEach(async () => {
  audit = await auditUnderTest();
});

afterEach(async () => {
  await audit.stop();
});

const anchors = async () => (await audit.ask<{ anchors: Record<string, number> }>('head')).anchors;
const made = async () => (await audit.ask<{ items: Checkpoint[] }>('checkpoints')).items;

async function linesOf(file: string) {
  return (await readFile(file, 'utf8')).split('\n').filter((text) => text !== '');
}

describe('a file that checkpoints are anchored in', () => {
  it('holds each of them and the key before its first, also those from before it was set, and is only appended to', async () => {
    const file = join(await temporaryDirectory(), 'checkpoints.ndjson');
    const before = await audit.start();
    await audit.append(5);
    await until(async () => (await made()).length === 1);
    await before.stop();
    const with_file = { FREEHOLD_AUDIT_ANCHOR_FILE: file };
    const first = await audit.start(with_file);
    await until(async () => (await anchors())['file'] === 5);
    await first.stop();
    await appendFile(file, '{"checkpoint":{"position":1');
    await audit.start(with_file);
    await audit.append(5);
    await until(async () => (await anchors())['file'] === 10);
    const lines = await linesOf(file);
    expect(lines).toHaveLength(4);
    const [key, one, torn, two] = lines.map(parseLine);
    const checkpoints = await made();
    expect(key).toMatchObject({ key: { id: checkpoints[0]?.key_id } });
    expect([one, torn, two]).toEqual([{ checkpoint: checkpoints[0] }, undefined, { checkpoint: checkpoints[1] }]);
  });
});

describe('an address that checkpoints are posted to', () => {
  it('gets each of them in order, once it takes them, while the chain goes on', async () => {
    const got: { checkpoint: Checkpoint; key?: object }[] = [];
    let answer = 503;
    const server: Server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        if (answer === 204) got.push(JSON.parse(body));
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    try {
      await audit.start({ FREEHOLD_AUDIT_ANCHOR_URL: `http://127.0.0.1:${port}/anchor` });
      await audit.append(10);
      await until(async () => (await made()).length === 2);
      expect((await anchors())['webhook']).toBe(0);
      answer = 204;
      await until(async () => (await anchors())['webhook'] === 10);
      expect(got.map(({ checkpoint }) => checkpoint)).toEqual(await made());
      expect(got.map(({ key }) => key !== undefined)).toEqual([true, false]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
