import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { PackagesUnavailable, SuitePackages, unpackNewest } from './debian-packages.js';
import { postgresInstallation, shippedPrograms } from './postgres-installation.js';
import {
  isUnpacked,
  lookForDig,
  lookForHaproxy,
  lookForNats,
  lookForNginx,
  lookForPhpFpm,
  lookForPowerDns,
  lookForWrk,
  OLDEST_NATS,
  SERVERS_DIR,
} from './programs.js';
import { linkProgram, wrapPhp, wrapProgram } from './unpacked-programs.js';

/*
 * `node tools/stack/dist/install.js`: makes sure that every server is there. What the machine has is taken as it is; what it
 * lacks is unpacked into `.servers/`. Where all is there it takes a tenth of a second and no network.
 */

/** What a tenant's code may expect of PHP, besides what comes with it. */
const PHP_EXTENSIONS = ['mbstring', 'curl', 'mysql', 'pgsql', 'xml', 'zip'];

const packages = new SuitePackages(SERVERS_DIR);

async function installNats(): Promise<void> {
  if (await lookForNats()) return;
  const version = OLDEST_NATS.join('.');
  say(`Fetching nats-server (${version} or later)`);
  const into = join(SERVERS_DIR, 'nats');
  await unpackNewest('nats-server', into).catch(missing(`nats-server ${version} or later`, 'put one on PATH'));
  await linkProgram('nats-server', join(into, 'usr/sbin/nats-server'));
  if (!(await lookForNats()))
    throw new PackagesUnavailable(
      `The newest nats-server of this machine's mirrors is older than ${version}: put a newer one on PATH.`,
    );
}

async function installPowerDns(): Promise<void> {
  if ((await lookForPowerDns()) && (await lookForDig())) return;
  say('Fetching PowerDNS and dig');
  const names = ['pdns-server', 'pdns-backend-sqlite3', 'bind9-dnsutils'];
  const into = join(SERVERS_DIR, 'powerdns');
  await packages
    .unpack(names, into)
    .catch(missing('PowerDNS with its SQLite backend, or dig', `install ${names.join(', ')}`));
  await wrapProgram('pdns_server', into, 'usr/sbin/pdns_server');
  await wrapProgram('dig', into, 'usr/bin/dig');
}

/** Only what is missing, so that a machine's own servers are taken as they are. */
async function installWebServers(): Promise<void> {
  const isOurs = (path: string | undefined) => path === undefined || isUnpacked(path);
  const [nginx, [php], haproxy] = await Promise.all([lookForNginx(), lookForPhpFpm(), lookForHaproxy()]);
  if (nginx && php && haproxy) return;
  say('Fetching nginx, PHP-FPM and HAProxy');
  const names = [
    ...(isOurs(nginx) ? ['nginx'] : []),
    ...(isOurs(php?.path) ? ['php-fpm', ...PHP_EXTENSIONS.map((name) => `php-${name}`)] : []),
    ...(isOurs(haproxy) ? ['haproxy'] : []),
  ];
  const into = join(SERVERS_DIR, 'web');
  await packages.unpack(names, into).catch(missing('nginx, PHP-FPM or HAProxy', `install ${names.join(', ')}`));
  if (isOurs(nginx)) await wrapProgram('nginx', into, 'usr/sbin/nginx');
  if (isOurs(haproxy)) await wrapProgram('haproxy', into, 'usr/sbin/haproxy');
  await wrapPhp(into);
}

async function installWrk(): Promise<void> {
  if (await lookForWrk()) return;
  say('Fetching wrk');
  const into = join(SERVERS_DIR, 'wrk');
  await packages.unpack(['wrk'], into).catch(missing('wrk', 'install it'));
  await wrapProgram('wrk', into, 'usr/bin/wrk');
}

/** npm leaves symbolic links out of packages; the package's own script makes them, which `npm ci --ignore-scripts` did not run. */
async function completePostgres(): Promise<void> {
  const { postgres } = await shippedPrograms();
  const root = join(dirname(postgres), '../..');
  const isComplete = await stat(join(root, 'native/lib/libpq.so.5')).then(
    () => true,
    () => false,
  );
  if (!isComplete) await execa(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root });
  await postgresInstallation();
}

/** Turns packages that cannot be had into one sentence that says what is missing and how to get it. */
function missing(what: string, otherwise: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof PackagesUnavailable)) throw error;
    throw new PackagesUnavailable(
      `${what} is missing and this machine's packages do not give it (${error.message}): ${otherwise} and try again.`,
    );
  };
}

/** Does without what the control plane itself can do without, and says so. */
async function optional(without: string, install: () => Promise<void>): Promise<void> {
  await install().catch((error: unknown) => {
    if (!(error instanceof PackagesUnavailable)) throw error;
    process.stderr.write(`${error.message} Until then ${without}.\n`);
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function installFromSuite(): Promise<void> {
  await installPowerDns();
  await optional('there is no cluster that serves web sites', installWebServers);
  await optional('`make bench` measures nothing under load', installWrk);
}

try {
  await Promise.all([completePostgres(), installNats(), installFromSuite()]);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await packages.close();
}
