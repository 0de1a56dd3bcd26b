/** Who asks: the holder of an API key. */
export interface Identity {
  /** Id of the key. */
  readonly id: string;
  /** As events name it: `key:<id>`. */
  readonly actor: string;
  /** `zones:write`; `*` stands for every resource or every action. */
  readonly scopes: readonly string[];
  /** Ids of brands, or `*` for the platform's administrators. */
  readonly brands: readonly string[];
}

/** Whether scopes hold what a route asks for. */
export function holds(scopes: readonly string[], needed: string): boolean {
  const [resource = '', action = ''] = needed.split(':');
  return scopes.some((scope) => {
    const [have = '', may = ''] = scope.split(':');
    return (have === '*' || have === resource) && (may === '*' || may === action);
  });
}
