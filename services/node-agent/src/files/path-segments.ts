/** A path that would leave the node's root, or might: `..`, absolute, odd segments, a symlink on the way. Nothing was touched. */
export class PathRefused extends Error {
  override readonly name = 'PathRefused';

  constructor(path: string, why: string) {
    super(`The path ${JSON.stringify(path)} is refused: ${why}.`);
  }
}

/** NAME_MAX of Linux, in bytes. */
const LONGEST_SEGMENT = 255;
/** Deeper than anything that we lay out; keeps a walk short. */
const MOST_SEGMENTS = 64;
/** Control characters, invisible ones that make two names look alike, lone surrogates, and line separators. */
const ODD = /[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * Takes a relative path apart.
 * @throws PathRefused for anything but plain names: one spelling (NFC) a name, so that what was compared is what is opened
 */
export function segmentsOf(path: string): readonly string[] {
  if (path.startsWith('/')) throw new PathRefused(path, 'it is absolute');
  const segments = path.split('/');
  if (segments.length > MOST_SEGMENTS) throw new PathRefused(path, 'it is too deep');
  for (const segment of segments) {
    const why = whyOdd(segment);
    if (why) throw new PathRefused(path, why);
  }
  return segments;
}

function whyOdd(segment: string): string | undefined {
  if (segment === '') return 'a segment is empty';
  if (segment === '.' || segment === '..') return 'it has a dot segment';
  if (ODD.test(segment)) return 'it has a control or invisible character';
  if (segment.normalize('NFC') !== segment) return 'it is not in Unicode normal form C';
  if (Buffer.byteLength(segment) > LONGEST_SEGMENT) return 'a segment is longer than 255 bytes';
  return undefined;
}
