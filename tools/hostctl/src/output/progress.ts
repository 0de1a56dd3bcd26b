import type { Output, Terminal } from '../terminal.js';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;

/** What is quicker needs no line: it would only flicker. */
const LATE_MS = 1_000;

/** Says how far it is; the line takes the place of the one before. */
export type Say = (text: string) => void;

/**
 * Does long work while a line on standard error shows that it goes on, for how long and how far it is. The line is gone when
 * the work is done; where no terminal is, none is written.
 */
export async function whileShown<T>(terminal: Terminal, text: string, work: (say: Say) => Promise<T>): Promise<T> {
  const { stderr, env } = terminal;
  if (stderr.isTTY !== true || env['TERM'] === 'dumb') return await work(() => undefined);
  const since = Date.now();
  let said = text;
  let frame = 0;
  const draw = () => {
    if (Date.now() - since < LATE_MS) return;
    const seconds = Math.floor((Date.now() - since) / 1_000);
    const line = `${FRAMES[frame % FRAMES.length]} ${said} (${seconds} s)`;
    frame += 1;
    stderr.write(`${BLANK}${fitted(line, stderr)}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  try {
    return await work((next) => {
      said = next;
    });
  } finally {
    clearInterval(timer);
    if (frame > 0) stderr.write(BLANK);
  }
}

/** Back to the beginning of the line, and nothing on it (ECMA-48 EL). */
const BLANK = '\r\u001b[K';

/** A line that is longer than the terminal is wide would not be taken back as a whole. */
function fitted(line: string, { columns = 80 }: Output): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}
