import { X509Certificate } from 'node:crypto';
import { AUTHORITY, Authority } from '@freehold/contracts/fleet/authority';
import { Node } from '@freehold/contracts/fleet/node';
import type { Resource } from '@freehold/contracts/resource';
import { openAgent } from '@freehold/rpc/agent-connection';
import { Agents } from '@freehold/service/agents';
import { certificateAsk } from '@freehold/service/nats-rights';
import { askFleet } from '@freehold/service/service-certificate';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FleetUnderTest } from '../fleet-under-test.js';

const signal = new AbortController().signal;

describe('a node and its certificate', () => {
  const fleet = new FleetUnderTest({ environment: { FREEHOLD_FLEET_CERTIFICATE_SECONDS: '10' } });

  const undo: (() => unknown)[] = [];
  afterEach(() => undo.splice(0).forEach((step) => step()));

  async function rowOf(id: string): Promise<Resource> {
    return await until(() => fleet.row(Node, id));
  }
  const serialOf = async (id: string) => String((await rowOf(id)).observed?.['certificate_serial']);
  const agentsOf = (service: string) => new Agents(service, askFleet(fleet.runtime.parts.nc, service));

  it('renews it at the half of its life, while another service speaks to it all the time', async () => {
    const id = await fleet.activeNode();
    const tenant = agentsOf('tenant');
    const { certificate_serial, certificate_expires_at: end } = (await rowOf(id)).observed ?? {};
    await until(async () => {
      await tenant.apply(await rowOf(id), { id: 'w1', generation: 1n }, signal);
      return (await serialOf(id)) !== certificate_serial;
    });
    await until(async () => tenant.apply(await rowOf(id), { id: 'w1', generation: 1n }, signal));
    const { certificate_expires_at } = (await rowOf(id)).observed ?? {};
    // Half a life of ten seconds later; ends are cut to whole ones.
    expect(Date.parse(String(certificate_expires_at)) - Date.parse(String(end))).toBeGreaterThanOrEqual(4_000);
    expect((await fleet.row(Node, id))?.status).toBe('active');
    tenant.close();
  });

  it('is enrolled again by a new token when its certificate is lost or has expired', async () => {
    const id = await fleet.activeNode();
    const token = () => fleet.deployer.invitations.get(id)?.token;
    const first = token();
    await fleet.deployer.agent(id).forgetCertificate();
    await until(() => token() !== first);
    await until(async () => {
      const { enrolled } = fleet.deployer.agent(id);
      return enrolled && (await fleet.row(Node, id))?.observed?.['healthy'] === true;
    });
    const tenant = agentsOf('tenant');
    // Its certificates live ten seconds: the next renewal may come between the row and the call.
    await until(async () => tenant.apply(await rowOf(id), { id: 'w1', generation: 1n }, signal));
    tenant.close();
  });

  it('gives each token once, to the node that it is for, and keeps no more of it than its hash', async () => {
    const id = await fleet.activeNode();
    const { token = '' } = fleet.deployer.invitations.get(id) ?? {};
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const { pool } = fleet.runtime.parts;
    const rows = await until(async () => {
      const { rows } = await pool.query('SELECT * FROM node_identity WHERE node_id = $1', [id]);
      return rows[0]?.issued_serial === (await serialOf(id)) && rows;
    });
    expect(rows).toEqual([expect.objectContaining({ token_sha256: null })]);
    const facts = await fleet.facts(id);
    expect(JSON.stringify(facts)).not.toContain(token);
  });

  it('is given to nobody who cannot show the token, whoever answers at the address', async () => {
    const id = await fleet.activeNode();
    fleet.deployer.losing = true;
    undo.push(() => (fleet.deployer.losing = false));
    const before = fleet.deployer.lost;
    await fleet.deployer.agent(id).forgetCertificate();
    await until(() => fleet.deployer.lost > before + 1);
    expect(fleet.deployer.agent(id).enrolled).toBe(false);
    fleet.deployer.losing = false;
    await until(() => fleet.deployer.agent(id).enrolled);
  });

  it('is worth nothing any more once the node is decommissioned, or has the next one', async () => {
    const id = await fleet.activeNode();
    const tenant = agentsOf('tenant');
    // As above.
    const before = await until(async () => {
      const row = await rowOf(id);
      await tenant.apply(row, { id: 'w1', generation: 1n }, signal);
      return row;
    });
    await until(async () => (await serialOf(id)) !== String(before.observed?.['certificate_serial']));
    const late = agentsOf('tenant');
    await expect(late.apply(before, { id: 'w1', generation: 1n }, signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await fleet.send(Node, 'decommission', id);
    const gone = await fleet.becomes(Node, id, 'pending');
    await expect(late.apply(gone, { id: 'w1', generation: 1n }, signal)).rejects.toMatchObject({ code: 'unavailable' });
    for (const agents of [tenant, late]) agents.close();
  });
});

describe('the authority', () => {
  const fleet = new FleetUnderTest();

  it('is made once, and is the same after a restart and in every replica', async () => {
    const authority = async () => (await fleet.row(Authority, AUTHORITY))?.spec['certificate_pem'];
    const first = await until(authority);
    await fleet.restart();
    const replica = await fleet.open();
    expect(await authority()).toBe(first);
    await replica.stop();
    expect(await fleet.facts(AUTHORITY)).toHaveLength(1);
    expect(await fleet.send(Authority, 'delete', AUTHORITY)).toMatchObject({ code: 'authority.wrong_state' });
  });

  it('has its key sealed in the ledger and in the rows', async () => {
    const [created] = await fleet.facts(AUTHORITY);
    const row = await fleet.row(Authority, AUTHORITY);
    for (const text of [JSON.stringify(created), JSON.stringify(row)]) expect(text).not.toContain('PRIVATE KEY');
    expect(new X509Certificate(String(row?.spec['certificate_pem'])).ca).toBe(true);
  });

  it('gives a service a certificate in the name of the question alone, and none to others', async () => {
    const { nc } = fleet.runtime.parts;
    const id = await fleet.activeNode();
    const node = await until(() => fleet.row(Node, id));
    const agents = new Agents('fleet', askFleet(nc, 'lb'));
    const { chain_pem } = await agents.credentials();
    const certificate = new X509Certificate(chain_pem);
    expect(certificate.subjectAltName).toBe('URI:freehold://service/lb');
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    // What the authority does not say, the agent does not believe.
    await expect(agents.observe(node, signal).next()).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await fleet.ask(certificateAsk('tenant'), { signing_request_pem: 'none' })).toMatchObject({
      outcome: 'rejected',
      code: 'request.invalid',
    });
    agents.close();
  });

  it('does not take a service for a node', async () => {
    const id = await fleet.activeNode();
    const { grpc_address } = (await fleet.row(Node, id))?.observed ?? {};
    const agents = new Agents('lb', askFleet(fleet.runtime.parts.nc, 'lb'));
    const credentials = await agents.credentials();
    const connection = openAgent({ address: String(grpc_address), node_id: 'another', credentials });
    await expect(connection.apply({ id: 'w1' }, signal)).rejects.toMatchObject({ reason: 'distrusted' });
    connection.close();
    agents.close();
  });
});
