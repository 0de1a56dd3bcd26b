import { setTimeout as pause } from 'node:timers/promises';
import type { CommandReply } from '@freehold/contracts/command';
import { Node } from '@freehold/contracts/fleet/node';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import { settled } from '@freehold/ledger/process';
import { type AgentAddress, type EnrolInit, openEnrolment } from '@freehold/rpc/agent-connection';
import { AgentError } from '@freehold/rpc/agent-error';
import type { Credentials } from '@freehold/rpc/credentials';
import { asBackendError } from '@freehold/service/agents';
import { RequestRefused, type SignedCertificate } from '../authority/certificate-authority.js';
import type { PlatformAuthority } from '../authority/platform-authority.js';
import type { Deployer } from '../deployers/deployer.js';
import type { NodeIdentities } from './node-identities.js';

export interface EnrolmentParts {
  readonly authority: PlatformAuthority;
  readonly identities: NodeIdentities;
  /** Of the fleet service itself. */
  readonly credentials: () => Promise<Credentials>;
  readonly command: (wish: Wish) => Promise<CommandReply>;
  readonly view: Pick<LocalView, 'passed'>;
}

/** Where a node's agent answers, and who can hand it an invitation. */
export interface Reachable {
  readonly address: string;
  readonly deployer: Deployer;
}

/** What an agent has shown when it was asked for a signing request. */
interface Shown {
  readonly signing_request_pem: string;
  readonly token: string;
  /** The certificate that we gave it last, so that it needs no token. */
  readonly proven: boolean;
}

const REQUEST: EnrolInit = { step: { case: 'signingRequestWanted', value: {} } };
const VIEW_WITHIN_MS = 5_000;
/** An agent that has no good certificate looks for a token every second. */
const INVITED_WITHIN_MS = 5_000;
const LOOK_MS = 1_000;

/**
 * Gives nodes their certificates. An agent is believed when it shows the certificate that it was given last, or else the token that
 * was handed to it through its host; one that shows neither is handed a new token, by which only whoever has its disk can profit.
 */
export class Enrolment {
  private readonly turns = new Map<string, Promise<void>>();

  constructor(private readonly parts: EnrolmentParts) {}

  /** Hands an agent what it needs to be enrolled. */
  async invite(node_id: string, deployer: Deployer): Promise<void> {
    const { authority, identities } = this.parts;
    const { certificate_pem } = await authority.get();
    const token = await identities.invite(node_id);
    await deployer.invite(node_id, { token, authority_pem: certificate_pem });
  }

  /**
   * Gives a node a new certificate, and records it: with this event every earlier one of the node is revoked. One at a time a node.
   * @throws BackendError when its agent is not reached, or cannot prove who it is
   */
  async enrol(node: Resource, at: Reachable, signal: AbortSignal): Promise<void> {
    const before = this.turns.get(node.id) ?? Promise.resolve();
    const turn = before.then(() => this.certify(node, at, signal));
    const ended = turn.catch(() => undefined);
    this.turns.set(node.id, ended);
    try {
      await turn;
    } catch (error) {
      throw asBackendError(node, error);
    } finally {
      if (this.turns.get(node.id) === ended) this.turns.delete(node.id);
    }
  }

  private async certify(node: Resource, at: Reachable, signal: AbortSignal): Promise<void> {
    const agent = { address: at.address, node_id: node.id, credentials: await this.parts.credentials() };
    const certificate =
      (await this.admit(node.id, await this.shown(node, agent, signal))) ??
      (await this.invited(node, agent, at, signal));
    const message: EnrolInit = { step: { case: 'certificate', value: { chainPem: certificate.chain_pem } } };
    await openEnrolment(agent).enrol(message, signal);
    await this.record(node.id, certificate);
  }

  /** Hands the agent a new token, and waits until it shows it. */
  private async invited(
    node: Resource,
    agent: AgentAddress,
    { address, deployer }: Reachable,
    signal: AbortSignal,
  ): Promise<SignedCertificate> {
    await this.invite(node.id, deployer);
    for (const deadline = Date.now() + INVITED_WITHIN_MS; Date.now() < deadline; ) {
      await pause(LOOK_MS, undefined, { signal });
      const certificate = await this.admit(node.id, await this.shown(node, agent, signal));
      if (certificate) return certificate;
    }
    throw new BackendError('unavailable', `the agent at ${address} does not show the join token of node ${node.id}`);
  }

  /** Asks the agent for its request. A certificate of another node's, or of an earlier life of this one, proves nothing. */
  private async shown(node: Resource, agent: AgentAddress, signal: AbortSignal): Promise<Shown> {
    const given = [await this.parts.identities.issued(node.id), node.observed?.['certificate_serial']];
    for (const certificate_serial of new Set(given.filter((serial) => typeof serial === 'string'))) {
      try {
        const { response, proven } = await openEnrolment({ ...agent, certificate_serial }).enrol(REQUEST, signal);
        return { signing_request_pem: response.signingRequestPem, token: response.joinToken, proven };
      } catch (error) {
        if (!(error instanceof AgentError && error.reason === 'distrusted')) throw error;
      }
    }
    const { response } = await openEnrolment(agent).enrol(REQUEST, signal);
    return { signing_request_pem: response.signingRequestPem, token: response.joinToken, proven: false };
  }

  /** Signs what an agent has asked for. @returns undefined when it has not shown who it is */
  private async admit(id: string, shown: Shown): Promise<SignedCertificate | undefined> {
    const { authority, identities } = this.parts;
    const certificate = await (await authority.get())
      .sign(shown.signing_request_pem, { is: 'node', id })
      .catch((cause: unknown) => {
        if (!(cause instanceof RequestRefused)) throw cause;
        throw new BackendError('malformed', `node ${id}: ${cause.message}`, { cause });
      });
    if (!shown.proven) return (await identities.redeem(id, shown.token, certificate.serial)) ? certificate : undefined;
    await identities.renew(id, certificate.serial);
    return certificate;
  }

  private async record(node_id: string, { serial, expires_at }: SignedCertificate): Promise<void> {
    const { command, view } = this.parts;
    const data = { certificate_serial: serial, certificate_expires_at: expires_at };
    const reply = settled(await command({ kind: Node, verb: 'enrolled', resource_id: node_id, data, cause: [serial] }));
    if (reply.outcome === 'accepted') await view.passed(reply.position, VIEW_WITHIN_MS);
  }
}
