import type { Rows } from '../access/rows.js';

/** How fresh the picture of one provider, or of all, is. */
export interface Standing {
  /** Of the newest run: `never` without one; a run that waits counts as running. */
  readonly status: 'never' | 'running' | 'completed' | 'held' | 'failed';
  readonly last_run_at: string | null;
  readonly last_successful_sync: string | null;
  /** Why the newest run that has ended failed, or is held back; null when it was complete. */
  readonly last_error: string | null;
}

export interface ProviderStanding extends Standing {
  readonly provider_id: string;
  readonly name: string;
  readonly last_run_id: string | null;
}

const sql = `
SELECT p.id AS provider_id, coalesce(p.spec ->> 'name', p.id) AS name, newest.id AS last_run_id,
  CASE WHEN newest.status IS NULL THEN 'never' WHEN newest.status = 'pending' THEN 'running' ELSE newest.status END AS status,
  coalesce(newest.started_at, newest.created_at) AS last_run_at,
  complete.finished_at AS last_successful_sync,
  ended.status_message AS last_error
FROM resource p
LEFT JOIN LATERAL (
  SELECT id, status, started_at, created_at FROM sync_run r WHERE r.provider_id = p.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) newest ON true
LEFT JOIN LATERAL (
  SELECT status_message FROM sync_run r WHERE r.provider_id = p.id AND r.status IN ('completed', 'failed', 'held') ORDER BY r.created_at DESC, r.id DESC LIMIT 1) ended ON true
LEFT JOIN LATERAL (
  SELECT finished_at FROM sync_run r WHERE r.provider_id = p.id AND r.completed_position IS NOT NULL ORDER BY r.completed_position DESC LIMIT 1) complete ON true
WHERE p.kind = 'provider' ORDER BY p.created_at, p.id`;

/** The standing of every provider that there is, and of all together: the worst of them. */
export async function syncStatus(rows: Rows): Promise<Standing & { readonly providers: readonly ProviderStanding[] }> {
  const { rows: providers } = await rows.query<ProviderStanding>({ name: 'sync_run.status', text: sql });
  const worst = (['failed', 'held', 'running', 'completed'] as const).find((status) =>
    providers.some((provider) => provider.status === status),
  );
  const newest = (field: 'last_run_at' | 'last_successful_sync') =>
    providers
      .map((provider) => provider[field])
      .filter((time) => time !== null)
      .toSorted()
      .at(-1) ?? null;
  return {
    status: worst ?? 'never',
    last_run_at: newest('last_run_at'),
    last_successful_sync: newest('last_successful_sync'),
    last_error: providers.find(({ last_error }) => last_error !== null)?.last_error ?? null,
    providers,
  };
}
