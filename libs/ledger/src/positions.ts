/** How far the followers of this process have come, and who waits for them. Nobody polls. */
export class Positions {
  private readonly reached = new Map<string, number>();
  private waiting: { readonly names: readonly string[]; readonly position: number; readonly wake: () => void }[] = [];

  /** A follower has committed everything up to `position`. */
  announce(name: string, position: number): void {
    if ((this.reached.get(name) ?? -1) >= position) return;
    this.reached.set(name, position);
    const still = this.waiting.filter((waiter) => !this.has(waiter.names, waiter.position));
    const woken = this.waiting.filter((waiter) => !still.includes(waiter));
    this.waiting = still;
    for (const { wake } of woken) wake();
  }

  of(name: string): number {
    return this.reached.get(name) ?? 0;
  }

  /**
   * @param signal ends the waiting early
   * @returns whether all of the followers have passed the position in time
   */
  async wait(names: readonly string[], position: number, withinMs: number, signal?: AbortSignal): Promise<boolean> {
    if (this.has(names, position)) return true;
    if (signal?.aborted) return false;
    return await new Promise<boolean>((resolve) => {
      const end = (passed: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        this.waiting = this.waiting.filter((other) => other !== waiter);
        resolve(passed);
      };
      const giveUp = () => end(false);
      const waiter = { names, position, wake: () => end(true) };
      const timer = setTimeout(giveUp, withinMs);
      signal?.addEventListener('abort', giveUp);
      this.waiting.push(waiter);
    });
  }

  private has(names: readonly string[], position: number): boolean {
    return names.every((name) => this.of(name) >= position);
  }
}
