import { type Command } from 'commander';
import { isObject, type JsonObject } from '../api/json.js';
import { EXIT, Failure, misused } from '../failure.js';
import type { OpenSession } from '../session.js';
import { examples, wholeNumber } from './subcommand.js';

/** A ledger of years takes long to fold. */
const REPLAYED_WITHIN_MS = 3_600_000;

/** `replay`: folds a projection anew beside the live one and says whether the two are equal. */
export function addReplay(program: Command, open: OpenSession): void {
  const replay = program
    .command('replay')
    .description(
      'Fold a projection from the first event and compare it with the live one; exit code 3 when they differ',
    )
    .requiredOption('--projection <service/name>', 'which one: see projections list')
    .option(
      '--to <position>',
      'only events up to there: what keeps its past is compared with what it was then',
      wholeNumber,
    )
    .action(async ({ projection, to }: { projection: string; to?: number }, command: Command) => {
      const [service = '', name = '', ...rest] = projection.split('/');
      if (service === '' || name === '' || rest.length > 0)
        throw misused(`--projection takes service/name, such as gateway/resources, not ${projection}`);
      const { api, print, note } = open(command);
      note(`folding ${projection} from the first event`);
      const { body } = await api.send({
        method: 'POST',
        path: `/projections/${encodeURIComponent(service)}/${encodeURIComponent(name)}/replay`,
        query: { to: to?.toString() },
        timeout: REPLAYED_WITHIN_MS,
      });
      const found = isObject(body) ? body : {};
      if (print.format === 'table') await print.list(rowsOf(found), COLUMNS);
      else print.item(body);
      if (found['equal'] === false)
        throw new Failure(
          `${projection} differs from its events at position ${String(found['position'])}: projections rebuild ${service} ${name} makes it anew`,
          EXIT.differences,
          'hostctl.differences',
        );
      note(`at position ${String(found['position'])} nothing that was compared differs`);
    });
  replay.addHelpText(
    'after',
    examples('replay --projection gateway/resources', 'replay --projection gateway/resources --to 1200'),
  );
}

const COLUMNS = ['table', 'result', 'rows', 'folded', 'live', 'differences'];

/** A row a table, as people read it: the first differing keys in one cell. */
function rowsOf(found: JsonObject): JsonObject[] {
  const tables = Array.isArray(found['tables']) ? found['tables'].filter(isObject) : [];
  return tables.map(({ table, folded, live, equal, differences }) => {
    const keys = Array.isArray(differences) ? differences.filter(isObject) : [];
    return {
      table,
      result: equal === null ? 'not compared' : equal ? 'equal' : 'different',
      rows: isObject(folded) ? folded['rows'] : null,
      folded: isObject(folded) ? folded['checksum'] : null,
      live: isObject(live) ? live['checksum'] : null,
      differences: keys.map(({ key, found }) => `${keyText(key)} ${String(found)}`).join(', '),
    };
  });
}

function keyText(key: unknown): string {
  return isObject(key) ? Object.values(key).map(String).join('/') : String(key);
}
