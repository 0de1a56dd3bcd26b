import { glob, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExecaError, execa } from 'execa';
import { machineRelease, machineSources, newestSuite } from './debian-sources.js';

/** Packages that cannot be had; the message is a sentence for people. */
export class PackagesUnavailable extends Error {}

/**
 * Unpacks packages of the machine's own suite, with those of their dependencies that the machine lacks, into a directory of
 * ours. Neither root nor a change to the machine is needed: no package script runs, no system service starts.
 */
export async function unpackPackages(names: readonly string[], into: string): Promise<void> {
  await inWorkshop(into, async ({ aptGet, archives, unpacked }) => {
    await aptGet(['update']);
    await aptGet(['install', '--download-only', '--reinstall', '--no-install-recommends', '--yes', ...names]);
    for await (const archive of glob(join(archives, '*.deb'))) await execa('dpkg', ['-x', archive, unpacked]);
  });
}

/**
 * Unpacks one package of the distribution's newest suite. Its dependencies stay out, as they belong to a newer system: for
 * programs that are linked statically.
 *
 * @throws PackagesUnavailable when the machine is no Debian or Ubuntu, or none of its mirrors has the package.
 */
export async function unpackNewest(name: string, into: string): Promise<void> {
  const release = await machineRelease();
  const sources = release ? newestSuite(release, await machineSources()) : [];
  let reason = 'none of its apt sources is an archive of Debian or Ubuntu';
  for (const source of sources) {
    try {
      await inWorkshop(into, async ({ aptGet, archives, unpacked, workshop }) => {
        const list = join(workshop, `newest.${source.ending}`);
        await writeFile(list, source.text);
        const only = ['-o', `Dir::Etc::SourceList=${list}`, '-o', 'Dir::Etc::SourceParts=/dev/null'];
        await aptGet([...only, '-o', 'APT::Update::Error-Mode=any', 'update']);
        await aptGet([...only, 'download', name]);
        for await (const archive of glob(join(archives, '*.deb'))) await execa('dpkg', ['-x', archive, unpacked]);
      });
      return;
    } catch (error) {
      if (!(error instanceof PackagesUnavailable)) throw error;
      reason = error.message;
    }
  }
  throw new PackagesUnavailable(reason);
}

interface Workshop {
  readonly workshop: string;
  /** Runs apt-get with lists, cache and archives of its own, in the archives' directory. */
  readonly aptGet: (args: readonly string[]) => Promise<void>;
  readonly archives: string;
  readonly unpacked: string;
}

/** Lets `work` fill `unpacked` in a temporary directory beside `into`, and moves it there when it is whole. */
async function inWorkshop(into: string, work: (workshop: Workshop) => Promise<void>): Promise<void> {
  await mkdir(join(into, '..'), { recursive: true });
  const workshop = await mkdtemp(`${into}.draft-`);
  const archives = join(workshop, 'cache/archives');
  const unpacked = join(workshop, 'unpacked');
  try {
    for (const directory of ['lists/partial', 'cache/archives/partial', 'unpacked'])
      await mkdir(join(workshop, directory), { recursive: true });
    await work({ workshop, archives, unpacked, aptGet: (args) => runAptGet(workshop, archives, args) });
    await rm(into, { recursive: true, force: true });
    await rename(unpacked, into);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function runAptGet(workshop: string, cwd: string, args: readonly string[]): Promise<void> {
  const options = {
    'Dir::State::Lists': join(workshop, 'lists'),
    'Dir::Cache': join(workshop, 'cache'),
    'Debug::NoLocking': 'true', // The locks are for the machine's lists and packages, which stay as they are.
    'APT::Sandbox::User': 'root', // apt's own user may not be able to walk to our directories.
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  const settings = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  try {
    await execa('apt-get', ['-q', ...settings, ...args], {
      cwd,
      timeout: 300_000,
      env: { LC_ALL: 'C' },
      stdin: 'ignore',
    });
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    if (error.code === 'ENOENT') throw new PackagesUnavailable('it has no apt-get', { cause: error });
    const said = (error.stderr ?? '').split('\n').find((line) => line.startsWith('E: '));
    throw new PackagesUnavailable(`apt-get said: ${said?.slice(3) ?? error.shortMessage}`, { cause: error });
  }
}
