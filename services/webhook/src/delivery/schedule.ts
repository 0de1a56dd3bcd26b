/** When messages are tried: the seconds from one try to the next. */
export class Schedule {
  /**
   * @param after_seconds before the first try, before the second, and so on
   * @param random from 0 to 1
   */
  constructor(
    private readonly after_seconds: readonly number[],
    private readonly random: () => number = Math.random,
  ) {}

  /** Tries that a message has. */
  get tries(): number {
    return this.after_seconds.length;
  }

  /**
   * Milliseconds until the next try after so many that have failed; undefined when that was the last. Up to a tenth more or less, so
   * that what has failed together does not come back together.
   */
  next(failed: number): number | undefined {
    const seconds = this.after_seconds[failed];
    return seconds === undefined ? undefined : seconds * 1000 * (0.9 + 0.2 * this.random());
  }
}
