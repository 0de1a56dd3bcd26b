import type { Kind } from '@freehold/contracts/kind';
import { flagNames } from '../kinds/field-options.js';
import type { Field } from '../kinds/fields.js';

/** `create record --zone-id <id> --type A …`: what a kind cannot do without. */
export function createExample(kind: Kind, fields: readonly Field[]): string {
  return ['create', kind.name, ...neededFlags(kind, fields)].join(' ');
}

/** The flags of the fields that must be there. */
export function neededFlags(kind: Kind, fields: readonly Field[]): string[] {
  const needed = fields.filter(({ required, type }) => required && type !== 'object');
  return needed.map((field) => flag(kind, field));
}

/** `update zone <id> --dnssec`: one field will do. */
export function updateExample(kind: Kind, fields: readonly Field[]): string {
  const first = fields.find(({ type, path }) => type !== 'object' && !kind.secret?.includes(path[0] ?? ''));
  return ['update', kind.name, '<id>', ...(first === undefined ? [] : [flag(kind, first)])].join(' ');
}

function flag(kind: Kind, field: Field): string {
  const name = `--${flagNames(field)[0]}`;
  if (kind.secret?.includes(field.path[0] ?? '')) return `${name}-file <path>`;
  return field.type === 'boolean' ? name : `${name} ${field.example ?? field.choices?.[0] ?? placeholder(kind, field)}`;
}

function placeholder(kind: Kind, { path: [top = ''], type, of }: Field): string {
  return kind.within?.field === top || kind.refs?.[top] !== undefined
    ? '<id>'
    : `<${type === 'list' ? (of ?? type) : type}>`;
}
