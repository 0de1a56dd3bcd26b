/** Wakes one waiting loop. A ring while nobody waits is kept, so that a loop that was busy looks once more. */
export class Bell {
  private rung = false;
  private answer: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.answer?.();
  }

  /** Forgets a ring that what comes next will answer anyway. */
  reset(): void {
    this.rung = false;
  }

  /** Resolves at the next ring, or after `ms`; true when it was rung. */
  async wait(ms: number): Promise<boolean> {
    if (!this.rung) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.answer = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
      this.answer = undefined;
    }
    const rung = this.rung;
    this.rung = false;
    return rung;
  }
}
