import { homeOf, type Layout, PUBLIC } from './layout.js';

const PASSWD = 'etc/passwd';
const GROUP = 'etc/group';
const NO_SHELL = '/usr/sbin/nologin';
const WEB_NAME = 'freehold-web';

/** Names and numbers that others on the node have: no tenant may take them. */
export interface Foreign {
  readonly names: ReadonlySet<string>;
  readonly uids: ReadonlySet<number>;
}

/**
 * The users of the node's tenants, in its passwd and group files: name = tenant, uid = gid, no password, no shell. Lines of others
 * stay as they are. A whole file is written at once: useradd(8) would do so for each of a thousand users.
 *
 * A line is ours when its home is where only we put one. Groups are written first, so that a kill in between leaves a group, which
 * is found again by its name, and never a user without one.
 */
export class TenantUsers {
  constructor(private readonly layout: Layout) {}

  /** @returns whether anything changed */
  async write(tenants: ReadonlyMap<string, number>): Promise<boolean> {
    const { passwd, group } = await this.wanted(tenants);
    const changedGroup = await this.layout.root.write(GROUP, group, PUBLIC);
    const changedPasswd = await this.layout.root.write(PASSWD, passwd, PUBLIC);
    return changedGroup || changedPasswd;
  }

  async areAs(tenants: ReadonlyMap<string, number>): Promise<boolean> {
    const { passwd, group } = await this.wanted(tenants);
    return (await this.content(PASSWD)) === passwd && (await this.content(GROUP)) === group;
  }

  async foreign(): Promise<Foreign> {
    const lines = linesOf(await this.content(PASSWD)).filter((line) => !isOurs(line));
    return {
      names: new Set(lines.map((line) => field(line, 0))),
      uids: new Set(lines.map((line) => Number(field(line, 2)))),
    };
  }

  private async wanted(tenants: ReadonlyMap<string, number>): Promise<{ passwd: string; group: string }> {
    const { web } = this.layout;
    const users = [...tenants].sort(([, a], [, b]) => a - b);
    const before = linesOf(await this.content(PASSWD));
    const names = new Set([...before.filter(isOurs).map((line) => field(line, 0)), ...tenants.keys(), WEB_NAME]);
    return {
      passwd: fileOf([
        ...before.filter((line) => !isOurs(line)),
        `${WEB_NAME}:*:${web.uid}:${web.gid}::/nonexistent:${NO_SHELL}`,
        ...users.map(([tenant, uid]) => `${tenant}:*:${uid}:${uid}::/${homeOf(tenant)}:${NO_SHELL}`),
      ]),
      group: fileOf([
        ...linesOf(await this.content(GROUP)).filter((line) => !names.has(field(line, 0))),
        `${WEB_NAME}:*:${web.gid}:`,
        ...users.map(([tenant, uid]) => `${tenant}:*:${uid}:`),
      ]),
    };
  }

  private async content(path: string): Promise<string> {
    return String((await this.layout.root.read(path))?.content ?? '');
  }
}

function isOurs(line: string): boolean {
  const name = field(line, 0);
  return name === WEB_NAME || field(line, 5) === `/${homeOf(name)}`;
}

function field(line: string, index: number): string {
  return line.split(':')[index] ?? '';
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function fileOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
