import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** HAProxy is not there: nothing was sent. */
export class RuntimeAway extends Error {
  override readonly name = 'RuntimeAway';
}

/** The command was sent and no whole answer came: it may have been done or not. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** HAProxy understood, and said no. The message is its own. */
export class RuntimeRefused extends Error {
  override readonly name = 'RuntimeRefused';
}

/** `show map` of a million names. */
const MOST_ANSWER = 128 * 1024 * 1024;
/** A command and its payload have to fit `tune.bufsize`, 16 KB, with room to spare. */
export const MOST_PAYLOAD = 14_000;
/** Printable, without what ends a word or a command, or begins a payload. */
const WORD = /^(?!<<)[^\s;\\\p{Cc}\u0080-\uffff]+$/u;

/**
 * The administration of a running HAProxy by its Unix socket: one command a connection. A word cannot become two, or a second
 * command: each is checked before it is sent.
 */
export class RuntimeSocket {
  /** @param path of the socket, shorter than 108 bytes. @param deadline milliseconds for a command with its answer (= 5,000) */
  constructor(
    private readonly path: string,
    private readonly deadline = 5_000,
  ) {}

  /**
   * @param payload lines of words that follow the command, together at most {@link MOST_PAYLOAD} bytes
   * @returns what HAProxy answered, without its severity
   * @throws RuntimeAway, OutcomeUnknown, RuntimeRefused; TypeError for a word that is none
   */
  async ask(words: readonly string[], payload: readonly (readonly string[])[] = []): Promise<string> {
    const command = line(words);
    const text = payload.length > 0 ? `${command} <<\n${payload.map(line).join('\n')}\n\n` : `${command}\n`;
    if (payload.length > 0 && text.length > MOST_PAYLOAD + 1_000) throw new TypeError('The payload is too large.');
    const answer = (await this.exchange(text, words[0] ?? '')).trim();
    const [, severity, said = ''] = /^\[(\d)\]: ?(.*)/s.exec(answer) ?? [];
    if (severity === undefined) return answer;
    // As syslog's: up to 3 are errors. A command that it does not know it calls a piece of information.
    if (Number(severity) <= 3 || said.startsWith('Unknown command')) throw new RuntimeRefused(said.split('\n', 1)[0]);
    return said;
  }

  private async exchange(text: string, what: string): Promise<string> {
    const patience = AbortSignal.timeout(this.deadline);
    const socket = createConnection({ path: this.path });
    let isSent = false;
    try {
      await once(socket, 'connect', { signal: patience });
      isSent = true;
      socket.write(text);
      const abort = () => socket.destroy(new Error(`no whole answer within ${this.deadline} ms`));
      patience.addEventListener('abort', abort, { once: true });
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        // no encoding is set
        size += chunk.length;
        if (size > MOST_ANSWER) throw new Error(`more than ${MOST_ANSWER} bytes`);
        chunks.push(chunk);
      }
      patience.removeEventListener('abort', abort);
      // Every answer ends with an empty line at least: nothing at all is a process that has just gone.
      if (size === 0) throw new Error('the connection was closed');
      return Buffer.concat(chunks).toString('latin1');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!isSent) throw new RuntimeAway(`HAProxy cannot be reached: ${why}`, { cause: error });
      throw new OutcomeUnknown(`HAProxy did not answer ${what}: ${why}`, { cause: error });
    } finally {
      socket.destroy();
    }
  }
}

/** Asks again while HAProxy changes its process, for at most `within` milliseconds. Only for what may be asked twice. */
export async function patiently<T>(ask: () => Promise<T>, within = 5_000): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof RuntimeRefused || error instanceof TypeError || Date.now() > deadline) throw error;
      await pause(20);
    }
  }
}

function line(words: readonly string[]): string {
  for (const word of words)
    if (!WORD.test(word)) throw new TypeError(`${JSON.stringify(word.slice(0, 80))} is no word.`);
  return words.join(' ');
}
