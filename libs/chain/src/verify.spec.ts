import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anEntry, anExport, aSigner, type Exported, lineOf } from './chain-under-test.js';
import type { Checkpoint } from './checkpoint.js';
import { entryOf } from './entry.js';
import { type ExportLine, renderLine } from './export-line.js';
import { link } from './hash.js';
import { type Verdict, verifyExport } from './verify.js';

async function verdictOf({ signer, lines }: Exported, trusted = [signer.key.public_key]): Promise<Verdict> {
  return await verifyExport(lines.map(renderLine), trusted);
}

/** What is found in an export of 20 events, with a checkpoint each 5, after somebody was at it. */
async function foundAfter(tamper: (lines: ExportLine[]) => ExportLine[]): Promise<[string, number][]> {
  const { signer, lines } = anExport(20, 5);
  const { findings } = await verdictOf({ signer, lines: tamper([...lines]) });
  return findings.map(({ fault, position }) => [fault, position]);
}

const at = lineOf;

describe('the verification of an export', () => {
  it('proves a ledger that nobody has touched, from the keys that are trusted', async () => {
    expect(await verdictOf(anExport(20, 5))).toMatchObject({
      findings: [],
      proven: { from: 1, to: 20 },
      unproven: 0,
      events: 20,
      checkpoints: 4,
      trusted: true,
    });
  });

  it('finds an event that was changed: its payload, a header, its subject', async () => {
    const changes = [{ data: '{"n":8}' }, { headers: { 'ce-id': ['id-7'] } }, { subject: 'evt.dns.zone.z2' }];
    for (const change of changes)
      expect(await foundAfter((lines) => lines.with(at(lines, 7), { event: { ...anEntry(7), ...change } }))).toEqual([
        ['changed', expect.any(Number)],
      ]);
  });

  it('names the changed event where the exporter said what the chain was after it', async () => {
    const tampered = await foundAfter((lines) => {
      const line = lines[at(lines, 7)];
      const hash = line !== undefined && 'event' in line ? line.hash : undefined;
      return lines.with(at(lines, 7), { event: anEntry(7, '{"n":8}'), ...(hash && { hash }) });
    });
    expect(tampered).toEqual([['changed', 7]]);
  });

  it('finds an event that is missing', async () => {
    expect(await foundAfter((lines) => lines.toSpliced(at(lines, 7), 1))).toEqual([['missing', 7]]);
  });

  it('finds an event that was added', async () => {
    const between = anEntry(7, '{"forged":true}');
    expect(await foundAfter((lines) => lines.toSpliced(at(lines, 8), 0, { event: between }))).toEqual([['added', 7]]);
  });

  it('finds events that were reordered', async () => {
    const swapped = await foundAfter((lines) => {
      const [seventh, eighth] = [lines[at(lines, 7)], lines[at(lines, 8)]];
      if (seventh === undefined || eighth === undefined) throw new Error('the export is too short');
      return lines.with(at(lines, 7), eighth).with(at(lines, 8), seventh);
    });
    expect(swapped).toEqual([['reordered', 8]]);
  });

  it('finds that the end was cut off: of the ledger, and of the export', async () => {
    const ledger = (lines: ExportLine[]) => lines.toSpliced(at(lines, 19), 2);
    expect(await foundAfter(ledger)).toEqual([['truncated', 19]]);
    expect(await foundAfter((lines) => lines.slice(0, at(lines, 18)))).toEqual([['truncated', 18]]);
  });

  it('finds a change whose checkpoints were signed anew by another key', async () => {
    const { signer } = anExport(0, 5);
    const forged = anExport(20, 5, [aSigner()]);
    const { findings, proven } = await verdictOf({ ...forged, signer });
    expect(findings.map(({ fault }) => fault)).toEqual(['forged', 'forged', 'forged', 'forged', 'truncated']);
    expect(proven).toBeNull();
  });

  it('finds a checkpoint that was taken out', async () => {
    const cut = (line: ExportLine) => 'checkpoint' in line && line.checkpoint.position === 10;
    expect(await foundAfter((lines) => lines.filter((line) => !cut(line)))).toEqual([['forged', 15]]);
  });

  it('goes on behind a fault: what lies between two other checkpoints is judged by itself', async () => {
    const twice = await foundAfter((lines) => lines.toSpliced(at(lines, 17), 1).toSpliced(at(lines, 3), 1));
    expect(twice).toEqual([
      ['missing', 3],
      ['missing', 17],
    ]);
  });

  it('trusts the keys that a trusted key vouches for, and no others', async () => {
    const first = aSigner();
    const second = aSigner(first);
    const third = aSigner(second);
    expect((await verdictOf(anExport(20, 5, [first, second, third]))).findings).toEqual([]);
    const self = aSigner();
    const claimed = { ...third, key: { ...self.key, endorsed_by: second.key.id, endorsement: third.key.endorsement } };
    expect((await verdictOf(anExport(20, 5, [first, second, claimed]))).findings).not.toEqual([]);
  });

  it('finds a ledger that was written and signed anew, by the checkpoints that were anchored elsewhere', async () => {
    const signer = aSigner();
    const checkpointsOf = ({ lines }: Exported) =>
      lines.flatMap((line) => ('checkpoint' in line ? [line.checkpoint] : []));
    const real = anExport(20, 5, [signer]);
    const trusted = [signer.key.public_key];
    const against = async (exported: Exported, anchors: Checkpoint[]) => {
      const { findings } = await verifyExport(exported.lines.map(renderLine), trusted, anchors);
      return findings.map(({ fault, position }) => [fault, position]);
    };
    expect(await against(real, checkpointsOf(real))).toEqual([]);
    const forged = anExport(20, 10, [signer], 'other');
    expect(await against(forged, checkpointsOf(real))).toEqual([
      ['forged', 10],
      ['forged', 20],
      ['forged', 5],
      ['forged', 15],
    ]);
  });

  it('says so when no key was given to trust', async () => {
    expect(await verdictOf(anExport(20, 5), [])).toMatchObject({ trusted: false, findings: [] });
  });

  it('says which events no checkpoint follows yet', async () => {
    expect(await verdictOf(anExport(23, 5))).toMatchObject({ findings: [], proven: { from: 1, to: 20 }, unproven: 3 });
  });

  it('names lines that are none of an export, and reads on', async () => {
    const { signer, lines } = anExport(20, 5);
    const verdict = await verifyExport([...lines.map(renderLine), '{"half'], [signer.key.public_key]);
    expect(verdict).toMatchObject({ findings: [{ fault: 'malformed' }], proven: { from: 1, to: 20 } });
  });

  it('finds whatever one change it is that was made', async () => {
    const whole = anExport(20, 5);
    const tampering = fc.record({
      position: fc.integer({ min: 1, max: 20 }),
      how: fc.constantFrom('drop' as const, 'double' as const, 'swap' as const, 'payload' as const, 'header' as const),
      text: fc.string({ minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(tampering, async ({ position, how, text }) => {
        const lines = tampered(whole.lines, position, how, text);
        const { findings } = await verifyExport(lines.map(renderLine), [whole.signer.key.public_key]);
        expect(findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

function tampered(
  lines: readonly ExportLine[],
  position: number,
  how: 'drop' | 'double' | 'swap' | 'payload' | 'header',
  text: string,
): ExportLine[] {
  const place = at(lines, position);
  const line = lines[place];
  if (line === undefined || !('event' in line)) throw new Error('there is no such event');
  const { event } = line;
  switch (how) {
    case 'drop':
      return lines.toSpliced(place, 1);
    case 'double':
      return lines.toSpliced(place, 0, line);
    case 'swap': {
      const other = at(lines, position === 20 ? 19 : position + 1);
      return lines.with(place, lines[other] ?? line).with(other, line);
    }
    case 'payload':
      return lines.with(place, { event: { ...event, data: `${event.data}${text}` } });
    case 'header':
      return lines.with(place, {
        event: { ...event, headers: { ...event.headers, 'ce-id': [`id-${position}`, text] } },
      });
  }
}

describe('the hash of a chain', () => {
  it('differs wherever two events differ, also where their parts join to the same text', () => {
    const [a, b] = [anEntry(1), anEntry(1)];
    const moved = { ...b, subject: `${b.subject}ce-id`, headers: { ...b.headers } };
    const split = { ...b, headers: { ...b.headers, 'ce-id': ['id', '-1'] } };
    const start = '00'.repeat(32);
    expect(link(start, a)).toBe(link(start, b));
    expect(new Set([a, moved, split, { ...a, position: 2 }].map((entry) => link(start, entry))).size).toBe(4);
    expect(link('11'.repeat(32), a)).not.toBe(link(start, a));
  });

  it('does not depend on the order of headers, nor on what the server adds to them', () => {
    const start = '00'.repeat(32);
    const { headers, ...rest } = anEntry(1);
    const turned = { ...rest, headers: Object.fromEntries(Object.entries(headers).toReversed()) };
    expect(link(start, turned)).toBe(link(start, anEntry(1)));
    expect(Object.keys(headers)).toEqual(['ce-id', 'ce-type']);
  });

  it('reads every payload as the bytes that it is', () => {
    const start = '00'.repeat(32);
    const message = { seq: 1, subject: 'evt.dns.zone.z1' };
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        const { position, subject, headers } = entryOf({ ...message, data });
        const raw = { position, subject, headers, data_base64: Buffer.from(data).toString('base64') };
        expect(link(start, entryOf({ ...message, data }))).toBe(link(start, raw));
      }),
    );
  });
});
