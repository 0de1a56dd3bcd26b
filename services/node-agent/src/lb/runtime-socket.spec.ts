import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryDirectory } from '@freehold/testing/servers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OutcomeUnknown, RuntimeAway, RuntimeRefused, RuntimeSocket } from './runtime-socket.js';

describe('a command to HAProxy', () => {
  let stop = async () => {};

  afterEach(async () => stop());

  /** A peer that is told what was sent, and answers as it likes. */
  async function peer(answer: (socket: Socket, sent: string) => unknown): Promise<string> {
    const path = join(await temporaryDirectory('socket'), 's');
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (sent) => answer(socket, String(sent)));
    });
    await once(server.listen(path), 'listening');
    stop = async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    };
    return path;
  }

  it('is one line of words, with the lines of its payload after it', async () => {
    const path = await peer((socket, sent) => socket.end(`${JSON.stringify(sent)}\n`));
    const socket = new RuntimeSocket(path);
    expect(await socket.ask(['show', 'info'])).toBe(JSON.stringify('show info\n'));
    const lines = [
      ['a.example', 'web-1'],
      ['b.example', 'web-2'],
    ];
    const sent = 'add map @1 /m <<\na.example web-1\nb.example web-2\n\n';
    expect(await socket.ask(['add', 'map', '@1', '/m'], lines)).toBe(JSON.stringify(sent));
  });

  it('is not sent when a word could be two, or a second command', async () => {
    const received: string[] = [];
    const path = await peer((socket, sent) => {
      received.push(sent);
      socket.end('\n');
    });
    const socket = new RuntimeSocket(path);
    for (const word of [
      'a b',
      'a;show',
      'a\nshow info',
      'a\r',
      '',
      'a\0',
      'a\\',
      '<<',
      '<<x',
      'ä',
      'a\tb',
      'a\u2028b',
    ]) {
      await expect(socket.ask(['set', 'map', '/m', word, 'web-1'])).rejects.toThrow(TypeError);
      await expect(socket.ask(['add', 'map', '@1', '/m'], [[word, 'web-1']])).rejects.toThrow(TypeError);
    }
    expect(received).toEqual([]);
  });

  it('fails in HAProxy’s own words when that says no, and not for a mere notice', async () => {
    const answers = ['[3]: No such server.\n\n', '[6]: Unknown command, but maybe …\n', '[4]: port changed\n\n', '\n'];
    const path = await peer((socket) => socket.end(answers.shift() ?? ''));
    const socket = new RuntimeSocket(path);
    await expect(socket.ask(['x'])).rejects.toThrow(new RuntimeRefused('No such server.'));
    await expect(socket.ask(['x'])).rejects.toThrow(RuntimeRefused);
    expect(await socket.ask(['x'])).toBe('port changed');
    expect(await socket.ask(['x'])).toBe('');
  });

  it('tells apart what was not sent and what has an unknown outcome', async () => {
    await expect(new RuntimeSocket('/nonexistent/socket').ask(['show'])).rejects.toThrow(RuntimeAway);
    const silent = await peer(() => undefined);
    await expect(new RuntimeSocket(silent, 50).ask(['show'])).rejects.toThrow(OutcomeUnknown);
    await stop();
    const cut = await peer((socket) => void socket.destroy());
    await expect(new RuntimeSocket(cut).ask(['show'])).rejects.toThrow(OutcomeUnknown);
    await stop();
    const halting = await peer((socket) => void socket.write('half an ans'));
    await expect(new RuntimeSocket(halting, 50).ask(['show'])).rejects.toThrow(OutcomeUnknown);
  });
});
