import type { Endpoints } from './endpoints.js';

/** What `make up` ends with: where everything is, the key if it is new, and three commands that work as they stand. */
export function thingsToTry(
  { api, dns, hostwinds }: Endpoints,
  { keyFile, newKey, dig }: { keyFile: string; newKey: string | undefined; dig: string },
): string {
  const [host, port] = dns.split(':');
  const call = `curl -sS -H "Authorization: Bearer $(cat ${keyFile})"`;
  const zones = `${api}/api/v1/zones`;
  return `
Freehold is up.

  API        ${api}/api/v1   (documentation: ${api}/docs)
  admin key  ${newKey ? `${newKey}\n             shown once; also in ${keyFile}` : `in ${keyFile}`}
  DNS        ${dns}${hostwinds ? `\n  Hostwinds  a sample account, played by an emulator; set HOSTWINDS_API_KEY for a real one` : ''}

Three things to try:

  1. The IP addresses that were synchronised
     ${call} ${api}/api/v1/infrastructure/ips

  2. A zone with a record, and the name server’s answer
     ${call} -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '{"name":"hello.example"}' ${zones}
     ZONE=$(${call} '${zones}?name=hello.example' | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
     ${call} -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '{"type":"A","name":"www","content":"192.0.2.10"}' ${zones}/$ZONE/records
     ${dig} +short @${host} -p ${port} www.hello.example

  3. The events, as they come
     ${call.replace('-sS', '-sSN')} ${api}/api/v1/events/stream

Ctrl-C stops it; the data stay.
`;
}
