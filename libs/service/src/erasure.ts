import type { CommandReply } from '@freehold/contracts/command';
import { factsOf } from '@freehold/contracts/facts';
import type { Kind } from '@freehold/contracts/kind';
import { type Certificate, personOf } from '@freehold/contracts/sealing';
import type { Wish } from '@freehold/ledger/commander';
import type { Projection } from '@freehold/ledger/follower';
import { type Process, settled } from '@freehold/ledger/process';
import type { Destroyed } from '@freehold/vault/key-store';
import type { Pool } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Destroys the key of an owner, for good. */
export type Shred = (owner: string) => Promise<Destroyed>;

/** Whether resources of a kind, or their persons, are erased: each of them gets a certificate. */
export function isErasable(kind: Kind): boolean {
  return 'erased' in factsOf(kind);
}

/** Destroys an owner's key; what it answers is the same however often it is done. */
export async function certified(owner: string, shred: Shred): Promise<Certificate> {
  const { key_id, destroyed_at } = await shred(owner);
  return { owner, key_id, algorithm: 'A256GCM', destroyed_at };
}

/**
 * Erases persons: once it is asked for, their key is destroyed, and then recorded that it is. A crash between them leaves the work undone,
 * and the key destroyed; whoever takes it up again finds the same certificate.
 */
export function erasing(kind: Kind, shred: Shred): Process {
  const name = `erase-${kind.name}`;
  return {
    name,
    trigger: ({ event }) =>
      event.kind === kind.name && event.fact === 'erase_requested' ? [{ kind: name, id: event.resource_id }] : [],
    async run({ id }, { command }) {
      const certificate = await certified(personOf(kind, id), shred).catch((error: unknown) => {
        throw new NotDestroyed('the key could not be destroyed', { cause: error });
      });
      await record(kind, id, certificate, command);
    },
  };
}

/** Records a certificate, once. @throws Undecided when its owner does not decide */
export async function record(
  kind: Kind,
  id: string,
  certificate: Certificate,
  command: (wish: Wish) => Promise<CommandReply>,
): Promise<void> {
  const cause = [certificate.owner, certificate.destroyed_at];
  settled(await command({ kind, verb: 'erased', resource_id: id, cause, data: certificate }));
}

/** An erasure is never given up: its work does not park. */
class NotDestroyed extends Error {
  override readonly name = 'NotDestroyed';
  readonly transient = true;
}

/** Everybody who was ever erased, also those of whom there are no rows any more: what a restored key must be compared with. */
export class Erasures1700000000003 implements MigrationInterface {
  readonly name = 'Erasures1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE erasure (owner text PRIMARY KEY, position bigint NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erasure');
  }
}

/** Name of the follower that keeps them. */
export const ERASURES = 'erasures';

export function erasures(kinds: readonly Kind[]): Projection {
  return {
    name: ERASURES,
    tables: ['erasure'],
    kinds: kinds.map(({ name }) => name),
    async apply(events, tx) {
      const erased = events.flatMap(({ kind, fact, resource_id, data, position }) => {
        if (fact === 'erase_requested') return [{ owner: personOf({ name: kind }, resource_id), position }];
        return fact === 'erased' ? [{ owner: String(data['owner']), position }] : [];
      });
      if (erased.length === 0) return;
      await tx.query({
        name: 'erasure.add',
        text: `INSERT INTO erasure (owner, position) SELECT * FROM unnest($1::text[], $2::bigint[])
          ON CONFLICT (owner) DO NOTHING`,
        values: [erased.map(({ owner }) => owner), erased.map(({ position }) => position)],
      });
    },
  };
}

/**
 * Destroys the keys of everybody who was erased once more: a bucket that was restored from a backup may have brought one back.
 * @returns how many there were
 */
export async function destroyAgain(pool: Pool, shred: Shred): Promise<number> {
  const { rows } = await pool.query<{ owner: string }>('SELECT owner FROM erasure ORDER BY position');
  for (const { owner } of rows) await shred(owner);
  return rows.length;
}
