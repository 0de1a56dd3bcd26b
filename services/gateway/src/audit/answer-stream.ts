import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';

/** Characters that are sent at once. */
const CHUNK = 32_768;

/**
 * An answer that is sent as it is made, no faster than it is read. Its first chunk is made before the status is sent, so that what is refused
 * at once is refused properly; what fails later breaks the connection, and nobody takes a half for the whole.
 */
export async function streamed(
  chunks: AsyncGenerator<string>,
  headers: Readonly<Record<string, string>>,
  { log }: Pick<Desk, 'log'>,
): Promise<Answer> {
  const first = await chunks.next();
  async function* whole() {
    let text = first.done ? '' : first.value;
    for await (const chunk of chunks) {
      text += chunk;
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    }
    yield text;
  }
  return {
    status: 200,
    headers: { ...headers, 'cache-control': 'no-store' },
    stream: (response: ServerResponse) => {
      pipeline(Readable.from(whole()), response).catch((error: unknown) => {
        log.warn({ err: error }, 'an export has broken off');
        response.destroy();
      });
    },
  };
}
