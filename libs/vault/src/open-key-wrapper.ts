import { isIP } from 'node:net';
import { MasterKeyError } from './errors.js';
import { KeyRing } from './key-ring.js';
import type { KeyWrapper } from './key-wrapper.js';
import { LocalKeyWrapper } from './local-key-wrapper.js';
import { type KnownMasterKeys, type MasterKeySource, readKnownMasterKeys, readMasterKey } from './master-key.js';
import { TransitKeyWrapper } from './transit-key-wrapper.js';

/** Where the master key lies: with this machine, or in the transit engine of HashiCorp Vault or OpenBao; and what else unwraps. */
export interface KeyWrapperSource extends MasterKeySource, KnownMasterKeys {
  readonly vault_transit_url?: string | undefined;
  readonly vault_transit_key?: string | undefined;
  readonly vault_transit_token_file?: string | undefined;
}

/** The master key, and those that are known besides. @throws MasterKeyError a sentence that says what to set */
export async function openKeyWrapper(source: KeyWrapperSource): Promise<KeyWrapper> {
  const newest = transitOf(source) ?? new LocalKeyWrapper(await readMasterKey(source));
  const known = await readKnownMasterKeys(source);
  return known.length === 0
    ? newest
    : new KeyRing(
        newest,
        known.map((key) => new LocalKeyWrapper(key)),
      );
}

function transitOf(source: KeyWrapperSource): KeyWrapper | undefined {
  const { vault_transit_url: url, vault_transit_key: key, vault_transit_token_file: token_file } = source;
  if (!url && !key && !token_file) return undefined;
  if (!url || !key || !token_file)
    throw new MasterKeyError(
      'FREEHOLD_VAULT_TRANSIT_URL, FREEHOLD_VAULT_TRANSIT_KEY and FREEHOLD_VAULT_TRANSIT_TOKEN_FILE go together: set all three, or none.',
    );
  if (source.master_key || source.master_key_file)
    throw new MasterKeyError(
      'There are two master keys, one of this machine and one of Vault: to move to Vault, name the old one in FREEHOLD_KNOWN_MASTER_KEYS_FILE and leave FREEHOLD_MASTER_KEY and FREEHOLD_MASTER_KEY_FILE out.',
    );
  if (!isPrivatelyReached(url))
    throw new MasterKeyError(
      'FREEHOLD_VAULT_TRANSIT_URL must begin with https:// (http:// is for this machine alone), such as https://vault.example:8200/v1/transit.',
    );
  return new TransitKeyWrapper({ url, key, token_file });
}

/** A token travels with each request: in the clear within this machine at the most. */
function isPrivatelyReached(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isHere =
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}
