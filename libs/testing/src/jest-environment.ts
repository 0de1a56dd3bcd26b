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

/** jest's `testEnvironment`: its own for Node, in a worker that ends with jest. */
export default TestEnvironment;
