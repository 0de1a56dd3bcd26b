import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freshDatabase, freshNats } from '@freehold/testing/servers';
import { TraceCollector } from '@freehold/testing/trace-collector';
import { until } from '@freehold/testing/until';
import { afterAll, describe, expect, it } from '@jest/globals';

const PRELOAD = fileURLToPath(new URL('./otel.js', import.meta.url));
const PROGRAM = fileURLToPath(new URL('./otel-under-test.js', import.meta.url));
/** Notes every module that is loaded after it. */
const NOTE_MODULES = `data:text/javascript,import{registerHooks}from'node:module';globalThis.loaded=[];registerHooks({resolve(s,c,n){globalThis.loaded.push(s);return n(s,c)}})`;

const collector = await TraceCollector.start();

afterAll(() => collector.close());

async function output(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = await Promise.all([createInterface(child.stdout)[Symbol.asyncIterator]().next(), once(child, 'exit')]);
  return String(text.value);
}

describe('tracing', () => {
  it('loads nothing of OpenTelemetry while no endpoint is set', async () => {
    const loaded = await output(
      '--import',
      NOTE_MODULES,
      '--import',
      PRELOAD,
      '--eval',
      'console.log(JSON.stringify(globalThis.loaded))',
    );
    expect(JSON.parse(loaded)).toEqual([expect.stringContaining('/otel.js')]);
  });

  it('joins one request over HTTP, its command, its event and its work to what the backend was asked and to the last rows', async () => {
    const [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
    const child = spawn(process.execPath, ['--import', PRELOAD, PROGRAM], {
      env: {
        PATH: process.env['PATH'],
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
        FREEHOLD_NATS_URL: nats.url,
        FREEHOLD_POSTGRES_URL: database.url,
        FREEHOLD_LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const started = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
      const reply = await fetch(`http://127.0.0.1:${String(started.value)}/`, { method: 'POST' });
      expect(await reply.json()).toMatchObject({ outcome: 'accepted', changed: true });

      const created = ['POST', 'send cmd.dns.zone', 'command cmd.dns.zone', 'append dns.zone', 'follow rows'];
      const worked = [...created, 'work zone'];
      const converged = [...worked, 'append dns.zone', 'follow rows'];
      await until(() => {
        expect(collector.paths('pg.query:COMMIT')).toContainEqual([...created, expect.stringContaining('COMMIT')]);
        expect(collector.paths('pg.query:COMMIT')).toContainEqual([...converged, expect.stringContaining('COMMIT')]);
        expect(collector.paths('GET')).toContainEqual([...worked, 'GET', 'GET']); // as the client saw it, and as the backend did
        return true;
      });
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
});
