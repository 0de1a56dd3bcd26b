/** One message of a stream of server-sent events (WHATWG HTML §9.2). */
export interface Message {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

export interface Reading {
  /** Called for each chunk of bytes, heartbeats among them. */
  onBytes(): void;
  /** Called with the pause, in milliseconds, that the server wants before a reconnection. */
  onRetry(milliseconds: number): void;
}

/** Takes a stream of server-sent events apart. A message cut off by the end of the stream is dropped, as the standard says. */
export async function* messages(stream: ReadableStream<Uint8Array>, reading: Reading): AsyncGenerator<Message> {
  let fields = fresh();
  for await (const line of lines(stream, reading)) {
    if (line === '') {
      if (fields.data.length > 0) yield { id: fields.id, event: fields.event, data: fields.data.join('\n') };
      fields = fresh();
      continue;
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') fields.data.push(value);
    else if (name === 'event') fields.event = value;
    else if (name === 'id') fields.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) reading.onRetry(Number(value));
  }
}

function fresh(): { id: string | undefined; event: string; data: string[] } {
  return { id: undefined, event: 'message', data: [] };
}

async function* lines(stream: ReadableStream<Uint8Array>, reading: Reading): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of stream) {
    reading.onBytes();
    const text = rest + decoder.decode(bytes, { stream: true });
    // A carriage return at the very end may be the first half of CRLF: it waits for what follows.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const parts = whole.split(/\r\n|\n|\r/);
    rest = (parts.pop() ?? '') + text.slice(whole.length);
    yield* parts;
  }
}
