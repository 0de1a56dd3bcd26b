/**
 * Completes package-lock.json: `npm ci` wants an entry for every optional package of every platform, but a lock file that was
 * made against a mirror without other platforms' packages lacks theirs. Run it after every `npm install`; with `--check`
 * it only says what is wrong. No address of a registry may stand in the lock file either.
 */
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
/** npm writes it last in an installation. */
const INSTALLED = 'node_modules/.package-lock.json';
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Where Node finds `name` from the package at `path`, walking up as it does; undefined when the lock has none. */
function resolve(packages, path, name) {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1))) {
    const candidate = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (from === '') return undefined;
  }
}

/** An entry that keeps npm from fetching the package elsewhere than on its platform, which its name tells. */
function stub(name, range) {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : [];
  return {
    version: range.replace(/^[\^~]/, ''),
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolve(lock.packages, path, name)) continue;
    lock.packages[`node_modules/${name}`] = stub(name, range);
    added.push(name);
  }
}
const addressed = Object.values(lock.packages).filter((entry) => /^https?:/.test(entry.resolved ?? ''));
for (const entry of addressed) delete entry.resolved;

if (process.argv.includes('--check')) {
  const faults = [
    ...added.map((name) => `no entry for ${name}`),
    ...addressed.map((entry) => `an address for version ${entry.version}`),
  ];
  if (faults.length > 0) {
    console.error(`${FILE}: ${faults.join('; ')}. Run: node tools/setup/complete-lock.mjs`);
    process.exitCode = 1;
  }
} else {
  if (added.length + addressed.length > 0) {
    lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
    writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
  }
  // `npm install` has just installed what the lock says: the Makefile need not install again.
  if (existsSync(INSTALLED)) utimesSync(INSTALLED, new Date(), new Date());
  console.log(`${FILE}: ${added.length} entries added, ${addressed.length} addresses removed`);
}
