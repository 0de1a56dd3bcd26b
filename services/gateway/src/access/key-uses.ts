import { ApiKey } from '@freehold/contracts/identity/api-key';
import type { Kind } from '@freehold/contracts/kind';
import type { ResourceView } from '@freehold/contracts/view';
import type { Rows } from './rows.js';

/** Views of keys with the minute of their last use, which no event tells; those of other kinds as they are. */
export async function withLastUses(
  kind: Kind,
  views: readonly ResourceView[],
  { rows }: { readonly rows: Rows },
): Promise<readonly ResourceView[]> {
  if (kind.name !== ApiKey.name || views.length === 0) return views;
  const uses = await rows.query<{ id: string; last_used_at: string }>({
    name: 'api_key.uses',
    text: 'SELECT id, last_used_at FROM api_key_use WHERE id = ANY ($1)',
    values: [views.map(({ id }) => id)],
  });
  const byId = new Map(uses.rows.map(({ id, last_used_at }) => [id, last_used_at]));
  return views.map((view) => ({ ...view, last_used_at: byId.get(view.id) ?? null }));
}
