/** One field that an event changed. Absence and null are the same. */
export interface FieldChange {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

type Data = Readonly<Record<string, unknown>>;

/**
 * What an event changed, field by field, as its data tells it: a whole `spec` that was not there before, `changes` beside
 * their `previous` values, or a field beside its `previous_<field>`. Facts that only report have none.
 */
export function changesIn(data: Data): FieldChange[] {
  if (isRecord(data['spec'])) return pairs(data['spec'], {});
  if (isRecord(data['changes'])) return pairs(data['changes'], isRecord(data['previous']) ? data['previous'] : {});
  const before = Object.entries(data).filter(([field]) => field.startsWith('previous_'));
  return before.map(([field, old]) => {
    const name = field.slice('previous_'.length);
    return { field: name, old: old ?? null, new: data[name] ?? null };
  });
}

function pairs(now: Data, before: Data): FieldChange[] {
  return Object.entries(now)
    .map(([field, value]) => ({ field, old: before[field] ?? null, new: value ?? null }))
    .filter(({ old, new: value }) => old !== null || value !== null);
}

function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
