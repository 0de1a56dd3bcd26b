import { setTimeout as pause } from 'node:timers/promises';

export interface UntilOptions {
  /** Milliseconds until it gives up (= 60,000: a machine may be busy; what must be quick says so). */
  readonly within?: number;
  /** Milliseconds between two looks (= 10). */
  readonly every?: number;
}

/** What a condition answers while it does not hold. */
type Falsy = false | 0 | '' | null | undefined;

/**
 * Awaits a condition: the only waiting that specs do. A condition that throws does not hold yet.
 *
 * @returns what the condition answered when it held, such as the row that was waited for.
 * @throws Error when it did not hold in time, with what it answered or threw last.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { within = 60_000, every = 10 }: UntilOptions = {},
): Promise<Exclude<T, Falsy>> {
  const deadline = Date.now() + within;
  for (;;) {
    const last = await look(condition);
    if (last.holds) return last.value;
    if (Date.now() >= deadline) {
      throw new Error(`Not so within ${within} ms: ${condition.toString()}\nLast answer: ${last.said}`, {
        cause: last.error,
      });
    }
    await pause(every);
  }
}

type Look<T> = { holds: true; value: Exclude<T, Falsy> } | { holds: false; said: string; error?: unknown };

async function look<T>(condition: () => T | Promise<T>): Promise<Look<T>> {
  try {
    const value = await condition();
    // The compiler does not narrow a type parameter by truth.
    return value ? { holds: true, value: value as Exclude<T, Falsy> } : { holds: false, said: String(value) };
  } catch (error) {
    return { holds: false, said: String(error), error };
  }
}
