import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redact, Secret } from './secret.js';

describe('a secret', () => {
  it('prints as *** however it is printed, and is given away on demand alone', () => {
    const secret = new Secret('marked');
    const printed = [
      ['joined', secret].join(' '),
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true }),
      String(secret),
      Object.values(secret).join(),
    ];
    expect(printed.join()).not.toContain('marked');
    expect(secret.reveal()).toBe('marked');
  });
});

describe('a redacted value', () => {
  it('keeps what is harmless', () => {
    const at = new Date();
    const value = {
      id: 't1',
      count: 3,
      gone: null,
      flags: [true, 'a'],
      nested: { url: 'https://api.example/v1?page=2' },
      at,
    };
    expect(redact(value)).toEqual(value);
  });

  it.each([
    'password',
    'api_key',
    'apiKey',
    'X-API-Key',
    'Authorization',
    'credentials',
    'key_pem',
    'client_secret',
    'refreshToken',
    'Set-Cookie',
    'master_key',
    'private_key',
  ])('hides the field %s at any depth, whatever it holds', (name) => {
    fc.assert(
      fc.property(fc.jsonValue(), (inner) => {
        expect(redact({ list: [{ [name]: inner }] })).toEqual({ list: [{ [name]: '***' }] });
      }),
    );
  });

  it('hides passwords in URLs, tokens in headers, and bytes', () => {
    expect(redact('postgres://freehold:marked@127.0.0.1/db failed')).toBe('postgres://***@127.0.0.1/db failed');
    expect(redact('sent Authorization: Bearer marked.token-x= to it')).toBe('sent Authorization: Bearer *** to it');
    expect(redact({ body: Buffer.from('marked') })).toEqual({ body: '***' });
  });

  it('hides what errors carry, in their message, stack, cause and fields', () => {
    const cause = Object.assign(new Error('nats://u:marked@h refused'), { password: 'marked' });
    const shown = JSON.stringify(redact(new Error('Bearer marked was refused', { cause })));
    expect(shown).not.toContain('marked');
    expect(shown).toContain('was refused');
  });

  it('ends where a value leads back to itself', () => {
    const loop: Record<string, unknown> = { password: 'marked' };
    loop['loop'] = new Map([['set', new Set([loop])]]);
    expect(JSON.stringify(redact(loop))).not.toContain('marked');
  });
});
