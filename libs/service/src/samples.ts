import { SAMPLES } from '@freehold/contracts/inventory/bandwidth-samples';
import type { Ledger } from '@freehold/ledger/ledger';

const KEPT_NS = 7 * 86_400 * 1e9;

/** Creates the stream of samples where it is missing; an existing one is left as it is. */
export async function ensureSamples(jsm: Ledger['jsm'], replicas: number): Promise<void> {
  const exists = await jsm.streams.info(SAMPLES).then(
    () => true,
    () => false, // absent, or JetStream is away: then creating it fails too, and says why
  );
  if (exists) return;
  await jsm.streams.add({
    name: SAMPLES,
    description: 'Samples and progress: measured again and again, no change of state',
    subjects: ['smp.>'],
    num_replicas: replicas,
    max_age: KEPT_NS,
    allow_direct: true,
  });
}
