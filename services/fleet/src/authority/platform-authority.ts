import type { CommandReply } from '@freehold/contracts/command';
import { AUTHORITY, Authority } from '@freehold/contracts/fleet/authority';
import type { SpecOf } from '@freehold/contracts/kind';
import { PLATFORM_OWNER } from '@freehold/contracts/sealing';
import type { Wish } from '@freehold/ledger/commander';
import { Undecided } from '@freehold/ledger/process';
import type { Parts } from '@freehold/service/definition';
import { CertificateAuthority, newAuthority } from './certificate-authority.js';

/** The platform's one authority: made at the first start, and the one of the ledger ever after. */
export class PlatformAuthority {
  private opened: Promise<CertificateAuthority> | undefined;

  constructor(
    private readonly parts: {
      readonly command: (wish: Wish) => Promise<CommandReply>;
      readonly vault: Pick<Parts<unknown>['vault'], 'open'>;
      readonly certificate_seconds: number;
    },
  ) {}

  /** @throws Error when the ledger or the vault is away: whoever asks next tries again */
  get(): Promise<CertificateAuthority> {
    this.opened ??= this.open().catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  /** The cause makes it one command for ever: whoever sends it later, or in the same moment, is answered what the first has made. */
  private async open(): Promise<CertificateAuthority> {
    const { command, vault, certificate_seconds } = this.parts;
    const reply = await command({
      kind: Authority,
      verb: 'create',
      resource_id: AUTHORITY,
      data: { ...(await newAuthority()) },
      cause: ['first start'],
    });
    if (reply.outcome !== 'accepted') throw new Undecided(`the authority cannot be read: ${reply.outcome}`);
    const { certificate_pem, key_pem } = reply.resource.spec as SpecOf<typeof Authority>; // the kind's spec, its key sealed
    const key = await vault.open(PLATFORM_OWNER, `authority/${AUTHORITY}/key_pem`, key_pem);
    const pair = { certificate_pem, key_pem: JSON.parse(key) as string }; // sealed as JSON by the command handler
    return await CertificateAuthority.open(pair, certificate_seconds);
  }
}
