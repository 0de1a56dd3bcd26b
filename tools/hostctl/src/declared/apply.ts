import type { ApiClient } from '../api/client.js';
import { misused } from '../failure.js';
import { ClusterFile } from './cluster-file.js';
import { declaredIn } from './document.js';
import { type Applying, execute } from './execute.js';
import { brandsNamed, placesOf } from './places.js';
import { isChange, planOf, type Step } from './plan.js';
import { readPresent } from './present.js';
import { SeedFile } from './seed-file.js';
import type { Wanted } from './wanted.js';
import { wantedOfCluster, withProvisioning } from './wanted-cluster.js';
import { foreignBrands, wantedOfSeed } from './wanted-seed.js';

/** A sort of file that says what is to be there. Applying one twice changes nothing the second time. */
export interface Declared<D extends { readonly api_url?: string | undefined } = ClusterFile | SeedFile> {
  /** @throws Failure that names every wrong field with its line */
  read(text: string, source: string): D;
  /** What is to be done; nothing is changed. @throws Failure when a name leads nowhere, or a field cannot be changed */
  plan(document: D, api: ApiClient): Promise<Step[]>;
}

export const clusterFiles: Declared<ClusterFile> = {
  read: (text, source) => declaredIn(text, source, ClusterFile),
  async plan(document, api) {
    const wanted = distinct(wantedOfCluster(document));
    const present = await readPresent(api, wanted);
    return withProvisioning(planOf(wanted, present), present);
  },
};

export const seedFiles: Declared<SeedFile> = {
  read: (text, source) => declaredIn(text, source, SeedFile),
  async plan(document, api) {
    const [places, brands] = await Promise.all([
      placesOf(api, document.tenants),
      brandsNamed(api, foreignBrands(document)),
    ]);
    const wanted = distinct(wantedOfSeed(document, { places, brands }));
    return planOf(wanted, await readPresent(api, wanted));
  },
};

/**
 * Makes everything as a cluster's file wants it, and waits until the cluster is in service.
 * @returns what was done
 * @throws Failure when something is refused, fails, or is not done in time; a repeat goes on from there
 */
export async function applyClusterFile(text: string, source: string, applying: Applying): Promise<readonly Step[]> {
  const steps = await clusterFiles.plan(clusterFiles.read(text, source), applying.api);
  await execute(steps, applying);
  return steps.filter(isChange);
}

function distinct(wanted: readonly Wanted[]): readonly Wanted[] {
  const seen = new Set<string>();
  for (const { label } of wanted) {
    if (seen.has(label)) throw misused(`the file names the ${label} twice`);
    seen.add(label);
  }
  return wanted;
}
