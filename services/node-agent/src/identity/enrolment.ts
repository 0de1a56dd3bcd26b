import { isDeepStrictEqual } from 'node:util';
import { create } from '@bufbuild/protobuf';
import { type EnrolRequest, type EnrolResponse, EnrolResponseSchema } from '@freehold/rpc/agent';
import type { Credentials } from '@freehold/rpc/credentials';
import type { Logger } from 'pino';
import { Turns } from '../engine/turns.js';
import { CertificateRefused, endOfChain, type IdentityStore, type Join } from './identity-store.js';

/** Who the agent is at this moment. */
export interface Standing {
  readonly credentials: Credentials;
  /** With a certificate of the authority that has not ended. */
  readonly enrolled: boolean;
}

/**
 * How a node gets its certificate. Without one it serves with a certificate that nobody vouches for, and shows its join token to
 * whoever the authority of `join.json` says is fleet (the server lets nobody else in). With one it renews without a token.
 */
export class Enrolment {
  /** A look that began before a certificate came must not end after it: it would put the node back to waiting. */
  private readonly turns = new Turns();
  private current: Standing | undefined;
  private offered: Join | undefined;
  /** Milliseconds since 1970; 0 without a certificate. */
  private believedUntil = 0;

  /** @param changed told of every new standing, before the call that brought it is answered */
  constructor(
    private readonly store: IdentityStore,
    private readonly node_id: string,
    private readonly log: Logger,
    private readonly changed: (standing: Standing) => Promise<void>,
  ) {}

  /**
   * Looks at the disk: at the start, and again while there is no good certificate. An expired one is replaced by waiting only where
   * somebody has brought a new `join.json`.
   */
  look(): Promise<void> {
    return this.turns.take(() => this.readDisk());
  }

  /** Whether {@link look} may find something new: there is no certificate that clients believe. */
  get isWanting(): boolean {
    return this.believedUntil <= Date.now();
  }

  /** Puts key and certificate on an emptied disk again. */
  restore(): Promise<void> {
    return this.turns.take(async () => {
      if (!this.current?.enrolled) return;
      await this.store.keepKey(this.current.credentials.key_pem);
      await this.store.keep(this.current.credentials);
    });
  }

  answer({ step }: EnrolRequest): Promise<EnrolResponse> {
    return this.turns.take(async () => {
      switch (step.case) {
        case 'signingRequestWanted':
          return this.request();
        case 'certificate':
          await this.take(step.value.chainPem);
          return create(EnrolResponseSchema);
        case undefined:
          throw new CertificateRefused('Nothing was asked for.');
      }
    });
  }

  private async readDisk(): Promise<void> {
    const join = await this.store.join();
    const kept = await this.store.load();
    const isBelieved = kept && (!join || join.authority_pem.trim() === kept.authority_pem.trim());
    if (kept && isBelieved && endOfChain(kept) > Date.now())
      await this.stand({ credentials: kept, enrolled: true }, join);
    else if (join) await this.awaitEnrolment(join);
    else if (kept) await this.stand({ credentials: kept, enrolled: false }, undefined);
  }

  private async request(): Promise<EnrolResponse> {
    const { signingRequest } = await import('@freehold/rpc/signing-request'); // 20 MB that are needed once a day
    const signingRequestPem = await signingRequest(await this.key(), this.node_id);
    return create(EnrolResponseSchema, { signingRequestPem, joinToken: this.offered?.token ?? '' });
  }

  /** @throws CertificateRefused */
  private async take(chain_pem: string): Promise<void> {
    if (!this.current) throw new CertificateRefused('There is no authority yet.');
    const credentials = { ...this.current.credentials, key_pem: await this.key(), chain_pem };
    await this.store.keep(credentials);
    await this.store.forgetJoin();
    await this.stand({ credentials, enrolled: true }, undefined);
    this.log.info('the node has a new certificate');
  }

  private async awaitEnrolment(join: Join): Promise<void> {
    if (!this.current?.enrolled && isDeepStrictEqual(join, this.offered)) return; // It waits for this one already.
    const { selfSigned } = await import('@freehold/rpc/signing-request');
    const key_pem = await this.key();
    const chain_pem = await selfSigned(key_pem, this.node_id);
    this.log.info('the node waits for its certificate');
    await this.stand({ credentials: { key_pem, chain_pem, authority_pem: join.authority_pem }, enrolled: false }, join);
  }

  private async stand(standing: Standing, join: Join | undefined): Promise<void> {
    const isNews = !isDeepStrictEqual(standing, this.current);
    this.current = standing;
    this.offered = join;
    this.believedUntil = standing.enrolled ? endOfChain(standing.credentials) : 0;
    if (isNews) await this.changed(standing);
  }

  /** Made once, on the node. */
  private async key(): Promise<string> {
    const kept = await this.store.key();
    if (kept) return kept;
    const { newKey } = await import('@freehold/rpc/signing-request');
    const made = newKey();
    await this.store.keepKey(made);
    return made;
  }
}
