import type { Place } from '@freehold/chain/checkpoint';

/** The ledger does not say what it said when it was chained. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
}

/** Places that the chain has to pass through, as it did before: what is folded again is held against them. */
export class KnownPlaces {
  private readonly hashes = new Map<number, string>();
  /** The furthest of them: up to there the chain was written before. */
  furthest = 0;

  add({ position, hash }: Place): void {
    this.hashes.set(position, hash);
    this.furthest = Math.max(this.furthest, position);
  }

  /** @throws ChainBroken when the chain comes by there with another hash */
  check({ position, hash }: Place): void {
    const known = this.hashes.get(position);
    if (known === undefined) return;
    if (known !== hash)
      throw new ChainBroken(
        `up to position ${position} the ledger is not what was chained: an event was changed, or it is another ledger. Nothing is signed any more; see the runbook audit-chain-broken`,
      );
    this.hashes.delete(position);
  }
}
