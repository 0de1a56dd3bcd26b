import { BANDWIDTH_SUBJECT, type BandwidthSamples } from '@freehold/contracts/inventory/bandwidth-samples';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { Observation } from '../backends/provider-backend.js';
import { vpsId } from './account-differences.js';

/** A message of 500 samples takes about 35 kB. */
const SAMPLES_PER_MESSAGE = 500;

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
