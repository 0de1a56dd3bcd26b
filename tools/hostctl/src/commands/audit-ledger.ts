import type { Checkpoint } from '@freehold/chain/checkpoint';
import { parseLine } from '@freehold/chain/export-line';
import { PublicKey } from '@freehold/chain/key';
import { type Verdict, verifyExport } from '@freehold/chain/verify';
import { type Command, InvalidArgumentError } from 'commander';
import { EXIT, Failure } from '../failure.js';
import { fileLines } from '../file-lines.js';
import type { OpenSession, Session } from '../session.js';
import { readText } from '../terminal.js';
import { addChangeOptions, send } from './change.js';
import { addPageOptions, type PageOptions, show } from './listing.js';
import { examples, wholeNumber } from './subcommand.js';

/** A ledger of millions of events takes a while. */
const EXPORTED_WITHIN_MS = 24 * 3_600_000;

interface VerifyOptions {
  readonly publicKey?: readonly string[];
  readonly anchor?: string;
}

/** What proves that the ledger is as it was written. */
export function addAuditLedger(audit: Command, open: OpenSession): void {
  audit
    .command('export')
    .description('Write a range of the ledger to standard output, with the signed checkpoints that enclose it')
    .option('--from <position>', 'the first event (1)', wholeNumber)
    .option('--to <position>', 'the last event (the last there is)', wholeNumber)
    .addHelpText('after', examples('audit export --from 1 > ledger.ndjson'))
    .action(async ({ from, to }: { from?: number; to?: number }, command: Command) => {
      await exportLedger(open(command), { from: from?.toString(), to: to?.toString() });
    });
  audit
    .command('verify')
    .description('Prove an export without the platform: exit code 3 tells that the ledger was tampered with')
    .argument('<file>', 'as audit export has written it')
    .option(
      '--public-key <key>',
      'a key that is trusted, from audit keys, kept elsewhere; may be repeated',
      keyArgument,
    )
    .option('--anchor <file>', 'checkpoints as they were anchored: the export must have them just so')
    .addHelpText('after', examples('audit verify ledger.ndjson --public-key <key>'))
    .action(
      async (file: string, options: VerifyOptions, command: Command) => await verify(open(command), file, options),
    );
  const checkpoints = audit.command('checkpoints').description('Signed checkpoints, the oldest first');
  addPageOptions(checkpoints.addHelpText('after', examples('audit checkpoints --all -o ndjson'))).action(
    async (options: PageOptions, command: Command) => {
      const columns = ['position', 'time', 'count', 'key_id', 'hash'];
      await show(open(command), { path: '/audit/checkpoints', query: {} }, options, columns);
    },
  );
  const keys = audit.command('keys').description('Public keys of the checkpoints, the oldest first');
  keys.action(async (_: unknown, command: Command) => {
    const { api, print } = open(command);
    await print.answer((await api.send({ method: 'GET', path: '/audit/keys' })).body);
  });
  keys.addHelpText('after', examples('audit keys', 'audit keys rotate'));
  const rotate = keys.command('rotate').description('Sign with a new key from now on');
  addChangeOptions(rotate.addHelpText('after', examples('audit keys rotate'))).action(
    async (_: unknown, command: Command) =>
      await send(open(command), command, { method: 'POST', path: '/audit/keys', done: 'a new key signs from now on' }),
  );
}

async function exportLedger({ api, terminal }: Session, query: Record<string, string | undefined>): Promise<void> {
  const signal = AbortSignal.timeout(EXPORTED_WITHIN_MS);
  const decoder = new TextDecoder();
  try {
    for await (const chunk of await api.stream({ path: '/audit/ledger', query }, signal))
      terminal.stdout.write(decoder.decode(chunk, { stream: true }));
  } catch (error) {
    throw api.explained(error, {});
  }
}

async function verify({ print, note }: Session, file: string, options: VerifyOptions): Promise<void> {
  const verdict = await verifyExport(fileLines(file), options.publicKey ?? [], anchorsIn(options.anchor));
  const { findings, proven, unproven, events, checkpoints, trusted } = verdict;
  print.item({ result: resultOf(verdict), proven, unproven, events, checkpoints, trusted, findings });
  if (!trusted)
    note(
      'the keys are the export’s own: it fits together, but who signed it is open. Give --public-key, kept elsewhere',
    );
  if (findings.length > 0)
    throw new Failure(`the ledger is not as it was signed: ${summary(verdict)}`, EXIT.differences, 'hostctl.tampered');
  if (proven === null)
    throw new Failure('nothing is proven: there is no checkpoint behind these events', EXIT.error, 'hostctl.unproven');
}

function resultOf({ findings, proven }: Verdict): string {
  if (findings.length > 0) return 'tampered';
  return proven === null ? 'unproven' : 'proven';
}

function summary({ findings }: Verdict): string {
  const [first] = findings;
  const others = findings.length > 1 ? `, and ${findings.length - 1} more` : '';
  return `${first?.fault} at ${first?.position} (${first?.detail})${others}`;
}

function anchorsIn(file: string | undefined): Checkpoint[] {
  if (file === undefined) return [];
  return readText(file)
    .split('\n')
    .map(parseLine)
    .flatMap((line) => (line !== undefined && 'checkpoint' in line ? [line.checkpoint] : []));
}

function keyArgument(text: string, before: readonly string[] = []): readonly string[] {
  if (!PublicKey.safeParse(text).success) throw new InvalidArgumentError('A key is 43 characters of base64url.');
  return [...before, text];
}
