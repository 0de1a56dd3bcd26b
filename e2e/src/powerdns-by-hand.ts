import type { PlatformUnderTest } from './platform-under-test.js';

/** An RRset as PowerDNS's HTTP API takes it; names end with a dot. */
export interface ByHand {
  readonly name: string;
  readonly type: string;
  /** Empty: the RRset goes. */
  readonly contents: readonly string[];
}

/** Changes a zone behind the platform's back, as somebody with access to PowerDNS could. */
export async function changeByHand(
  platform: PlatformUnderTest,
  zone: string,
  rrsets: readonly ByHand[],
): Promise<void> {
  const { powerdns_api_key: key } = JSON.parse(platform.file('secrets.json')) as { powerdns_api_key: string }; // its own file
  const response = await fetch(`${platform.endpoints.powerdns_api}/api/v1/servers/localhost/zones/${zone}.`, {
    method: 'PATCH',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({
      rrsets: rrsets.map(({ name, type, contents }) => ({
        name,
        type,
        ttl: 60,
        changetype: contents.length > 0 ? 'REPLACE' : 'DELETE',
        records: contents.map((content) => ({ content, disabled: false })),
      })),
    }),
  });
  if (response.status !== 204) throw new Error(`PowerDNS answered ${response.status}: ${await response.text()}`);
}
