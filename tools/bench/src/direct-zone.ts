import type { RunningPlatform } from './platform.js';

/** A zone that only PowerDNS knows. @returns adds an address to it */
export async function directZone(
  { endpoints, powerdnsApiKey }: RunningPlatform,
  zone: string,
): Promise<(name: string) => Promise<void>> {
  const zones = `${endpoints.powerdns_api}/api/v1/servers/localhost/zones`;
  const send = async (method: string, url: string, body: object) => {
    const response = await fetch(url, {
      method,
      headers: { 'X-API-Key': powerdnsApiKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`PowerDNS answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  };
  await send('POST', zones, { name: `${zone}.`, kind: 'Native', nameservers: ['ns1.hosting.example.'] });
  return async (name) =>
    send('PATCH', `${zones}/${zone}.`, {
      rrsets: [
        {
          name: `${name}.`,
          type: 'A',
          ttl: 60,
          changetype: 'REPLACE',
          records: [{ content: '192.0.2.1', disabled: false }],
        },
      ],
    });
}
