import { glob, readFile } from 'node:fs/promises';

/** The system's name and release, of os-release(5). */
export interface Release {
  /** `debian`, `ubuntu` … */
  readonly id: string;
  /** `bookworm`, `noble` … */
  readonly codename: string;
}

/** Where the newest packages of a distribution lie. */
interface Newest {
  readonly suite: string;
  readonly component: string;
  /** Names that its sources may use for the machine's own suite besides the code name. */
  readonly aliases: readonly string[];
}

const NEWEST: Readonly<Record<string, Newest>> = {
  debian: { suite: 'testing', component: 'main', aliases: ['stable', 'oldstable', 'testing', 'unstable', 'sid'] },
  ubuntu: { suite: 'devel', component: 'universe', aliases: ['devel'] },
};

/** Reads which release the machine runs; undefined where there is no os-release. */
export async function machineRelease(): Promise<Release | undefined> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1];
  const id = field('ID');
  return id === undefined ? undefined : { id, codename: field('VERSION_CODENAME') ?? '' };
}

/** The texts of the machine's apt source lists: those in deb822 style (`.sources`) and those of one line a source (`.list`). */
export async function machineSources(directory = '/etc/apt'): Promise<{ stanzas: string[]; lines: string[] }> {
  const read = async (pattern: string) => {
    const texts = [];
    for await (const file of glob(`${directory}/${pattern}`)) texts.push(await readFile(file, 'utf8'));
    return texts.join('\n\n');
  };
  const stanzas = (await read('sources.list.d/*.sources')).split(/\n\s*\n/);
  const lines = `${await read('sources.list')}\n${await read('sources.list.d/*.list')}`.split('\n');
  return { stanzas, lines };
}

/**
 * Source lists that lead to the newest suite on the mirrors that the machine itself uses, with its keys: apt checks their
 * signatures as ever. A third party's source may look like the distribution's, so there can be several; try them in order.
 *
 * @returns pairs of a file's content and the ending that tells apt its style.
 */
export function newestSuite(
  release: Release,
  machine: { stanzas: string[]; lines: string[] },
): { text: string; ending: 'sources' | 'list' }[] {
  const newest = NEWEST[release.id];
  if (!newest) return [];
  return [release.codename, ...newest.aliases].flatMap((suite) => [
    ...machine.stanzas.flatMap((stanza) => {
      const text = movedStanza(stanza, suite, newest);
      return text ? [{ text, ending: 'sources' as const }] : [];
    }),
    ...machine.lines.flatMap((line) => {
      const text = movedLine(line, suite, newest);
      return text ? [{ text, ending: 'list' as const }] : [];
    }),
  ]);
}

/** A stanza of sources.list(5), "DEB822-STYLE FORMAT", with another suite; undefined when it is not the distribution's main archive. */
function movedStanza(stanza: string, suite: string, newest: Newest): string | undefined {
  const fields = new Map<string, string>();
  const text = stanza
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  for (const field of text.split(/\n(?=\S)/)) {
    const [, name, value] = /^([\w-]+):([^]*)$/.exec(field.trim()) ?? [];
    if (name && value) fields.set(name.toLowerCase(), value);
  }
  const words = (name: string) => (fields.get(name) ?? '').trim().split(/\s+/);
  const isDistribution =
    words('types').includes('deb') && words('suites').includes(suite) && words('components').includes('main');
  if (!isDistribution || words('enabled')[0] === 'no') return undefined;
  fields.set('types', ' deb');
  fields.set('suites', ` ${newest.suite}`);
  fields.set('components', ` ${newest.component}`);
  return [...fields].map(([name, value]) => `${name}:${value}\n`).join('');
}

/** As {@link movedStanza}, for the format of one line a source. */
function movedLine(line: string, suite: string, newest: Newest): string | undefined {
  const [, options = '', uri, itsSuite, components = ''] =
    /^\s*deb\s+(\[[^\]]*\]\s+)?([a-z][^\s[]*)\s+(\S+)\s+([^#]*)/.exec(line) ?? [];
  const isDistribution = itsSuite === suite && components.split(/\s+/).includes('main');
  return isDistribution ? `deb ${options}${uri} ${newest.suite} ${newest.component}\n` : undefined;
}
