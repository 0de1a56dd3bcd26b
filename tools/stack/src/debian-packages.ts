import { glob, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExecaError, execa } from 'execa';
import { machineRelease, machineSources, newestSuite } from './debian-sources.js';
import { CONTENTS } from './programs.js';

/** Packages that cannot be had; the message is a sentence for people. */
export class PackagesUnavailable extends Error {}

/**
 * The packages of the machine's own suite, with those of their dependencies that the machine lacks. They are unpacked into
 * directories of ours. Neither root nor a change to the machine is needed: no package script runs, no system service starts.
 * The lists of packages are fetched at the first use, and once.
 */
export class SuitePackages {
  private apt: Apt | undefined;
  private lists: Promise<Apt> | undefined;

  /** @param directory where the lists lie until {@link close}. */
  constructor(private readonly directory: string) {}

  /**
   * Unpacks packages into a directory, which is replaced as a whole. Its file {@link CONTENTS} then names them with their versions.
   *
   * @throws PackagesUnavailable when the machine has no apt-get, or its mirrors do not give one of them.
   */
  async unpack(names: readonly string[], into: string): Promise<void> {
    this.lists ??= this.fetchLists();
    const apt = await this.lists;
    await inWorkshop(into, apt, async ({ aptGet, unpackAll }) => {
      await aptGet(['install', '--download-only', '--reinstall', '--no-install-recommends', '--yes', ...names]);
      await unpackAll();
    });
  }

  /** Removes the lists. */
  async close(): Promise<void> {
    await this.lists?.catch(() => undefined);
    if (this.apt) await rm(this.apt.state, { recursive: true, force: true });
  }

  private async fetchLists(): Promise<Apt> {
    await mkdir(this.directory, { recursive: true });
    this.apt = await makeApt(join(this.directory, 'lists.draft-'));
    await runAptGet(this.apt, this.apt.state, ['update']);
    return this.apt;
  }
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
  await mkdir(join(into, '..'), { recursive: true });
  for (const source of sources) {
    const apt = await makeApt(`${into}.lists.draft-`);
    try {
      const list = join(apt.state, `newest.${source.ending}`);
      await writeFile(list, source.text);
      const only = ['-o', `Dir::Etc::SourceList=${list}`, '-o', 'Dir::Etc::SourceParts=/dev/null'];
      await runAptGet(apt, apt.state, [...only, '-o', 'APT::Update::Error-Mode=any', 'update']);
      await inWorkshop(into, apt, async ({ aptGet, unpackAll }) => {
        await aptGet([...only, 'download', name]);
        await unpackAll();
      });
      return;
    } catch (error) {
      if (!(error instanceof PackagesUnavailable)) throw error;
      reason = error.message;
    } finally {
      await rm(apt.state, { recursive: true, force: true });
    }
  }
  throw new PackagesUnavailable(reason);
}

/** apt-get with lists and a cache of its own. */
interface Apt {
  readonly state: string;
}

interface Workshop {
  /** Runs apt-get in the directory where it leaves packages. */
  readonly aptGet: (args: readonly string[]) => Promise<void>;
  /** Unpacks every package that lies there. */
  readonly unpackAll: () => Promise<void>;
}

async function makeApt(prefix: string): Promise<Apt> {
  const state = await mkdtemp(prefix);
  for (const directory of ['lists/partial', 'cache']) await mkdir(join(state, directory), { recursive: true });
  return { state };
}

/** Lets `work` unpack into a temporary directory beside `into`, and moves it there when it is whole. */
async function inWorkshop(into: string, apt: Apt, work: (workshop: Workshop) => Promise<void>): Promise<void> {
  const workshop = await mkdtemp(`${into}.draft-`);
  const archives = join(workshop, 'archives');
  const unpacked = join(workshop, 'unpacked');
  try {
    await mkdir(join(archives, 'partial'), { recursive: true });
    await mkdir(unpacked, { mode: 0o755 });
    await work({
      aptGet: (args) => runAptGet(apt, archives, ['-o', `Dir::Cache::Archives=${archives}`, ...args]),
      unpackAll: () => unpackArchives(archives, unpacked),
    });
    await rm(into, { recursive: true, force: true });
    await rename(unpacked, into);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function unpackArchives(archives: string, into: string): Promise<void> {
  const names = [];
  for await (const archive of glob(join(archives, '*.deb'))) {
    await execa('dpkg', ['-x', archive, into]);
    names.push(basename(archive, '.deb'));
  }
  await writeFile(join(into, CONTENTS), `${names.sort().join('\n')}\n`);
}

async function runAptGet({ state }: Apt, cwd: string, args: readonly string[]): Promise<void> {
  const options = {
    'Dir::State::Lists': join(state, 'lists'),
    'Dir::Cache': join(state, 'cache'),
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
