import { connect } from 'node:net';

/** Types of records (FastCGI 1.0, section 8). */
const BEGIN_REQUEST = 1;
const PARAMS = 4;
const STDIN = 5;
const STDOUT = 6;
const RESPONDER = 1;
const REQUEST_ID = 1;
const HEADER_BYTES = 8;
const MOST_ANSWER = 64 * 1024;

/**
 * One GET to an application server, as nginx would ask it.
 * @returns its headers and body
 * @throws Error when it cannot be reached or does not answer in time (milliseconds)
 */
export async function fastCgiGet(socketPath: string, path: string, withinMs: number): Promise<string> {
  const socket = connect(socketPath);
  const timer = setTimeout(
    () => socket.destroy(new Error(`${path} was not answered within ${withinMs} ms.`)),
    withinMs,
  );
  try {
    const parameters = { REQUEST_METHOD: 'GET', SCRIPT_NAME: path, SCRIPT_FILENAME: path, QUERY_STRING: '' };
    socket.write(
      Buffer.concat([
        record(BEGIN_REQUEST, Buffer.from([0, RESPONDER, 0, 0, 0, 0, 0, 0])),
        record(PARAMS, Buffer.concat(Object.entries(parameters).map(pair))),
        record(PARAMS),
        record(STDIN),
      ]),
    );
    const chunks: Buffer[] = [];
    let size = 0;
    const received = socket as AsyncIterable<Buffer>; // Without an encoding a socket yields buffers.
    for await (const chunk of received) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_ANSWER) throw new Error(`${path} was answered with more than ${MOST_ANSWER} bytes.`);
    }
    return outputOf(Buffer.concat(chunks));
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** What the answer's records say on stdout. */
function outputOf(answer: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + HEADER_BYTES <= answer.length; ) {
    const length = answer.readUInt16BE(at + 4);
    const padding = answer.readUInt8(at + 6);
    if (answer[at + 1] === STDOUT) parts.push(answer.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length));
    at += HEADER_BYTES + length + padding;
  }
  return Buffer.concat(parts).toString();
}

function record(type: number, content: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(1, 0);
  header.writeUInt8(type, 1);
  header.writeUInt16BE(REQUEST_ID, 2);
  header.writeUInt16BE(content.length, 4);
  return Buffer.concat([header, content]);
}

/** Both shorter than 128 bytes: a length takes one. */
function pair([name, value]: readonly [string, string]): Buffer {
  return Buffer.concat([Buffer.from([name.length, value.length]), Buffer.from(name + value)]);
}
