import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ApiClient } from '@freehold/hostctl/api/client';
import { applyClusterFile } from '@freehold/hostctl/declared/apply';
import { type WebServers, webServers } from '@freehold/stack/programs';

const FILE = fileURLToPath(new URL('../../../examples/cluster.yaml', import.meta.url));
/** The load balancer of that file. */
const EDGE = 'edge-1';
const WITHIN_MS = 60_000;

/** What became of the example: where its load balancer answers (`host:port`), or why there is none. */
export type ExampleCluster = { readonly http: string } | { readonly missing: string };

/**
 * Makes the cluster of examples/cluster.yaml as an operator would, through the API, and waits until it is in service; changes nothing
 * where it is so already. Never throws: the platform runs without it.
 * @param url of the API, without its path
 */
export async function exampleCluster(url: string, key: string): Promise<ExampleCluster> {
  const programs = await webServers();
  if ('missing' in programs) return programs;
  const api = new ApiClient({ server: new URL(url), credential: () => key });
  try {
    const text = withVersions(await readFile(FILE, 'utf8'), programs);
    await applyClusterFile(text, FILE, { api, note: () => {}, timeout: WITHIN_MS });
    const { body } = await api.send({ method: 'GET', path: `/nodes/${EDGE}` });
    return { http: String((body as { http_address?: unknown }).http_address) }; // by the kind's observed schema
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return {
      missing: `The example cluster did not come up: ${said}. Try: npx hostctl cluster apply -f examples/cluster.yaml`,
    };
  }
}

/** The file names the PHP of Debian 12; the machine may have another one. */
function withVersions(text: string, { php_fpm }: WebServers): string {
  const newest = php_fpm[0]?.version;
  return newest === undefined ? text : text.replaceAll('"8.2"', JSON.stringify(newest));
}
