import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface VaultTransitEmulator {
  /** Of the secrets engine: `http://127.0.0.1:…/v1/transit`. */
  readonly url: string;
  /** Gives a key a new version, as `POST keys/:name/rotate` does; older versions still decrypt. */
  rotate(key: string): void;
  /** The next so many requests get this status, and nothing is done. */
  failNext(count: number, status?: number): void;
  /** Which deeds were asked for, in order, refused ones included. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

export interface VaultTransitOptions {
  readonly token: string;
  /** Names of keys of type `aes256-gcm96` that are there. */
  readonly keys: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/**
 * The part of the transit secrets engine of HashiCorp Vault and OpenBao that wraps keys: `POST encrypt/:name`, `decrypt/:name` and
 * `rewrap/:name` under `/v1/transit`, as the engine's API page describes them. Keys live as long as the process.
 */
export async function startVaultTransitEmulator({ token, keys }: VaultTransitOptions): Promise<VaultTransitEmulator> {
  const engine = new EmulatedTransit(token, keys);
  const server = createServer((request, response) => {
    engine.serve(request, response).catch(() => response.destroy());
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/v1/transit`,
    rotate: (key) => engine.rotate(key),
    failNext: (count, status = 503) => engine.failNext(count, status),
    requests: engine.requests,
    stop: () => close(server),
  };
}

const PATH = /^\/v1\/transit\/(encrypt|decrypt|rewrap)\/([\w-]+)$/;

class EmulatedTransit {
  readonly requests: string[] = [];
  private readonly versions: ReadonlyMap<string, Buffer[]>;
  private failing = { left: 0, status: 503 };

  constructor(
    private readonly token: string,
    keys: readonly string[],
  ) {
    this.versions = new Map(keys.map((key) => [key, [randomBytes(32)]]));
  }

  rotate(key: string): void {
    this.versions.get(key)?.push(randomBytes(32));
  }

  failNext(left: number, status: number): void {
    this.failing = { left, status };
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { status, body } = this.answer(request, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }

  private answer({ method, url = '', headers }: IncomingMessage, text: string): Answer {
    const [, deed, name] = PATH.exec(url) ?? [];
    if (deed === undefined || name === undefined) return refusal(404);
    this.requests.push(deed);
    if (this.failing.left-- > 0) return refusal(this.failing.status, 'Vault is sealed');
    if (headers['x-vault-token'] !== this.token) return refusal(403, 'permission denied');
    if (method !== 'POST' && method !== 'PUT') return refusal(405, 'unsupported operation');
    const versions = this.versions.get(name);
    if (versions === undefined) return refusal(400, 'encryption key not found');
    const given = JSON.parse(text) as { plaintext?: string; ciphertext?: string }; // as the engine's API page describes it
    if (deed === 'encrypt') return encrypted(versions, Buffer.from(given.plaintext ?? '', 'base64'));
    const plaintext = decrypt(versions, given.ciphertext ?? '');
    if (plaintext === undefined) return refusal(400, 'cipher: message authentication failed');
    return deed === 'rewrap'
      ? encrypted(versions, plaintext)
      : { status: 200, body: { data: { plaintext: plaintext.toString('base64') } } };
  }
}

function refusal(status: number, ...errors: string[]): Answer {
  return { status, body: { errors } };
}

function encrypted(versions: readonly Buffer[], plaintext: Buffer): Answer {
  const [key, nonce] = [versions.at(-1), randomBytes(12)];
  if (key === undefined) return refusal(400, 'encryption key not found');
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  const ciphertext = `vault:v${versions.length}:${sealed.toString('base64')}`;
  return { status: 200, body: { data: { ciphertext, key_version: versions.length } } };
}

function decrypt(versions: readonly Buffer[], ciphertext: string): Buffer | undefined {
  const [, version, text] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
  const key = versions[Number(version) - 1];
  const sealed = Buffer.from(text ?? '', 'base64');
  if (key === undefined || sealed.length < 28) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The emulator listens on no TCP port.');
  return address.port;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
