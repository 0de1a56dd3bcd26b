import type { Migration } from '@freehold/service/postgres';

type Steps = InstanceType<Migration>;
type Runner = Parameters<Steps['up']>[0];

/** Finds the names within a zone: written backwards, they begin as the zone does. */
export class NamesBackwards1700000000002 implements Steps {
  readonly name = 'NamesBackwards1700000000002';

  async up(runner: Runner): Promise<void> {
    await runner.query(
      `CREATE INDEX fqdn_backwards ON resource (reverse('.' || rtrim(spec ->> 'fqdn', '.')) COLLATE "C") WHERE kind = 'fqdn'`,
    );
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('DROP INDEX fqdn_backwards');
  }
}
