import { BackendError } from '@freehold/ledger/backend-error';
import ipaddr from 'ipaddr.js';

/**
 * The address of a provider's API, checked: `https`, or `http` on this machine only (emulators), because credentials travel in the
 * request; and without credentials of its own, because it is shown.
 * @throws BackendError `refused`, saying what to set
 */
export function providerUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new BackendError('refused', 'The base_url must be an https address.');
  if (url.username || url.password)
    throw new BackendError('refused', 'The base_url must not hold a user name or a password.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new BackendError('refused', 'The base_url must be an https address: the API key would travel in the clear.');
  }
  return url;
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}
