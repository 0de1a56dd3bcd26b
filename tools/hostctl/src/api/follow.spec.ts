import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answers, captured, hostctl, problem, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;

afterEach(() => platform.stop());

async function start(stream: Answers[string]): Promise<void> {
  const newest = { items: [{ position: 7 }], next_cursor: 'x', has_more: true };
  platform = await startStandIn({ 'GET /events/stream': stream, 'GET /events': () => ({ body: newest }) });
}

function begin(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 20\n\n');
}

function event(position: number, end = '\n'): string {
  const data = { position, time: '2026-03-01T12:00:00.123Z', type: 'ZoneCreated', resource_id: 'z1', actor: 'key:k1' };
  return [`id: ${position}`, 'event: ZoneCreated', `data: ${JSON.stringify(data)}`, '', ''].join(end);
}

function positions(out: string): number[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).position);
}

describe('events follow', () => {
  it('picks a broken line up after the last event that came through, without loss or repeat', async () => {
    const breaks = [
      (response: ServerResponse) => response.write(`${event(11)}${event(12)}`, () => response.destroy()),
      (response: ServerResponse) => response.end(event(13)),
      (response: ServerResponse) => response.write(event(14)),
    ];
    await start((_, response) => {
      begin(response);
      breaks.shift()?.(response);
      return undefined;
    });
    const { code, out } = await hostctl(platform, ['events', 'follow', '--after', '10', '--limit', '4']);
    expect(code).toBe(0);
    expect(positions(out)).toEqual([11, 12, 13, 14]);
    expect(platform.requests.map(({ headers }) => headers['last-event-id'])).toEqual(['10', '12', '13']);
  });

  it('begins with now, and stays there when the line breaks before the first event', async () => {
    const answers = ['', event(8)];
    await start((_, response) => {
      begin(response);
      response.end(answers.shift());
      return undefined;
    });
    const { out } = await hostctl(platform, ['events', 'follow', '--limit', '1']);
    expect(positions(out)).toEqual([8]);
    expect(platform.requests.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7', '7']);
  });

  it('does not show an event twice or by half that the break cut off', async () => {
    const answers = [event(1) + event(2).slice(0, 30), event(2)];
    await start((_, response) => {
      begin(response);
      response.end(answers.shift());
      return undefined;
    });
    const { out } = await hostctl(platform, ['events', 'follow', '--limit', '2']);
    expect(positions(out)).toEqual([1, 2]);
  });

  it('waits for a platform that is restarting', async () => {
    const states = ['up', 'down', 'up'];
    await start((_, response) => {
      if (states.shift() === 'down') return problem(503, 'request.unavailable', 'starting');
      begin(response);
      response.end(event(3 - states.length));
      return undefined;
    });
    const { out } = await hostctl(platform, ['events', 'follow', '--limit', '2']);
    expect(positions(out)).toEqual([1, 3]);
  });

  it('reads every form of the wire: CRLF, comments, several lines of data, chunks cut anywhere', async () => {
    const pretty = 'id: 2\ndata: {"position":\ndata: 2}\n\n';
    const text = `: heartbeat\r\n\r\n${event(1, '\r\n')}:\n${pretty}id:3\rdata:{"position":3}\r\r`;
    await start((_, response) => {
      begin(response);
      const send = (rest: string) => void (rest && response.write(rest.slice(0, 1), () => send(rest.slice(1))));
      send(`${text}: the carriage return above is over`);
      return undefined;
    });
    const { out } = await hostctl(platform, ['events', 'follow', '--limit', '3']);
    expect(positions(out)).toEqual([1, 2, 3]);
  });

  it('asks for one kind or one resource', async () => {
    await start((_, response) => {
      begin(response);
      response.end(event(1));
      return undefined;
    });
    await hostctl(platform, ['events', 'follow', '--kind', 'ips', '--id', 'i1', '--limit', '1']);
    expect(platform.requests.at(-1)?.query).toEqual({ kind: 'ip', id: 'i1' });
  });

  it('writes a line of text for each event to people', async () => {
    await start((_, response) => {
      begin(response);
      response.end(event(9));
      return undefined;
    });
    const { out } = await hostctl(platform, ['events', 'follow', '--limit', '1', '-o', 'table']);
    expect(out).toMatch(/^9 {7}12:00:00.123 {2}ZoneCreated +z1 +key:k1\n$/);
  });

  it('ends at once when it may not, or when nothing answers the first time', async () => {
    await start(() => problem(403, 'request.forbidden', 'too little'));
    expect((await hostctl(platform, ['events', 'follow'])).code).toBe(4);
    const env = { FREEHOLD_URL: platform.url, FREEHOLD_API_KEY: 'k' };
    await platform.stop();
    expect(await captured(['events', 'follow'], { env })).toMatchObject({ code: 1 });
    await start(() => undefined);
  });
});
