/** A JSON answer as specs look into it: the fields that nearly every answer has, and any other. */
export interface Body {
  readonly id: string;
  readonly status: string;
  readonly items: readonly Body[];
  readonly next_cursor: string | null;
  readonly code: string;
  readonly [field: string]: unknown;
}

/** What a request got. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON; an answer of another type has none. */
  readonly body: Body;
  readonly text: string;
}

export interface RequestOptions {
  /** A text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** = 30,000 */
  readonly withinMs?: number;
}

/** The platform's API as a client with one key sees it. */
export class ApiClient {
  /** @param key undefined sends none */
  constructor(
    readonly url: string,
    readonly key: string | undefined,
  ) {}

  /** @param path below `/api/v1`; a path that begins with `//` counts from the root: `//livez` */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { body, headers = {}, withinMs = 30_000 } = options;
    const response = await fetch(this.at(path), {
      method,
      headers: { ...this.credentials, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(withinMs),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    // A wrong shape fails the spec that looks into it.
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : {}) as Body, text };
  }

  async get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return await this.send('GET', path, headers && { headers });
  }

  /** Waits for the end of the operation, where there is one. */
  async post(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return await this.send('POST', path, { body, headers: { prefer: 'wait=10', ...headers } });
  }

  async put(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return await this.send('PUT', path, { body, headers: { prefer: 'wait=10', ...headers } });
  }

  async delete(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return await this.send('DELETE', path, { headers: { prefer: 'wait=10', ...headers } });
  }

  /** Every item of a list, page by page. */
  async all(path: string): Promise<Body[]> {
    const items: Body[] = [];
    for (let cursor = ''; ; ) {
      const { status, body, text } = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`);
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
      items.push(...body.items);
      if (body.next_cursor === null) return items;
      cursor = `&cursor=${body.next_cursor}`;
    }
  }

  at(path: string): string {
    return path.startsWith('//') ? this.url + path.slice(1) : `${this.url}/api/v1${path}`;
  }

  get credentials(): Record<string, string> {
    return this.key === undefined ? {} : { authorization: `Bearer ${this.key}` };
  }
}
