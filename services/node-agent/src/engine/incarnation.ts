import { randomUUID } from 'node:crypto';
import type { Confined } from '../files/confined.js';

const FILE = 'var/lib/freehold/incarnation';
const OURS = { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, durable: true };

/** Names the node's memory: another one tells the control plane that what it once said has to be said again. */
export class Incarnation {
  private constructor(
    private readonly root: Confined,
    readonly id: string,
  ) {}

  /** @param isLost whether some of what was held cannot be read, which makes it a new one */
  static async open(root: Confined, isLost: boolean): Promise<Incarnation> {
    const kept = String((await root.read(FILE))?.content ?? '').trim();
    const incarnation = new Incarnation(root, kept && !isLost ? kept : randomUUID());
    await incarnation.keep();
    return incarnation;
  }

  async keep(): Promise<void> {
    await this.root.write(FILE, `${this.id}\n`, OURS);
  }

  /** Whether somebody has emptied the node's disk while the agent runs. */
  async isGone(): Promise<boolean> {
    return (await this.root.stat(FILE)) === undefined;
  }
}
