import type { JsonValue } from '@bufbuild/protobuf';
import { z } from 'zod';
import type { Confined } from '../files/confined.js';
import type { Desired, DesiredState, Key, ResourceKind } from '../role.js';
import type { Heard, Wish } from './fence.js';
import { Journal } from './journal.js';
import { isSame, KINDS, specFromJson, specToJson } from './resource.js';

const DIRECTORY = 'var/lib/freehold/desired';
/** Removals remembered a kind, the oldest forgotten first: a wish that is overtaken by so many of them does not come any more. */
const MOST_TOMBSTONES = 10_000;

const Line = z.union([
  z.object({ id: z.string(), generation: z.int(), spec: z.json() }),
  z.object({ id: z.string(), generation: z.int(), removed: z.literal(true) }),
]);

interface Shelf {
  readonly journal: Journal;
  readonly live: Map<string, Desired>;
  /** Generations by id. */
  readonly tombstones: Map<string, number>;
}

/**
 * What the node should hold, in memory and on the disk: a journal a kind, so that one change of ten thousand costs one line.
 * It is the node's own copy; the platform's truth is the ledger.
 */
export class DesiredStore {
  private readonly shelves: ReadonlyMap<ResourceKind, Shelf>;

  private constructor(root: Confined) {
    this.shelves = new Map(
      KINDS.map((kind) => [
        kind,
        { journal: new Journal(root, `${DIRECTORY}/${kind}.jsonl`), live: new Map(), tombstones: new Map() },
      ]),
    );
  }

  /** @returns also whether some of what was held cannot be read any more */
  static async open(root: Confined): Promise<{ store: DesiredStore; isDamaged: boolean }> {
    const store = new DesiredStore(root);
    let isDamaged = false;
    for (const [kind, shelf] of store.shelves) {
      const loaded = await shelf.journal.load();
      const lines = loaded.lines.map((line) => place(shelf, kind, line));
      isDamaged ||= loaded.isDamaged || lines.includes(false);
    }
    return { store, isDamaged };
  }

  heard({ kind, id }: Key): Heard | undefined {
    const { live, tombstones } = this.shelf(kind);
    const wanted = live.get(id);
    if (wanted) return { generation: wanted.generation, wanted };
    const generation = tombstones.get(id);
    return generation === undefined ? undefined : { generation, wanted: undefined };
  }

  /** Takes the wishes, one a key, on the disk first. @throws the error of the system, and holds what it held */
  async commit(wishes: readonly Wish[]): Promise<void> {
    for (const [kind, shelf] of this.shelves) {
      const news = wishes.filter((wish) => wish.key.kind === kind && this.isNews(wish));
      if (news.length === 0) continue;
      const { journal, live, tombstones } = shelf;
      const count = live.size + tombstones.size + news.filter(({ key }) => !this.heard(key)).length;
      await journal.append(news.map(lineOf), () => linesOf(after(shelf, news)), count);
      for (const wish of news) put(shelf, wish.key.id, wish.generation, wish.wanted);
    }
  }

  /** The part of a role: always as it is now. */
  view(kinds: readonly ResourceKind[]): DesiredState {
    return {
      list: () => kinds.flatMap((kind) => [...this.shelf(kind).live.values()]),
      get: (key) => this.shelf(key.kind).live.get(key.id),
    };
  }

  count(kind: ResourceKind): number {
    return this.shelf(kind).live.size;
  }

  /** Whether somebody has taken the files away. */
  isGone(): boolean {
    return [...this.shelves.values()].some(({ journal }) => journal.isGone());
  }

  /** Puts everything on the disk again. */
  async rewrite(): Promise<void> {
    for (const shelf of this.shelves.values()) await shelf.journal.rewrite(linesOf(shelf));
  }

  close(): void {
    for (const { journal } of this.shelves.values()) journal.close();
  }

  private isNews(wish: Wish): boolean {
    const heard = this.heard(wish.key);
    if (!heard || heard.generation !== wish.generation) return true;
    return wish.wanted && heard.wanted ? !isSame(wish.wanted, heard.wanted) : wish.wanted !== heard.wanted;
  }

  private shelf(kind: ResourceKind): Shelf {
    const shelf = this.shelves.get(kind);
    if (!shelf) throw new Error(`No shelf for ${kind}.`);
    return shelf;
  }
}

type Held = Pick<Shelf, 'live' | 'tombstones'>;

function after(shelf: Held, news: readonly Wish[]): Held {
  const held = { live: new Map(shelf.live), tombstones: new Map(shelf.tombstones) };
  for (const wish of news) put(held, wish.key.id, wish.generation, wish.wanted);
  return held;
}

function put({ live, tombstones }: Held, id: string, generation: number, wanted: Desired | undefined): void {
  tombstones.delete(id);
  if (wanted) {
    live.set(id, wanted);
    return;
  }
  live.delete(id);
  tombstones.set(id, generation);
  for (const oldest of tombstones.keys()) {
    if (tombstones.size <= MOST_TOMBSTONES) break;
    tombstones.delete(oldest);
  }
}

/** @returns whether it could be read */
function place(shelf: Shelf, kind: ResourceKind, json: JsonValue): boolean {
  const parsed = Line.safeParse(json);
  if (!parsed.success) return false;
  const line = parsed.data;
  try {
    const { id, generation } = line;
    put(shelf, id, generation, 'spec' in line ? specFromJson({ kind, id }, generation, line.spec) : undefined);
    return true;
  } catch {
    return false;
  }
}

function lineOf({ key: { id }, generation, wanted }: Wish): JsonValue {
  return wanted ? { id, generation, spec: specToJson(wanted) } : { id, generation, removed: true };
}

function* linesOf({ live, tombstones }: Held): Generator<JsonValue> {
  for (const [id, generation] of tombstones) yield { id, generation, removed: true };
  for (const wanted of live.values()) yield lineOf({ key: wanted, generation: wanted.generation, wanted });
}
