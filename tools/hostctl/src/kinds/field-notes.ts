import type { Kind } from '@freehold/contracts/kind';
import type { Field } from './fields.js';

/** What a reader must know of a field beside its type: for help and for `explain`. */
export function fieldNotes(
  kind: Pick<Kind, 'refs' | 'within' | 'immutable' | 'internal' | 'secret'>,
  field: Field,
): string[] {
  const [top = ''] = field.path;
  const target = kind.within?.field === top ? kind.within.kind : kind.refs?.[top]?.kind;
  const notes = [
    field.description,
    field.example && `such as ${field.example}`,
    target && `id of a ${target}`,
    field.limits,
    kind.immutable?.includes(top) && 'cannot be changed later',
    kind.internal?.includes(top) && 'set by the platform',
    kind.secret?.includes(top) && 'secret: never shown',
  ];
  return notes.filter((note): note is string => typeof note === 'string' && note !== '');
}
