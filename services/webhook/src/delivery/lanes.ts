/**
 * How many receivers are spoken to at once, and how many of them may be such as have just failed. Those take as long as a time-out;
 * without a bound of their own they would hold up everybody else.
 */
export class Lanes {
  private failing = 0;

  constructor(private readonly forFailing: number) {}

  /** @returns how to leave; undefined when there is no room now */
  enter(isFailing: boolean): (() => void) | undefined {
    if (!isFailing) return () => undefined;
    if (this.failing >= this.forFailing) return undefined;
    this.failing += 1;
    return () => {
      this.failing -= 1;
    };
  }
}
