import { BackendError } from '@freehold/ledger/backend-error';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  Instance,
  InstanceIdsAnswer,
  InstanceIpsAnswer,
  InstancesAnswer,
  Plan,
  readAnswer,
} from './hostwinds-response.js';

const asTold = (text: string) => text;

describe('an answer of the Hostwinds Cloud API', () => {
  it('may say numbers as text, nothing as an empty text, and addresses as plain texts', () => {
    const instance = Instance.parse({
      serviceid: '700001',
      srvrname: ' web-1 ',
      hostname: '',
      ram: '2048',
      cpu: 2,
      disk: '',
      bandwidth_used: '12.5',
      power_state: '1',
      location_id: 3,
      main_ip: '192.0.2.1',
      ip_v6: '2001:DB8::1',
      ips: ['192.0.2.1', '192.0.2.2'],
      created_at: '2024-02-29 23:59:58',
    });
    expect(instance).toMatchObject({
      serviceid: '700001',
      srvrname: 'web-1',
      hostname: null,
      ram: 2048,
      cpu: 2,
      disk: null,
      bandwidth_used: 12.5,
      power_state: 1,
      location_id: '3',
      ip_v6: '2001:db8::1',
      created_at: '2024-02-29T23:59:58Z',
      ips: [
        { address: '192.0.2.1', reverse_name: null },
        { address: '192.0.2.2', reverse_name: null },
      ],
    });
  });

  it("names no address by 0.0.0.0 or by a network, and no time by PHP's zero date", () => {
    expect(
      Instance.parse({ serviceid: 1, main_ip: '0.0.0.0', ip_v6: '2001:db8::/64', created_at: '0000-00-00 00:00:00' }),
    ).toMatchObject({ main_ip: null, ip_v6: null, created_at: null, ips: null });
  });

  it('may be a list with gaps, which PHP writes as an object', () => {
    expect(
      readAnswer('{"success":{"1":{"serviceid":1},"4":{"serviceid":2}}}', 'a', InstancesAnswer, asTold),
    ).toHaveLength(2);
  });

  it.each([
    '{"success":{"IP Addresses":[{"ip":"192.0.2.1","rdns":"a.example"}]}}',
    '[{"ip":"192.0.2.1","rdns":"a.example"}]',
  ])('names addresses as %s', (text) => {
    expect(readAnswer(text, 'a', InstanceIpsAnswer, asTold)).toEqual([
      { address: '192.0.2.1', reverse_name: 'a.example' },
    ]);
  });

  it('lists the addresses of an id by lines', () => {
    const [entry] = InstanceIdsAnswer.parse([
      { id: 1, dedicatedip: '192.0.2.1', ip_v6: '', ips: '192.0.2.2\r\n192.0.2.3\n' },
    ]);
    expect(entry?.ips.map((ip) => ip.address)).toEqual(['192.0.2.2', '192.0.2.3']);
  });

  it.each([
    ['9.99', '9.99'],
    [9.9, '9.90'],
    ['$4.99', '4.99'],
    ['-1.00', null],
    ['', null],
    [null, null],
  ])('reads the price %p as %p', (told, monthly) => {
    expect(Plan.parse({ id: 1, monthly: told }).monthly).toBe(monthly);
  });

  it('keeps no field that it does not know, so no password', () => {
    const instance = Instance.parse({
      serviceid: 1,
      password: 'x',
      configkey: 'y',
      ips: [{ ip: '192.0.2.1', password: 'z' }],
    });
    expect(JSON.stringify(instance)).not.toMatch(/password|configkey/);
  });

  it('is read or refused as a BackendError, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        try {
          readAnswer(text, 'a', InstancesAnswer, asTold);
        } catch (error) {
          expect(error).toBeInstanceOf(BackendError);
        }
      }),
    );
  });
});
