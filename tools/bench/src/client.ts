/** One client of the REST API, over connections that it keeps. */
export class Client {
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    private readonly base: string,
    key: string,
  ) {
    this.headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  }

  url(path: string): string {
    return this.base + path;
  }

  /** @throws Error with the answer's body unless it succeeds */
  async post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return await this.answer<Answer>(
      await fetch(this.url(path), { method: 'POST', headers: this.headers, body: JSON.stringify(body) }),
      path,
    );
  }

  /** @throws as {@link post} */
  async get<Answer>(path: string): Promise<Answer> {
    return await this.answer<Answer>(await fetch(this.url(path), { headers: this.headers }), path);
  }

  private async answer<Answer>(response: Response, path: string): Promise<Answer> {
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer; // as the API's own document says
  }
}
