import { chmod, glob, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { execa } from 'execa';
import { PackagesUnavailable, unpackNewest, unpackPackages } from './debian-packages.js';
import { postgresInstallation, shippedPrograms } from './postgres-installation.js';
import { lookForDig, lookForNats, lookForPowerDns, OLDEST_NATS, SERVERS_DIR } from './programs.js';

/*
 * `node tools/stack/dist/install.js`: makes sure that every server is there. What the machine has is taken as it is; what it
 * lacks is unpacked into `.servers/`. Where all is there it takes a tenth of a second and no network.
 */

const BIN = join(SERVERS_DIR, 'bin');

async function installNats(): Promise<void> {
  if (await lookForNats()) return;
  const version = OLDEST_NATS.join('.');
  say(`Fetching nats-server (${version} or later)`);
  const into = join(SERVERS_DIR, 'nats');
  await unpackNewest('nats-server', into).catch(missing(`nats-server ${version} or later`, 'put one on PATH'));
  await mkdir(BIN, { recursive: true });
  await rm(join(BIN, 'nats-server'), { force: true });
  await symlink(relative(BIN, join(into, 'usr/sbin/nats-server')), join(BIN, 'nats-server'));
  if (!(await lookForNats()))
    throw new PackagesUnavailable(
      `The newest nats-server of this machine's mirrors is older than ${version}: put a newer one on PATH.`,
    );
}

async function installPowerDns(): Promise<void> {
  if ((await lookForPowerDns()) && (await lookForDig())) return;
  say('Fetching PowerDNS and dig');
  const packages = ['pdns-server', 'pdns-backend-sqlite3', 'bind9-dnsutils'];
  const into = join(SERVERS_DIR, 'powerdns');
  await unpackPackages(packages, into).catch(
    missing('PowerDNS with its SQLite backend, or dig', `install ${packages.join(', ')}`),
  );
  await writeWrapper('pdns_server', into, 'usr/sbin/pdns_server');
  await writeWrapper('dig', into, 'usr/bin/dig');
}

/** Writes `.servers/bin/<name>`, which runs an unpacked program with the libraries that were unpacked with it. */
async function writeWrapper(name: string, root: string, program: string): Promise<void> {
  const libraries = [];
  for await (const directory of glob('{usr/,}lib/*-linux-gnu*', { cwd: root })) libraries.push(`$root/${directory}`);
  const file = join(BIN, name);
  await mkdir(BIN, { recursive: true });
  await writeFile(
    file,
    [
      '#!/bin/sh',
      `root=$(dirname "$(readlink -f "$0")")/${relative(BIN, root)}`,
      `LD_LIBRARY_PATH="${libraries.join(':')}" exec "$root/${program}" "$@"`,
      '',
    ].join('\n'),
  );
  await chmod(file, 0o755);
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

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await completePostgres();
  await installNats();
  await installPowerDns();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
