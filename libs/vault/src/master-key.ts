import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { link, open, readFile, stat, unlink } from 'node:fs/promises';
import { MasterKeyError } from './errors.js';

/** The key that wraps every data key. `id` names it without telling anything about it. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Where the master key comes from: `FREEHOLD_MASTER_KEY` or `FREEHOLD_MASTER_KEY_FILE`, one of them. */
export interface MasterKeySource {
  readonly master_key?: string | undefined;
  readonly master_key_file?: string | undefined;
}

const BYTES = 32;

/**
 * Reads the master key.
 *
 * @param create at a platform's first start: makes a missing file. Never where data may exist already: a new key opens none of it
 * @throws MasterKeyError a sentence that says what to set; never with the key in it
 */
export async function readMasterKey(
  { master_key, master_key_file }: MasterKeySource,
  { create = false } = {},
): Promise<MasterKey> {
  if (master_key && master_key_file) {
    throw new MasterKeyError(
      'Both FREEHOLD_MASTER_KEY and FREEHOLD_MASTER_KEY_FILE are set: keep the one that holds the key.',
    );
  }
  if (master_key) return parse(master_key, 'FREEHOLD_MASTER_KEY');
  if (master_key_file) {
    if (create) await createFile(master_key_file);
    return parse(await readPrivateFile(master_key_file, 'FREEHOLD_MASTER_KEY_FILE'), master_key_file);
  }
  throw new MasterKeyError(
    'There is no master key: set FREEHOLD_MASTER_KEY to 32 bytes in base64 (`openssl rand -base64 32`), or FREEHOLD_MASTER_KEY_FILE to a file of mode 600 that holds them.',
  );
}

/** Further master keys: they unwrap, and do not wrap. */
export interface KnownMasterKeys {
  /** Each 32 bytes in base64, separated by commas or white space. */
  readonly known_master_keys?: string | undefined;
  /** A file of mode 600 that holds them, one a line. */
  readonly known_master_keys_file?: string | undefined;
}

/** Reads them. @throws MasterKeyError as `readMasterKey` does */
export async function readKnownMasterKeys({
  known_master_keys,
  known_master_keys_file,
}: KnownMasterKeys): Promise<MasterKey[]> {
  if (known_master_keys && known_master_keys_file) {
    throw new MasterKeyError(
      'Both FREEHOLD_KNOWN_MASTER_KEYS and FREEHOLD_KNOWN_MASTER_KEYS_FILE are set: keep the one that holds the keys.',
    );
  }
  const from = known_master_keys_file ?? 'FREEHOLD_KNOWN_MASTER_KEYS';
  const text = known_master_keys_file
    ? await readPrivateFile(known_master_keys_file, 'FREEHOLD_KNOWN_MASTER_KEYS_FILE')
    : (known_master_keys ?? '');
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((key) => parse(key, from));
}

/** The master key that 32 bytes in base64 are. */
function parse(text: string, source: string): MasterKey {
  const bytes = Buffer.from(text.trim(), 'base64');
  // Buffer reads past what is not base64; only a text that it would write itself is one.
  if (bytes.length !== BYTES || bytes.toString('base64').replace('=', '') !== text.trim().replace('=', '')) {
    throw new MasterKeyError(
      `${source} does not hold ${BYTES} bytes in base64: make them with \`openssl rand -base64 32\`.`,
    );
  }
  const id = createHash('sha256').update('freehold master key').update(bytes).digest('base64url').slice(0, 12);
  return { id, key: createSecretKey(bytes) };
}

async function readPrivateFile(file: string, variable: string): Promise<string> {
  const { mode } = await stat(file).catch(() => {
    throw new MasterKeyError(`${variable} names ${file}, which cannot be read: put the platform's master key there.`);
  });
  if (mode & 0o077) throw new MasterKeyError(`Others may read ${file}, the master key: run \`chmod 600 ${file}\`.`);
  return await readFile(file, 'utf8');
}

/** Writes a new key unless the file is there. Nobody sees half a file: it is written under another name first. */
async function createFile(file: string): Promise<void> {
  if (await stat(file).catch(() => undefined)) return;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(BYTES).toString('base64')}\n`);
    await handle.sync();
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error; // Whoever starts at the same time may have been first.
    });
  } finally {
    await handle.close();
    await unlink(draft);
  }
}
