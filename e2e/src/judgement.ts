import type { RecordedEvent } from '@freehold/contracts/event';
import type { Sent } from './history.js';

/** What a ledger does not hold as it should, in sentences; none when all is well. */
export function judge(sent: readonly Sent[], events: readonly RecordedEvent[]): string[] {
  return [
    ...gaps(events),
    ...refused(sent),
    ...misapplied(sent, events),
    ...invented(sent, events),
    ...disordered(sent),
  ];
}

function gaps(events: readonly RecordedEvent[]): string[] {
  return events.flatMap(({ position }, index) =>
    position === index + 1 ? [] : [`event ${index + 1} stands at position ${position}`],
  );
}

/** Every command of a storm can be done, so each is done in the end. */
function refused(sent: readonly Sent[]): string[] {
  return sent.flatMap(({ key, method, path, status, text, doubts }) =>
    status < 300 ? [] : [`${method} ${path} (${key}) was refused after ${doubts.join(', ')}: ${status} ${text}`],
  );
}

/** An acknowledged command has exactly one event, at the position that its client was told. */
function misapplied(sent: readonly Sent[], events: readonly RecordedEvent[]): string[] {
  const byKey = Map.groupBy(
    events.filter((event) => markOf(event) !== undefined),
    (event) => markOf(event) ?? '',
  );
  const deletions = Map.groupBy(
    events.filter(({ fact }) => fact === 'delete_requested'),
    ({ resource_id }) => resource_id,
  );
  return sent.flatMap((command) => {
    const { key, method, path, position, doubts } = command;
    const own =
      method === 'DELETE'
        ? deletions.get(path.split('/').at(-1) ?? '')
        : byKey.get(command.path === '/zones' ? zoneMark(command) : key);
    const at = own?.map((event) => event.position) ?? [];
    return at.length === 1 && at[0] === position
      ? []
      : [`${method} ${path} (${key}; ${doubts.join(', ')}) was told ${position} and stands at [${at.join(', ')}]`];
  });
}

/** What clients did is in the ledger only because a client asked for it. */
function invented(sent: readonly Sent[], events: readonly RecordedEvent[]): string[] {
  const asked = new Set(sent.map((command) => (command.path === '/zones' ? zoneMark(command) : command.key)));
  return events.flatMap((event) => {
    const mark = event.actor.startsWith('key:') ? markOf(event) : undefined;
    return mark === undefined || asked.has(mark)
      ? []
      : [`${event.type} at ${event.position} was asked for by nobody: ${mark}`];
  });
}

/** What was acknowledged before another command was sent lies before it in the ledger: all clients see one order. */
function disordered(sent: readonly Sent[]): string[] {
  const byEnd = sent.toSorted((a, b) => a.to - b.to);
  const byStart = sent.toSorted((a, b) => a.from - b.from);
  const findings: string[] = [];
  let [next, highest] = [0, 0];
  for (const command of byStart) {
    for (let ended = byEnd[next]; ended !== undefined && ended.to < command.from; ended = byEnd[++next])
      highest = Math.max(highest, ended.position);
    if (command.position <= highest)
      findings.push(`${command.key} was sent after ${highest} was known, and stands at ${command.position}`);
  }
  return findings;
}

const OF_STORMS = ['tenant', 'brand', 'zone', 'record'];

/** The key of the command, which stands in the data that it asked for. */
function markOf({ kind, data }: RecordedEvent): string | undefined {
  if (!OF_STORMS.includes(kind)) return undefined;
  const { spec, changes } = data as { spec?: Record<string, unknown>; changes?: Record<string, unknown> }; // by the standard facts
  const mark = kind === 'record' ? spec?.['content'] : (spec ?? changes)?.['name'];
  return typeof mark === 'string' ? mark : undefined;
}

function zoneMark({ body }: Sent): string {
  return (body as { name: string }).name; // as the storm makes it
}
