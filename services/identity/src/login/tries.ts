import { hash } from 'node:crypto';
import type { Pool } from 'pg';

interface Limit {
  /** Tries before any is delayed. */
  readonly free: number;
  /** The longest that one has to wait. Doubles from a second until then. */
  readonly cap_seconds: number;
}

/** A person mistypes a few times; many people share an address. A stranger can keep a person out for no longer than five minutes. */
const ACCOUNT: Limit = { free: 5, cap_seconds: 300 };
const ADDRESS: Limit = { free: 30, cap_seconds: 900 };
/** Tries are forgotten when there was none for so long. */
const FORGOTTEN_AFTER = '1 hour';

/**
 * Counts tries to log in, in PostgreSQL, so that replicas and restarts do not matter. A try counts before its password is looked at, so
 * that a thousand at once are no more than a thousand in turn. What is counted is the name that was typed, whether anybody has it or not.
 */
export class LoginTries {
  constructor(private readonly pool: Pool) {}

  /** Takes one try. @returns seconds to wait where none is to be had, else 0 */
  async take(name: string, address: string): Promise<number> {
    return (await this.count(subjectOf('address', address), ADDRESS)) || (await this.count(accountOf(name), ACCOUNT));
  }

  /** The password was right: the account’s tries are forgotten, the address’s are not, lest one account buys tries at others. */
  async succeeded(name: string): Promise<void> {
    await this.pool.query('DELETE FROM login_try WHERE subject = $1', [accountOf(name)]);
  }

  async forget(): Promise<void> {
    await this.pool.query(
      `DELETE FROM login_try WHERE tried_at < now() - interval '${FORGOTTEN_AFTER}' AND blocked_until < now()`,
    );
  }

  private async count(subject: string, { free, cap_seconds }: Limit): Promise<number> {
    const { rowCount } = await this.pool.query({
      name: 'login_try.take',
      text: `INSERT INTO login_try AS t (subject, tries, tried_at, blocked_until) VALUES ($1, 1, now(), now())
        ON CONFLICT (subject) DO UPDATE SET tried_at = now(),
          tries = CASE WHEN t.tried_at < now() - interval '${FORGOTTEN_AFTER}' THEN 1 ELSE t.tries + 1 END,
          blocked_until = CASE WHEN t.tried_at < now() - interval '${FORGOTTEN_AFTER}' OR t.tries + 1 < $2 THEN now()
            ELSE now() + make_interval(secs => least($3, power(2, least(t.tries + 1 - $2, 30)))) END
        WHERE t.blocked_until <= now()`,
      values: [subject, free, cap_seconds],
    });
    return rowCount === 0 ? await this.wait(subject) : 0;
  }

  private async wait(subject: string): Promise<number> {
    const { rows } = await this.pool.query<{ seconds: number }>(
      'SELECT ceil(extract(epoch FROM blocked_until - now()))::int AS seconds FROM login_try WHERE subject = $1',
      [subject],
    );
    return Math.max(1, rows[0]?.seconds ?? 1);
  }
}

function accountOf(name: string): string {
  return subjectOf('account', name.trim().toLowerCase());
}

/** Digests: whoever reads the table learns no name that somebody has typed, which at times is a password. */
function subjectOf(what: string, value: string): string {
  return hash('sha256', `${what}/${value}`, 'base64url');
}
