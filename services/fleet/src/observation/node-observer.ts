import { setTimeout as pause } from 'node:timers/promises';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { ObserveResponse } from '@freehold/rpc/agent';
import { type Agents, isDistrusted, type NodeRow } from '@freehold/service/agents';
import type { Logger } from '@freehold/service/log';
import type { Enrolment, Reachable } from '../enrolment/enrol-node.js';
import type { NodeReports } from './node-reports.js';

export interface ObserverParts {
  readonly agents: Agents;
  readonly enrolment: Enrolment;
  readonly reports: NodeReports;
  readonly log: Logger;
  /** A node that has not been heard for so long is not well. */
  readonly silence_ms: number;
}

/** Between two tries: doubled each time, up to the longest. */
const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;

/** Hears one node for as long as it is to be observed, comes back to it whenever it is lost, and has it enrolled anew when it must be. */
export class NodeObserver {
  private readonly ending = new AbortController();
  private stream = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private silence: NodeJS.Timeout | undefined;
  /** Why the node is not heard. */
  private reason = 'it has not answered yet';

  constructor(
    private readonly parts: ObserverParts,
    private node: Resource,
    private at: Reachable,
  ) {}

  start(): void {
    this.watchSilence();
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.stream.abort();
    clearTimeout(this.silence);
    await this.loop;
  }

  /** Goes on with the node as its rows say now; one that has moved, or has another certificate, is heard over a new stream. */
  follow(node: Resource, at: Reachable): void {
    const isOther = addressed(node, at) !== addressed(this.node, this.at);
    this.node = node;
    this.at = at;
    if (isOther) this.stream.abort();
  }

  private async run(): Promise<void> {
    let wait = FIRST_MS;
    while (!this.ending.signal.aborted) {
      this.stream = new AbortController();
      const { signal } = this.stream;
      try {
        for await (const message of this.parts.agents.observe(this.row(), signal)) {
          wait = FIRST_MS;
          await this.heard(message);
        }
        throw new BackendError('unavailable', 'the agent has ended the observation');
      } catch (error) {
        if (signal.aborted) continue; // It moved, or is not observed any more.
        await this.lost(error);
        await pause(wait, undefined, { signal }).catch(() => undefined);
        wait = Math.min(wait * 2, LONGEST_MS);
      }
    }
  }

  private async heard({ message }: ObserveResponse): Promise<void> {
    clearTimeout(this.silence);
    this.silence = undefined;
    await this.parts.reports.heard(this.node.id, message);
  }

  private async lost(error: unknown): Promise<void> {
    const { log, enrolment } = this.parts;
    const { id } = this.node;
    if (!(error instanceof BackendError)) log.warn({ err: error, node_id: id }, 'what a node told was not recorded');
    this.reason = error instanceof BackendError ? error.detail : this.reason;
    this.watchSilence();
    if (!isDistrusted(error)) return;
    try {
      log.warn({ node_id: id }, 'a node has lost its certificate, or it has expired: it is enrolled again');
      await enrolment.enrol(this.node, this.at, this.ending.signal);
    } catch (failure) {
      this.reason = failure instanceof Error ? failure.message : this.reason;
      if (!this.ending.signal.aborted) log.warn({ err: failure, node_id: id }, 'a node could not be enrolled again');
    }
  }

  private watchSilence(): void {
    this.silence ??= setTimeout(() => {
      void this.parts.reports
        .silent(this.node.id, this.reason)
        .catch((error: unknown) => this.parts.log.warn({ err: error }, 'the silence of a node was not recorded'));
    }, this.parts.silence_ms);
  }

  /** Its deployment knows where it is before its own row does. */
  private row(): NodeRow {
    return { id: this.node.id, observed: { ...this.node.observed, grpc_address: this.at.address } };
  }
}

function addressed({ observed }: NodeRow, { address }: Reachable): string {
  return `${address} ${String(observed?.['certificate_serial'])}`;
}
