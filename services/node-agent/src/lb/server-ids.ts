import { createHash } from 'node:crypto';

/** HAProxy 2.6 multiplies an id by 4096 in 32 bits to place a server on the circle: ids that differ above that are one place. */
const PLACES = 2 ** 20 - 1;

/**
 * The numbers by which servers lie on the circle of consistent hashing: from their names alone, so that a host leads to the same
 * node on every load balancer, before and after a restart, in whatever order the nodes came. Two names of one number (once in a
 * million) are told apart in order of name.
 */
export function serverIds(names: Iterable<string>): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  const taken = new Set<number>();
  for (const name of [...names].sort()) {
    let id = place(name, 0);
    for (let attempt = 1; taken.has(id); attempt += 1) id = place(name, attempt);
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

function place(name: string, attempt: number): number {
  return (createHash('sha256').update(`${attempt} ${name}`).digest().readUInt32BE() % PLACES) + 1;
}
