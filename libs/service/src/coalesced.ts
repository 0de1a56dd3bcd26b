/** One question that several wait for. It is open to more until it is asked. */
interface Line<T> {
  readonly answer: Promise<T>;
  asked: boolean;
}

/**
 * Asks the same question once for everybody who wants it at the same time: one is under way and one waits at the most,
 * however many ask. Whoever asks after a question has been sent joins the next one, never the one under way: its answer may
 * be older than what they have just written.
 */
export class Coalesced<T> {
  private readonly lines = new Map<string, Line<T>>();

  /** How many questions are under way or waiting, as those who come last see it. */
  get size(): number {
    return this.lines.size;
  }

  /**
   * @param key what makes a question the same
   * @param ask asks it; calls its argument immediately before it is sent, from when on nobody joins
   */
  async answer(key: string, ask: (sent: () => void) => Promise<T>): Promise<T> {
    const last = this.lines.get(key);
    if (last !== undefined && !last.asked) return await last.answer;
    // What is asked synchronously must find the line already there.
    const turn = Promise.resolve(last?.answer).catch(() => undefined);
    const line: Line<T> = { asked: false, answer: turn.then(async () => await ask(() => (line.asked = true))) };
    this.lines.set(key, line);
    try {
      return await line.answer;
    } finally {
      if (this.lines.get(key) === line) this.lines.delete(key);
    }
  }
}
