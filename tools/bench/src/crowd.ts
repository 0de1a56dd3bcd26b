import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { findWrk } from '@freehold/stack/programs';

const CONNECTIONS = 8;
const LONGEST = '600s';

/** Visitors who ask for one page after another: wrk, as a process. */
export interface Crowd {
  /** Sends them home. @returns how many pages they asked for, and how often none came */
  leave(): Promise<{ readonly requests: number; readonly failed: number }>;
}

/** @param address `host:port` */
export async function crowd(address: string, host: string): Promise<Crowd> {
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${LONGEST}`, '-H', `Host: ${host}`, `http://${address}/`];
  const wrk = spawn(await findWrk(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(wrk.stdout);
  await once(wrk, 'spawn');
  return {
    async leave() {
      wrk.kill('SIGINT');
      const report = await said;
      const sum = (pattern: RegExp) =>
        (pattern.exec(report)?.slice(1) ?? []).reduce((all, count) => all + Number(count), 0);
      const unanswered = sum(/connect (\d+), read (\d+), write (\d+), timeout (\d+)/);
      return { requests: sum(/(\d+) requests in/), failed: unanswered + sum(/Non-2xx or 3xx responses: (\d+)/) };
    },
  };
}
