import type { Command } from 'commander';
import type { ApiClient } from '../api/client.js';
import { isObject, type JsonObject } from '../api/json.js';
import { ApiProblem } from '../api/problem.js';
import { EXIT, Failure } from '../failure.js';
import { idFrom } from '../kinds/ids.js';
import { itemPath, type RoutedKind, routedKinds } from '../kinds/routes.js';
import type { OpenSession } from '../session.js';
import { idExample, idHelp } from './get.js';
import { examples, kindCommand, moment } from './subcommand.js';

interface Options {
  readonly from?: string;
  readonly to?: string;
}

/** One field that differs; null where there was none, or no resource. */
interface Difference {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** `diff`: what differs of one resource between two moments. */
export function addDiff(program: Command, open: OpenSession): void {
  const diff = program
    .command('diff')
    .description('What differs of a resource between two moments; exit code 3 when anything does');
  diff.addHelpText(
    'after',
    examples('diff zone acme.example', 'diff zone acme.example --from 2h', 'diff vps <id> --from 41 --to 97'),
  );
  for (const routed of routedKinds) addKind(diff, routed, open);
}

function addKind(parent: Command, routed: RoutedKind, open: OpenSession): void {
  const { kind } = routed;
  const example = `diff ${kind.name} ${idExample(routed)}`;
  kindCommand(parent, routed, 'singular')
    .argument('<id>', idHelp(routed))
    .option('--from <moment>', 'a position, a time, or so long ago (10m); silent: just before its last change', moment)
    .option('--to <moment>', 'likewise; silent: now', moment)
    .addHelpText('after', examples(example, `${example} --from 1d --to 1h`))
    .action(async (id: string, { from, to }: Options, command: Command) => {
      const { api, print } = open(command);
      const path = itemPath(routed, idFrom(kind, id));
      const after = await seen(api, path, to);
      const before = await seen(api, path, from ?? (await lastChangeBefore(api, path, after.position)));
      if (before.missing !== undefined && after.missing !== undefined) throw after.missing;
      const differences = between(before.resource, after.resource);
      await print.list(
        differences.map((difference) => ({ ...difference })),
        ['field', 'from', 'to'],
      );
      if (differences.length > 0) throw differing(kind.name, differences);
    });
}

/** A resource as it was, or the refusal that says that it was not there; both at a position of their own. */
interface Seen {
  readonly resource?: JsonObject;
  readonly position?: number;
  readonly missing?: ApiProblem;
}

async function seen(api: ApiClient, path: string, asOf: string | undefined): Promise<Seen> {
  try {
    const { body, headers } = await api.send({ method: 'GET', path, query: { asOf } });
    // `"<position of the spec>.<position of the last event>"`
    const position = /\.(\d+)"$/.exec(headers.get('etag') ?? '')?.[1];
    return { ...(isObject(body) && { resource: body }), ...(position !== undefined && { position: Number(position) }) };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return { missing: error };
    throw error;
  }
}

/** The moment before the last event of a resource. Of what is gone, its history knows. */
async function lastChangeBefore(api: ApiClient, path: string, position: number | undefined): Promise<string> {
  if (position !== undefined) return String(position - 1);
  const query = { id: decodeURIComponent(path.split('/').at(-1) ?? ''), limit: '1' };
  const { body } = await api.send({ method: 'GET', path: '/events', query });
  const [last] = isObject(body) && Array.isArray(body['items']) ? body['items'].filter(isObject) : [];
  return String(Math.max(0, Number(last?.['position'] ?? 1) - 1));
}

/** Field by field, objects by what they hold; lists are compared as a whole. Absence and null are the same. */
function between(before: unknown, after: unknown, path = ''): Difference[] {
  if (isObject(before) || isObject(after)) {
    const [one, other] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
    const fields = new Set(
      [...Object.keys(one), ...Object.keys(other)].filter((field) => path !== '' || !TIMES.includes(field)),
    );
    return [...fields].flatMap((field) => between(one[field], other[field], path === '' ? field : `${path}.${field}`));
  }
  const [from, to] = [before ?? null, after ?? null];
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field: path, from, to }];
}

/** Differs with every event, and says nothing. */
const TIMES = ['updated_at'];

function differing(kind: string, { length }: readonly Difference[]): Failure {
  const what = length === 1 ? '1 field differs' : `${length} fields differ`;
  return new Failure(`${what} of the ${kind}`, EXIT.differences, 'hostctl.differences');
}
