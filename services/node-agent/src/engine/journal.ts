import { closeSync, fdatasync, fstatSync, write } from 'node:fs';
import { promisify } from 'node:util';
import type { JsonValue } from '@bufbuild/protobuf';
import type { Confined } from '../files/confined.js';
import type { Ownership } from '../files/directory-handle.js';

const OURS: Ownership = { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const HEADER = '{"format":"freehold-desired-1"}\n';
/** Lines that may be overtaken before the file is written anew; besides, as many as are live. */
const SLACK = 1_000;

const writeTo = promisify(write);
const dataToDisk = promisify(fdatasync);

export interface Loaded {
  /** In the order in which they were appended. */
  readonly lines: readonly JsonValue[];
  /** Something in the middle could not be read: what is missing has to come from elsewhere. */
  readonly isDamaged: boolean;
}

/**
 * A file of lines of JSON that only grows, until it is worth writing anew. What {@link append} acknowledged survives a power cut;
 * what a kill left half-written at the end is dropped.
 */
export class Journal {
  private fd: number | undefined;
  private count = 0;
  /** Nothing is appended behind a line that may be torn. */
  private isTorn = false;

  constructor(
    private readonly root: Confined,
    private readonly path: string,
  ) {}

  async load(): Promise<Loaded> {
    const file = await this.root.read(this.path);
    const text = String(file?.content ?? '');
    const end = text.lastIndexOf('\n') + 1;
    this.isTorn = !file || end < text.length;
    const texts = text.slice(0, end).split('\n').slice(0, -1);
    const lines = texts.slice(1).map(parse);
    const isDamaged = (text !== '' && `${texts[0]}\n` !== HEADER) || lines.includes(undefined);
    this.isTorn ||= isDamaged;
    const whole = lines.filter((line) => line !== undefined);
    this.count = whole.length;
    return { lines: whole, isDamaged };
  }

  /**
   * Resolves once they are on the disk.
   * @param live all lines that count, these included, in case the file is to be written anew
   */
  async append(lines: readonly JsonValue[], live: () => Iterable<JsonValue>, liveCount: number): Promise<void> {
    if (this.isTorn || this.count + lines.length > 2 * liveCount + SLACK || this.isGone()) {
      await this.rewrite(live());
      return;
    }
    this.fd ??= this.root.openToAppend(this.path, OURS);
    this.isTorn = true;
    await writeAll(this.fd, Buffer.from(linesOf(lines)));
    await dataToDisk(this.fd);
    this.isTorn = false;
    this.count += lines.length;
  }

  async rewrite(live: Iterable<JsonValue>): Promise<void> {
    const lines = [...live];
    this.close();
    await this.root.write(this.path, HEADER + linesOf(lines), { ...OURS, durable: true });
    this.count = lines.length;
    this.isTorn = false;
  }

  /** Whether the file that was appended to has been taken away. */
  isGone(): boolean {
    return this.fd !== undefined && fstatSync(this.fd).nlink === 0;
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }
}

async function writeAll(fd: number, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.byteLength; ) {
    written += (await writeTo(fd, bytes, written)).bytesWritten;
  }
}

function linesOf(lines: readonly JsonValue[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue; // what JSON gives
  } catch {
    return undefined;
  }
}
