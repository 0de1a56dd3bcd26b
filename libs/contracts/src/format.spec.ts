import { describe, expect, it } from '@jest/globals';
import { inFormat } from './format.js';
import { Brand } from './tenant/brand.js';

const kind = { ...Brand, since: { kind: 1, facts: { deleted: 3 }, fields: { mail_hostname: 2 } } };
const code = (fact: string, data: object, format: number) => inFormat(kind, { fact, data }, format);

describe('a fact', () => {
  it('is written in every format when nothing in it is newer', () => {
    const fact = { fact: 'created', data: { spec: { name: 'Acme' } } };
    expect(inFormat(kind, fact, 1)).toBe(fact);
    expect(inFormat(kind, undefined, 1)).toBeUndefined();
  });

  it('waits for the format of its newest field, and for its own', () => {
    const spec = { name: 'Acme', mail_hostname: 'mail.acme.example' };
    expect(code('created', { spec }, 1)).toMatchObject({ code: 'request.not_yet' });
    expect(code('created', { spec }, 2)).toEqual({ fact: 'created', data: { spec } });
    expect(code('updated', { changes: { mail_hostname: null }, previous: {} }, 1)).toMatchObject({
      code: 'request.not_yet',
    });
    expect(code('deleted', {}, 2)).toMatchObject({ code: 'request.not_yet' });
    expect(code('deleted', {}, 3)).toEqual({ fact: 'deleted', data: {} });
  });
});
