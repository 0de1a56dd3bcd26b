import type { Endpoints } from './endpoints.js';

/** How things are called in the shell that the platform was started from. */
interface Here {
  readonly keyFile: string;
  readonly passwordFile: string;
  readonly newKey: string | undefined;
  readonly dig: string;
  /** Why there is no example cluster. */
  readonly withoutCluster: string | undefined;
}

/** What `make up` ends with: where everything is, the key if it is new, and commands that work as they stand. */
export function thingsToTry(
  { api, dns, hostwinds, http }: Endpoints,
  { keyFile, passwordFile, newKey, dig, withoutCluster }: Here,
): string {
  const [host, port] = dns.split(':');
  const call = `curl -sS -H "Authorization: Bearer $(cat ${keyFile})"`;
  const zones = `${api}/api/v1/zones`;
  return `
Freehold is up.

  API        ${api}/api/v1   (documentation: ${api}/docs)
  admin key  ${newKey ? `${newKey}\n             shown once; also in ${keyFile}` : `in ${keyFile}`}
  login      admin, with the password in ${passwordFile} (npx hostctl --server ${api} login)
  DNS        ${dns}${http ? `\n  HTTP       ${http}, the load balancer of an example cluster with two web nodes` : ''}${hostwinds ? `\n  Hostwinds  a sample account, played by an emulator; set HOSTWINDS_API_KEY for a real one` : ''}

Things to try:

  1. The IP addresses that were synchronised
     ${call} ${api}/api/v1/infrastructure/ips

  2. A zone with a record, and the name server’s answer
     ${call} -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '{"name":"hello.example"}' ${zones}
     ZONE=$(${call} '${zones}?name=hello.example' | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
     ${call} -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '{"type":"A","name":"www","content":"192.0.2.10"}' ${zones}/$ZONE/records
     ${dig} +short @${host} -p ${port} www.hello.example

  3. The events, as they come
     ${call.replace('-sS', '-sSN')} ${api}/api/v1/events/stream
${http ? site({ api, dns, http }, { keyFile, dig }) : ''}${withoutCluster ? `\nThere is no example cluster. ${withoutCluster}\n` : ''}
Ctrl-C stops it; the data stay.
`;
}

function site(
  { api, dns, http }: { api: string; dns: string; http: string },
  { keyFile, dig }: Pick<Here, 'keyFile' | 'dig'>,
): string {
  const [host, port] = dns.split(':');
  return `
  4. A tenant with a site: its name, and its page through the load balancer
     npx hostctl --server ${api} --key-file ${keyFile} seed -f examples/site.yaml
     ${dig} +short @${host} -p ${port} www.shop.example
     curl -sS -H 'Host: www.shop.example' http://${http}/
`;
}
