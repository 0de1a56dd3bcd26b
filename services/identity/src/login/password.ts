import { hash, verify } from '@node-rs/argon2';

/** argon2id as OWASP’s password storage cheat sheet has it: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password, with its parameters and salt in it (PHC text). */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize('NFC'), PARAMETERS);
}

/** Whether it is the password. Without a hash it takes as long, and is not. */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const right = await verify(hashed ?? (await (nobodys ??= hashPassword('nobody’s'))), password.normalize('NFC'));
  return right && hashed !== undefined;
}

let nobodys: Promise<string> | undefined;
