import { SERVICES } from './nats-rights.js';
import { rotateMasterKey } from './rotate-master-key.js';
import { startFailure } from './start-failure.js';

const [service = ''] = process.argv.slice(2);
const say = (line: string) => void process.stdout.write(`${line}\n`);

if (!SERVICES.includes(service)) {
  process.stderr.write(`usage: rotate-master-key.main.js <service whose variables are set, such as identity>\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await rotateMasterKey(service, process.env, say)) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exitCode = 1;
  }
}
