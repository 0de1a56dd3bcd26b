/** A clock that stands still until a spec moves it. Hand `clock.now` to what reads the time. */
export interface SettableClock {
  readonly now: () => Date;
  /** Jumps to a time: a Date or RFC 3339. */
  set(time: Date | string): void;
  /** Moves on by milliseconds. */
  advance(milliseconds: number): void;
}

/** Makes a clock that stands at `start`. */
export function settableClock(start: Date | string = '2026-01-01T00:00:00Z'): SettableClock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    set(to) {
      time = new Date(to).getTime();
    },
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
