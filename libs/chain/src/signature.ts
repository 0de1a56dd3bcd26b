import { z } from 'zod';
import { Hash } from './hash.js';
import { ChainKey, isSignedBy, type Signer, trustedKeys } from './key.js';

/** What the platform signs beside checkpoints, each for what it is alone: a signature of one sort never passes for another. */
export const Purpose = z.enum(['tenant-bundle']);
export type Purpose = z.output<typeof Purpose>;

/** A signature of a digest, with the key that made it. */
export const Signature = z.strictObject({ key: ChainKey, signature: z.string() });
export type Signature = z.output<typeof Signature>;

/** The text that is signed. Checkpoints and keys begin with other words. */
export function signedText(purpose: Purpose, sha256: string): string {
  return `freehold signature 1\npurpose ${purpose}\nsha256 ${sha256}\n`;
}

/** @param sha256 64 hexadecimal digits */
export function signed(signer: Signer, purpose: Purpose, sha256: string): Signature {
  return { key: signer.key, signature: signer.sign(signedText(purpose, Hash.parse(sha256))) };
}

/**
 * Whether a trusted key made the signature, or one that trusted keys vouch for.
 * @param keys as the signer tells them: they prove nothing by themselves
 */
export function isTrusted(
  { key, signature }: Signature,
  of: {
    readonly purpose: Purpose;
    readonly sha256: string;
    readonly trusted: readonly string[];
    readonly keys: readonly ChainKey[];
  },
): boolean {
  const public_key = trustedKeys(of.trusted, [...of.keys, key]).get(key.id);
  return public_key !== undefined && isSignedBy(public_key, signedText(of.purpose, of.sha256), signature);
}
