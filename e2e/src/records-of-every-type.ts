/** A record as it is asked for, and the data of `dig +short` for it. */
export interface Asked {
  readonly type: string;
  readonly name: string;
  readonly content: string;
  readonly priority?: number;
  readonly answer: string;
}

const DIGEST = 'ab'.repeat(32);

/** One record of each type that a name server answers with; `ALIAS` has none, it becomes the addresses of its target. */
export const RECORDS: readonly Asked[] = [
  { type: 'A', name: '@', content: '192.0.2.7', answer: '192.0.2.7' },
  { type: 'AAAA', name: '@', content: '2001:DB8::7', answer: '2001:db8::7' },
  { type: 'CNAME', name: 'alias', content: 'www.elsewhere.example.', answer: 'www.elsewhere.example.' },
  { type: 'MX', name: '@', content: 'mx.elsewhere.example.', priority: 10, answer: '10 mx.elsewhere.example.' },
  { type: 'TXT', name: '@', content: 'v=spf1 -all', answer: '"v=spf1 -all"' },
  {
    type: 'SRV',
    name: '_sip._tcp',
    content: '5 5060 sip.elsewhere.example.',
    priority: 20,
    answer: '20 5 5060 sip.elsewhere.example.',
  },
  { type: 'NS', name: 'sub', content: 'ns.elsewhere.example.', answer: 'ns.elsewhere.example.' },
  { type: 'CAA', name: '@', content: '0 issue "ca.example"', answer: '0 issue "ca.example"' },
  { type: 'PTR', name: '7', content: 'host.elsewhere.example.', answer: 'host.elsewhere.example.' },
  { type: 'HTTPS', name: 'web', content: '1 . alpn=h3,h2', answer: '1 . alpn="h3,h2"' },
  {
    type: 'SVCB',
    name: '_dns',
    content: '1 dns.elsewhere.example. port=853',
    answer: '1 dns.elsewhere.example. port=853',
  },
  { type: 'TLSA', name: '_443._tcp', content: `3 1 1 ${DIGEST}`, answer: `3 1 1 ${'AB'.repeat(28)} ${'AB'.repeat(4)}` },
  {
    type: 'NAPTR',
    name: 'enum',
    content: '100 10 "S" "SIP+D2U" "" _sip._udp.elsewhere.example.',
    answer: '100 10 "S" "SIP+D2U" "" _sip._udp.elsewhere.example.',
  },
  { type: 'SSHFP', name: 'shell', content: `4 2 ${DIGEST}`, answer: `4 2 ${'AB'.repeat(28)} ${'AB'.repeat(4)}` },
  { type: 'DNAME', name: 'tree', content: 'elsewhere.example.', answer: 'elsewhere.example.' },
  {
    type: 'LOC',
    name: 'place',
    content: '52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000.00m 10.00m',
    answer: '52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m',
  },
];
