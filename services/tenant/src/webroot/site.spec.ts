import { describe, expect, it } from '@jest/globals';
import { nodeWebroot, serviceHostname } from './site.js';
import { aName, aSite } from './site-under-test.js';

describe('a site as nodes are told it', () => {
  it('holds everything that they need, and the moment of which it is', () => {
    const names = [aName('www.acme.example'), aName('acme.example.'), aName('going.example', { status: 'deleting' })];
    expect(nodeWebroot(aSite({ names }))).toEqual({
      id: 'w1',
      generation: 42n,
      spec: {
        case: 'webroot',
        value: {
          tenantId: 't1',
          uid: 5007,
          shard: 'web',
          runtime: 'php',
          runtimeVersion: '8.2',
          publicFolder: 'public',
          hostnames: ['acme.example', 'www.acme.example'],
          suspended: false,
          php: { pm: {}, values: {}, adminValues: {} },
        },
      },
    });
  });

  it('carries settings of PHP as texts, and none without PHP', () => {
    const runtime_config = {
      pm: { mode: 'dynamic', max_children: 5 },
      php_values: { memory_limit: '128M' },
      php_admin_values: { upload_max_filesize: '8M' },
    };
    expect(nodeWebroot(aSite({}, { runtime_config })).spec).toMatchObject({
      value: {
        php: {
          pm: { mode: 'dynamic', max_children: '5' },
          values: { memory_limit: '128M' },
          adminValues: { upload_max_filesize: '8M' },
        },
      },
    });
    expect(nodeWebroot(aSite({}, { runtime: 'static', runtime_config })).spec?.value).not.toHaveProperty('php');
  });

  it('is suspended as soon as its tenant is', () => {
    for (const suspended of [aSite({}, { suspend_reason: 'unpaid' }), aSite({}, {}, { suspend_reason: 'unpaid' })])
      expect(nodeWebroot(suspended).spec?.value).toMatchObject({ suspended: true });
    expect(nodeWebroot(aSite({}, { suspend_reason: null })).spec?.value).toMatchObject({ suspended: false });
  });

  it('has the service hostname that is bound to it', () => {
    const own = aName('w1.acme.example', { managed_by: 'auto' });
    expect(serviceHostname(aSite({ names: [aName('www.acme.example'), own] }))).toBe('w1.acme.example');
    expect(serviceHostname(aSite({ names: [{ ...own, status: 'deleting' }] }))).toBeUndefined();
  });
});
