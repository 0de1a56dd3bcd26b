import { BANDWIDTH_SUBJECT, type BandwidthSamples, SAMPLES } from '@freehold/contracts/inventory/bandwidth-samples';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import type { Observation } from '../backends/provider-backend.js';
import { vpsId } from './account-differences.js';

const KEPT_NS = 7 * 86_400 * 1e9;
/** A message of 500 samples takes about 35 kB. */
const SAMPLES_PER_MESSAGE = 500;

/** Creates the stream of samples where it is missing; an existing one is left as it is. */
export async function ensureSamples(jsm: JetStreamManager, replicas: number): Promise<void> {
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

/** Publishes the bandwidth that each VPS has used. It grows all the time, so it is a sample and no fact of the VPS. */
export async function publishBandwidth(
  js: JetStreamClient,
  provider_id: string,
  observed_at: string,
  { vps }: Observation,
): Promise<void> {
  const samples = vps.flatMap(({ external_id, bandwidth_used_gb: used_gb }) =>
    used_gb === null ? [] : [{ vps_id: vpsId(provider_id, external_id), used_gb }],
  );
  for (let from = 0; from < samples.length; from += SAMPLES_PER_MESSAGE) {
    const message: BandwidthSamples = {
      provider_id,
      observed_at,
      samples: samples.slice(from, from + SAMPLES_PER_MESSAGE),
    };
    await js.publish(BANDWIDTH_SUBJECT, JSON.stringify(message));
  }
}
