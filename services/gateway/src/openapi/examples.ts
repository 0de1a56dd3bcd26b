/** Bodies that work as they stand, by operation id: what the page fills in for whoever tries a route. */
export const EXAMPLES: Readonly<Record<string, object>> = {
  createBrand: {
    id: 'acme',
    name: 'Acme Hosting',
    base_hostname: 'acme.example',
    primary_ns: 'ns1.acme.example',
    secondary_ns: 'ns2.acme.example',
    hostmaster_email: 'hostmaster@acme.example',
  },
  updateBrand: { dmarc_policy: 'quarantine', mail_hostname: null },
  createTenant: { name: 'Bakery', customer_id: 'C-1042' },
  updateTenant: { name: 'Bakery and Café' },
  createZone: { name: 'bakery.example', dnssec: true },
  updateZone: { dnssec: false },
  assignZone: { tenant_id: 't0123456789' },
  createRecord: { type: 'MX', name: '@', content: 'mail.bakery.example', priority: 10, ttl: 3600 },
  updateRecord: { content: 'mail2.bakery.example' },
  createProvider: {
    name: 'Hostwinds',
    kind: 'hostwinds',
    credentials: { api_key: 'the key of the account' },
    sync_interval: 900,
  },
  updateProvider: { sync_interval: 3600 },
  updatePlatformConfig: { base_domain: 'acme.example', default_ttl: '3600' },
};
