import { TestEnvironment } from 'jest-environment-node';

/*
 * A worker of jest lives on when jest itself is killed, and its servers with it. So it looks who its parent is; it does not
 * listen for the end of their channel, as that listener would keep it from ending in good order. Specs see a copy of
 * `process`; a test environment is loaded outside of them.
 */
const parent = process.ppid;
const isWorker = process.send !== undefined;

if (isWorker) {
  const look = () => {
    if (process.ppid !== parent) process.exit(1);
  };
  setInterval(look, 500).unref();
}

// Servers of two workers never draw the same port, not even one that is to be listened at later.
const [LOWEST, SLICE, SLICES] = [20_000, 3_000, 4];
const lowest = LOWEST + SLICE * (Number(process.env['JEST_WORKER_ID'] ?? 1) % SLICES);
process.env['FREEHOLD_PORT_RANGE'] ??= `${lowest}-${lowest + SLICE}`;

/** What jest-circus hands over of a file that it is about to run, as far as it is looked at here. */
interface FileRun {
  readonly rootDescribeBlock: { readonly hooks: { readonly type: string }[] };
}

/**
 * jest's `testEnvironment`: its own for Node, in a worker that ends with jest. What a file has started first ends last: jest-circus
 * would end the servers, which came with the imports, before all that the file has started over them.
 */
export default class extends TestEnvironment {
  async handleTestEvent({ name }: { readonly name: string }, { rootDescribeBlock: { hooks } }: FileRun): Promise<void> {
    if (name !== 'run_start') return;
    const last = hooks.filter(({ type }) => type === 'afterAll').toReversed();
    hooks.splice(0, hooks.length, ...hooks.filter(({ type }) => type !== 'afterAll'), ...last);
  }
}
