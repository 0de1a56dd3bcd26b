import { z } from 'zod';

/** What a scope can allow. */
export const ACTIONS = ['read', 'write', 'delete'] as const;

/** `zones:write`; `*` stands for every resource, or for every action. Resources are the plurals of kinds, and those of the gateway itself. */
export const Scope = z
  .string()
  .regex(
    /^(\*|[a-z][a-z-]{0,62}):(\*|read|write|delete)$/,
    'a scope such as zones:read, zones:* or *:*: a resource, and read, write, delete or *',
  );

/** Whether scopes hold what is asked for, such as `zones:write`. */
export function holds(scopes: readonly string[], needed: string): boolean {
  const [resource = '', action = ''] = needed.split(':');
  return scopes.some((scope) => {
    const [have = '', may = ''] = scope.split(':');
    return (have === '*' || have === resource) && (may === '*' || may === action);
  });
}
