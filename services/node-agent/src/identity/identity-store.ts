import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Credentials } from '@freehold/rpc/credentials';
import { endOf, identityOf } from '@freehold/rpc/identity';
import { z } from 'zod';
import type { Confined } from '../files/confined.js';

const DIRECTORY = 'var/lib/freehold/identity';
const JOIN = 'var/lib/freehold/join.json';
const OURS = { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, durable: true };

/** What the deployer gives a node: how to prove itself once, and whom to believe. */
const Join = z.object({ token: z.string().min(1), authority_pem: z.string().min(1) });
export type Join = z.output<typeof Join>;

/** A certificate that does not fit: it is not taken. */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused';
}

/** Who the node is, on its disk, mode 600: its key, which never leaves it, its certificate, and the authority that it believes. */
export class IdentityStore {
  constructor(
    private readonly root: Confined,
    private readonly node_id: string,
  ) {}

  /** The credentials, expired or not; undefined without a certificate that fits key, node and authority. */
  async load(): Promise<Credentials | undefined> {
    const [key_pem, chain_pem, authority_pem] = await Promise.all(
      ['key.pem', 'chain.pem', 'authority.pem'].map((name) => this.text(name)),
    );
    if (!key_pem || !chain_pem || !authority_pem) return undefined;
    const credentials = { key_pem, chain_pem, authority_pem };
    return this.whyNot(credentials) === undefined ? credentials : undefined;
  }

  async key(): Promise<string | undefined> {
    return this.text('key.pem');
  }

  async keepKey(key_pem: string): Promise<void> {
    await this.write('key.pem', key_pem);
  }

  /** @throws CertificateRefused when it is for another key or node, of another authority, or not valid now */
  async keep(credentials: Credentials): Promise<void> {
    const why = this.whyNot(credentials) ?? (endOfChain(credentials) <= Date.now() ? 'it has expired' : undefined);
    if (why) throw new CertificateRefused(`The certificate is refused: ${why}.`);
    await this.write('authority.pem', credentials.authority_pem);
    await this.write('chain.pem', credentials.chain_pem);
  }

  /** As it lies there; undefined when there is none that can be read. */
  async join(): Promise<Join | undefined> {
    const file = await this.root.read(JOIN);
    if (!file) return undefined;
    try {
      return Join.parse(JSON.parse(String(file.content)));
    } catch {
      return undefined; // The message of a parser might quote the token.
    }
  }

  /** The token has served: nobody can read it any more. */
  async forgetJoin(): Promise<void> {
    await this.root.remove(JOIN);
  }

  private whyNot({ key_pem, chain_pem, authority_pem }: Credentials): string | undefined {
    try {
      const own = new X509Certificate(chain_pem);
      if (!own.checkPrivateKey(createPrivateKey(key_pem))) return 'it is for another key';
      const identity = identityOf(own);
      if (identity?.is !== 'node' || identity.id !== this.node_id) return 'it is for another node';
      const authority = new X509Certificate(authority_pem);
      const isOf = own.checkIssued(authority) && own.verify(authority.publicKey);
      return isOf ? undefined : 'it is of another authority';
    } catch {
      return 'it cannot be read';
    }
  }

  private async text(name: string): Promise<string | undefined> {
    return (await this.root.read(`${DIRECTORY}/${name}`))?.content.toString();
  }

  private async write(name: string, content: string): Promise<void> {
    await this.root.directory(DIRECTORY, { ...OURS, mode: 0o700 });
    await this.root.write(`${DIRECTORY}/${name}`, content, OURS);
  }
}

/** When the node's own certificate ends, in milliseconds since 1970. */
export function endOfChain({ chain_pem }: Credentials): number {
  return endOf(new X509Certificate(chain_pem));
}
