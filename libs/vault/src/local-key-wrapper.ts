import { CompactEncrypt, compactDecrypt } from 'jose';
import { tamperedKey, wrappedElsewhere } from './errors.js';
import { type DataKey, headerOf, type KeyWrapper } from './key-wrapper.js';
import type { MasterKey } from './master-key.js';

/** Wraps under a master key that this process holds: a compact JWE (RFC 7516; A256GCMKW, A256GCM) whose header is authenticated. */
export class LocalKeyWrapper implements KeyWrapper {
  constructor(private readonly masterKey: MasterKey) {}

  get id(): string {
    return this.masterKey.id;
  }

  async wrap(owner: string, { id, bytes }: DataKey): Promise<string> {
    const header = { alg: 'A256GCMKW', enc: 'A256GCM', kid: id, owner, master: this.id };
    return await new CompactEncrypt(bytes).setProtectedHeader(header).encrypt(this.masterKey.key);
  }

  async unwrap(owner: string, wrapped: string): Promise<DataKey> {
    const header = headerOf(wrapped);
    if (header && header.master !== this.id) throw wrappedElsewhere(owner, header.master, [this.id]);
    if (header?.owner !== owner) throw tamperedKey(owner);
    const options = { keyManagementAlgorithms: ['A256GCMKW'], contentEncryptionAlgorithms: ['A256GCM'] };
    return await compactDecrypt(wrapped, this.masterKey.key, options).then(
      ({ plaintext }) => ({ id: header.kid, bytes: plaintext }),
      (): never => {
        throw tamperedKey(owner);
      },
    );
  }

  async rewrap(owner: string, wrapped: string): Promise<undefined> {
    await this.unwrap(owner, wrapped);
  }
}
