import { BEGINNING, type Checkpoint, isGenuine, type Place } from './checkpoint.js';
import { type ExportLine, parseLine } from './export-line.js';
import { type ChainKey, keyId, trustedKeys } from './key.js';
import { type Claimed, type Finding, findingsBetween } from './segment.js';

/** What came out of the verification of an export. Nothing was found and `proven` covers what was asked for: then the ledger is as it was. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Positions between the first and the last genuine checkpoint; null where there is no range between two. */
  readonly proven: { readonly from: number; readonly to: number } | null;
  /** Events that no checkpoint follows yet: whether they are as they were written nobody can say. */
  readonly unproven: number;
  readonly events: number;
  readonly checkpoints: number;
  /** False where no key was given to trust: then the export is consistent with its own keys, and who made those is open. */
  readonly trusted: boolean;
  /** Public keys that the export itself names. */
  readonly keys: readonly ChainKey[];
}

/**
 * Proves a range of the ledger from an export alone, and tells what is wrong with it. It holds the events between two checkpoints in memory,
 * not the export.
 * @param trusted public keys, known from elsewhere; without any, those of the export are taken for granted
 * @param anchors checkpoints that were kept elsewhere: the export must have each of them that lies within it, just so
 */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  trusted: readonly string[],
  anchors: readonly Checkpoint[] = [],
): Promise<Verdict> {
  const verifier = new Verifier(trusted, anchors);
  let number = 0;
  for await (const text of lines) {
    number++;
    if (text.trim() === '') continue;
    const line = parseLine(text);
    if (line === undefined) verifier.malformed(number);
    else verifier.take(line);
  }
  return verifier.verdict();
}

class Verifier {
  private readonly findings: Finding[] = [];
  private readonly keys: ChainKey[] = [];
  private genuine: ReadonlyMap<string, string>;
  private head: Extract<ExportLine, { export: unknown }>['export'] | undefined;
  /** The last place that counts; what follows is measured by it. */
  private last: Place | undefined;
  private pending: Claimed[] = [];
  private first: number | undefined;
  private events = 0;
  private checkpoints = 0;

  private readonly anchors: Map<number, string>;

  constructor(
    private readonly trusted: readonly string[],
    anchors: readonly Checkpoint[],
  ) {
    this.genuine = trustedKeys(trusted, []);
    this.anchors = new Map(anchors.map(({ position, hash }) => [position, hash]));
  }

  malformed(number: number): void {
    this.find('malformed', this.last?.position ?? 0, `line ${number} is no line of an export`);
  }

  take(line: ExportLine): void {
    if ('event' in line) {
      this.events++;
      this.pending.push(line);
    } else if ('checkpoint' in line) {
      this.close(line.checkpoint);
    } else if ('key' in line) {
      this.keys.push(line.key);
      this.genuine = trustedKeys(this.roots(), this.keys);
    } else {
      this.head = line.export;
      // What the head says of any other place is a claim: the first genuine checkpoint tells where the export begins.
      if (line.export.begins.position === 0) this.last = BEGINNING;
    }
  }

  verdict(): Verdict {
    const ends = this.head?.ends ?? undefined;
    if (this.head === undefined) this.find('malformed', 0, 'the export has no head');
    else if (ends !== undefined && (this.last?.position ?? 0) < ends.position) this.cutOff(ends.position);
    const { first, last, findings, events, checkpoints, keys } = this;
    for (const position of this.anchors.keys())
      if (first !== undefined && position >= first && position <= (last?.position ?? 0))
        this.find('forged', position, `the checkpoint at ${position}, which was anchored elsewhere, is not there`);
    const proven = first !== undefined && last !== undefined && last.position >= first;
    return {
      findings,
      proven: proven ? { from: first, to: last.position } : null,
      unproven: this.pending.length,
      events,
      checkpoints,
      trusted: this.trusted.length > 0,
      keys,
    };
  }

  /** A checkpoint ends the events before it; one that is not genuine ends nothing. */
  private close(checkpoint: Checkpoint): void {
    this.checkpoints++;
    const { position, hash, previous } = checkpoint;
    if (!isGenuine(checkpoint, this.genuine)) {
      this.find('forged', position, `the checkpoint at ${position} is not signed by a key that counts`);
      return;
    }
    this.compare(checkpoint);
    if (this.last === undefined) {
      if (this.pending.length > 0)
        this.find('added', this.pending[0]?.event.position ?? 0, 'events stand before the first checkpoint');
    } else {
      const isEnd = this.head?.ends?.position === position;
      if (previous.position !== this.last.position || previous.hash !== this.last.hash) this.unlinked(checkpoint);
      this.findings.push(...findingsBetween(this.last, { position, hash }, this.pending, isEnd));
      this.first ??= this.last.position + 1;
    }
    this.pending = [];
    this.last = { position, hash };
  }

  private compare({ position, hash }: Checkpoint): void {
    const anchored = this.anchors.get(position);
    this.anchors.delete(position);
    if (anchored !== undefined && anchored !== hash)
      this.find('forged', position, `the checkpoint at ${position} is not the one that was anchored elsewhere`);
  }

  private unlinked({ position, previous }: Checkpoint): void {
    const detail = `the checkpoint at ${position} follows one at ${previous.position}, which is not the one before it in this export`;
    this.find('forged', position, detail);
  }

  private cutOff(end: number): void {
    const after = this.pending.at(-1)?.event.position ?? this.last?.position ?? 0;
    this.find('truncated', after + 1, `the export says that it ends with the checkpoint at ${end}, and has no such`);
  }

  private roots(): readonly string[] {
    if (this.trusted.length > 0) return this.trusted;
    return this.keys.filter(({ id, public_key }) => keyId(public_key) === id).map(({ public_key }) => public_key);
  }

  private find(fault: Finding['fault'], position: number, detail: string): void {
    this.findings.push({ fault, position, detail });
  }
}
