/** A person with a browser: keeps cookies, follows redirects, and fills in each form with what they know. */
export class Person {
  private readonly cookies = new Map<string, string>();

  /** @param knows by the names of fields: a user name, a password */
  constructor(private readonly knows: Readonly<Record<string, string>>) {}

  /** Opens a page and goes on until one has no form any more: its text. */
  async visit(address: string): Promise<string> {
    let [url, body]: [string, URLSearchParams | undefined] = [address, undefined];
    for (let pages = 0; pages < 20; pages += 1) {
      const response = await this.fetch(url, body);
      const [text, location] = [await response.text(), response.headers.get('location')];
      const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
      if (location === null && action === undefined) return text;
      body = location === null ? this.filledIn(text, new URL(address)) : undefined;
      url = new URL(location ?? action ?? '', url).href;
    }
    throw new Error(`there is no end to the pages after ${address}: the last was ${url}`);
  }

  private async fetch(url: string, body: URLSearchParams | undefined): Promise<Response> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, origin: new URL(url).origin };
    const response = await fetch(url, {
      headers,
      redirect: 'manual',
      ...(body !== undefined && { method: 'POST', body }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }

  /** The fields of a form as it came, with what the person knows, or the address said, where they are empty. */
  private filledIn(page: string, address: URL): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [input] of page.matchAll(/<input[^>]*>/g)) {
      const name = /name="([^"]+)"/.exec(input)?.[1] ?? '';
      const value = /value="([^"]*)"/.exec(input)?.[1] || this.knows[name] || address.searchParams.get(name);
      fields.set(name, value ?? '');
    }
    return fields;
  }
}
