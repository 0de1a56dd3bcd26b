import { BackendError } from '@freehold/ledger/backend-error';
import { describe, expect, it } from '@jest/globals';
import { providerUrl } from './provider-url.js';

describe('providerUrl', () => {
  it.each([
    ['http://example.com/api', /https/],
    ['ftp://127.0.0.1/', /https/],
    ['file:///etc/passwd', /https/],
    ['no address', /https/],
    ['https://user:pass@example.com/', /user name/],
    ['http://169.254.169.254/latest', /https/],
  ])('refuses the base_url %s', (base_url, reason) => {
    expect(() => providerUrl(base_url)).toThrow(BackendError);
    expect(() => providerUrl(base_url)).toThrow(reason);
  });

  it('takes https anywhere, and http on this machine', () => {
    for (const base_url of [
      'https://clients.hostwinds.com/cloud/api.php',
      'http://localhost:1/',
      'http://[::1]:1/',
      'http://127.0.0.2:1/',
    ]) {
      expect(() => providerUrl(base_url)).not.toThrow();
    }
  });
});
