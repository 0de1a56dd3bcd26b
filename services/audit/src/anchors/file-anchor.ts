import { type FileHandle, open } from 'node:fs/promises';
import { renderLine } from '@freehold/chain/export-line';
import type { Anchor, Anchored } from './anchor.js';

/** Appends to a file, in the lines of an export, and waits for the disk. A line that a power cut has left half stays, and the next begins anew. */
export class FileAnchor implements Anchor {
  readonly name = 'file';

  constructor(private readonly path: string) {}

  async put({ checkpoint, key }: Anchored): Promise<void> {
    const file = await open(this.path, 'a+', 0o640);
    try {
      const torn = await endsWithin(file);
      await file.appendFile(`${torn ? '\n' : ''}${key ? renderLine({ key }) : ''}${renderLine({ checkpoint })}`);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

/** Whether the file ends in the middle of a line. */
async function endsWithin(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}
