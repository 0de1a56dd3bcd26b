import { absorb } from '@freehold/contracts/aggregate';
import type { RecordedEvent } from '@freehold/contracts/event';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import { render } from '@freehold/contracts/view';
import fc from 'fast-check';
import type { Answer, ApiClient } from './api-client.js';
import { placedTenant } from './placed-tenant.js';

/** Something that a client does to one of a few brands, tenants, zones and records. */
export type Step =
  | {
      readonly act: 'create brand' | 'delete brand' | 'delete tenant' | 'delete zone' | 'delete record';
      readonly at: number;
    }
  | {
      readonly act:
        | 'create tenant'
        | 'create zone'
        | 'create record'
        | 'rename tenant'
        | 'rename brand'
        | 'sign zone'
        | 'change record'
        | 'move zone';
      readonly at: number;
      readonly to: number;
    };

const few = fc.nat({ max: 2 });
const choice = (...acts: Step['act'][]) =>
  fc.record({ act: fc.constantFrom(...acts), at: few, to: few }) as fc.Arbitrary<Step>; // `to` is there where it is needed

/** Short lives of a few resources: creations, changes and deletions in any order, sensible or not. */
export const lives = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: choice('create brand', 'create tenant', 'create zone', 'create record') },
    { weight: 4, arbitrary: choice('rename tenant', 'rename brand', 'sign zone', 'change record', 'move zone') },
    { weight: 2, arbitrary: choice('delete brand', 'delete tenant', 'delete zone', 'delete record') },
  ),
  { minLength: 8, maxLength: 25 },
);

/** Plays steps against the platform; what cannot be done is refused there, which is fine. */
export class Life {
  private readonly ids = new Map<string, string>();

  /** @param name tells the resources of this life from those of others */
  constructor(
    private readonly api: ApiClient,
    private readonly name: string,
  ) {}

  async play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const { status, text } = await this.take(step);
      if (status >= 500) throw new Error(`${JSON.stringify(step)} was answered with ${status}: ${text}`);
    }
  }

  private async take(step: Step): Promise<Answer> {
    const { api } = this;
    const at = (kind: string, n = step.at) => this.ids.get(`${kind}${n}`) ?? 'nobody';
    switch (step.act) {
      case 'create brand':
        return await this.made('brand', step.at, '/brands', { id: `${this.name}-b${step.at}`, ...brand('first') });
      case 'create tenant':
        return await this.made(
          'tenant',
          step.at,
          '/tenants',
          placedTenant({ name: 'first', brand_id: at('brand', step.to) }),
        );
      case 'create zone':
        return await this.made('zone', step.at, '/zones', {
          name: `z${step.at}.${this.name}.example`,
          tenant_id: at('tenant', step.to),
        });
      case 'create record':
        return await this.made('record', step.at, `/zones/${at('zone', step.to)}/records`, {
          type: 'A',
          name: `r${step.at}`,
          content: '192.0.2.1',
        });
      case 'rename brand':
        return await api.put(`/brands/${at('brand')}`, brand(`name ${step.to}`), NOW);
      case 'rename tenant':
        return await api.put(`/tenants/${at('tenant')}`, { name: step.to === 0 ? null : `name ${step.to}` }, NOW);
      case 'sign zone':
        return await api.put(`/zones/${at('zone')}`, { dnssec: step.to === 1 }, NOW);
      case 'move zone':
        return await api.put(
          `/zones/${at('zone')}/tenant`,
          { tenant_id: step.to === 0 ? null : at('tenant', step.to) },
          NOW,
        );
      case 'change record':
        return await api.put(`/zone-records/${at('record')}`, { content: `192.0.2.${step.to}` }, NOW);
      case 'delete brand':
        return await api.delete(`/brands/${at('brand')}`, NOW);
      case 'delete tenant':
        return await api.delete(`/tenants/${at('tenant')}`, NOW);
      case 'delete zone':
        return await api.delete(`/zones/${at('zone')}`, NOW);
      case 'delete record':
        return await api.delete(`/zone-records/${at('record')}`, NOW);
    }
  }

  private async made(kind: string, at: number, path: string, body: object): Promise<Answer> {
    const answer = await this.api.post(path, body, NOW);
    if (answer.status < 300) this.ids.set(`${kind}${at}`, answer.body.id);
    return answer;
  }
}

const NOW = { prefer: 'wait=0' };

function brand(name: string): Record<string, string> {
  return {
    name,
    base_hostname: 'b.example',
    primary_ns: 'ns1.b.example',
    secondary_ns: 'ns2.b.example',
    hostmaster_email: 'dns@b.example',
  };
}

/** Every living resource of the kinds once all events up to a position have happened, as clients see it, by kind and id. */
export function foldedAt(
  events: readonly RecordedEvent[],
  position: number,
  kinds: readonly string[],
): Map<string, object> {
  const aggregates = new Map<string, Map<string, Resource>>();
  for (const event of events) {
    if (event.position > position) break;
    const key = `${event.aggregate_kind}/${event.aggregate_id}`;
    const resources = aggregates.get(key) ?? new Map<string, Resource>();
    aggregates.set(key, resources);
    absorb(resources, event);
  }
  const living = [...aggregates.values()]
    .flatMap((resources) => [...resources.values()])
    .filter(({ status }) => status !== 'deleted');
  return new Map(
    living
      .filter(({ kind }) => kinds.includes(kind))
      .map((resource) => [`${resource.kind}/${resource.id}`, render(kindNamed(resource.kind), resource)]),
  );
}
