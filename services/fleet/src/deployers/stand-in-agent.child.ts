/*
 * A program that stands in for the node agent where a spec is about how one is started: it takes the agent's variables, speaks the
 * agent's protocol, and looks after one server, which works below the root and outlives it unless it is ended in good order.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Invitation } from './deployer.js';
import { FakeAgent } from './fake-agent.js';

function variable(name: string): string {
  const value = process.env[`FREEHOLD_NODE_AGENT_${name}`];
  if (!value) throw new Error(`set FREEHOLD_NODE_AGENT_${name}`);
  return value;
}

const root = variable('ROOT');
if (process.env['FREEHOLD_NODE_AGENT_NGINX'] === '/nowhere/that/ends') throw new Error('nginx cannot be started');
const { hostname, port } = new URL(`tcp://${variable('LISTEN')}`);
const http = new URL(`tcp://${variable('HTTP_LISTEN')}`);

const server: ChildProcess = spawn('sleep', ['600'], { cwd: root, detached: true, stdio: 'ignore' });
server.unref();
await writeFile(join(root, 'environment.json'), JSON.stringify({ ...process.env, server: server.pid }));

const invitation = async (): Promise<Invitation | undefined> => {
  const text = await readFile(join(root, 'var/lib/freehold/join.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Invitation); // as the deployer has written it
};
await FakeAgent.start({ node_id: variable('NODE_ID'), host: hostname, port: Number(port), invitation });
createServer((_, response) => response.end('a page')).listen(Number(http.port), http.hostname);

process.once('SIGTERM', () => {
  server.kill();
  process.exit(0);
});
