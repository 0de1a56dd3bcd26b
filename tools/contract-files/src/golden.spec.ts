import { fileURLToPath } from 'node:url';
import type { RecordedEvent } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import { factsOf, upcast } from '@freehold/contracts/facts';
import { eventType, type Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { describe, expect, it } from '@jest/globals';
import { type Golden, missing, readGolden } from './golden.js';

const golden = await readGolden(fileURLToPath(new URL('../../../libs/contracts/golden', import.meta.url)));

function owner(type: string): { kind: Kind; fact: string } {
  for (const kind of kinds)
    for (const fact of Object.keys(factsOf(kind))) if (eventType(kind.name, fact) === type) return { kind, fact };
  throw new Error(`no kind has events of type ${type}`);
}

function recorded({ type, version, data }: Golden, position: number): RecordedEvent {
  const { kind, fact } = owner(type);
  return {
    position,
    time: '2026-01-01T00:00:00.000Z',
    id: `command-${position}`,
    type,
    fact,
    version,
    context: kind.context,
    kind: kind.name,
    resource_id: 'r1',
    aggregate_kind: kind.within?.kind ?? kind.name,
    aggregate_id: 'a1',
    actor: 'service:golden',
    correlation_id: 'c1',
    data: upcast(kind, fact, version, { ...data }),
  };
}

const FIRST = ['created', 'discovered', 'requested'];

describe('events of every version that was ever written', () => {
  it('are kept for every type and version that is written now', () => {
    expect(missing(golden).map(({ type, version }) => `${type}.v${version}`)).toEqual([]);
  });

  it.each(golden.map((event) => [`${event.type}.v${event.version}`, event] as const))(
    '%s fits the current schema once it is lifted, and folds',
    (_, event) => {
      const { kind, fact } = owner(event.type);
      const lifted = recorded(event, 2);
      expect(factsOf(kind)[fact]?.safeParse(lifted.data)).toMatchObject({ success: true });
      const birth = golden.find(({ type }) => FIRST.includes(owner(type).fact) && owner(type).kind === kind);
      const before =
        FIRST.includes(fact) || birth === undefined ? undefined : evolve(kind, undefined, recorded(birth, 1));
      expect(evolve(kind, before, lifted)).toMatchObject({
        kind: kind.name,
        id: 'r1',
        position: 2,
        status: expect.any(String),
      });
    },
  );
});
