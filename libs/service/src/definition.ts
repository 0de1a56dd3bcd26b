import type { CommandEnvelope, CommandReply } from '@freehold/contracts/command';
import type { Owned } from '@freehold/ledger/command-handler';
import type { Wish } from '@freehold/ledger/commander';
import type { Projection } from '@freehold/ledger/follower';
import type { Ledger } from '@freehold/ledger/ledger';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Positions } from '@freehold/ledger/positions';
import type { Process } from '@freehold/ledger/process';
import type { Reconciler } from '@freehold/ledger/reconciler';
import type { Trigger } from '@freehold/ledger/resource-rows';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import type { Destroyed } from '@freehold/vault/key-store';
import type { Vault } from '@freehold/vault/vault';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Asks } from './asks.js';
import type { ServiceConfig } from './config.js';
import type { Logger } from './log.js';
import type { Migration } from './postgres.js';

/** What a service is: everything that the runtime needs to run it. */
export interface ServiceDefinition<C extends z.ZodObject = z.ZodObject> {
  /** Its folder's name; also its NATS user and, with `_` for `-`, its PostgreSQL schema. */
  readonly name: string;
  /** Context of its events and commands. */
  readonly context: string;
  /** Its own environment variables, beside {@link ServiceConfig}. */
  readonly config: C;
  readonly migrations: readonly Migration[];
  readonly entities?: readonly (new () => object)[];
  /** Whether it seals and opens secrets; such a service needs the master key. */
  readonly vault?: boolean;
  /** Whether it destroys keys without sealing or opening anything; such a service needs no master key. */
  readonly shreds?: boolean;
  /** The role under which it answers requests, which its own may become; see {@link Parts.reading}. */
  readonly reader?: string;
  /** Kinds of other contexts that it wants rows of, beside those that its own kinds refer to. */
  readonly knows?: readonly string[];
  /** Puts the service together; called once, with open connections. */
  wire(parts: Parts<z.output<C>>): Wiring;
}

/** Declares a service; its configuration is typed by its schema from here on. */
export function defineService<C extends z.ZodObject>(definition: ServiceDefinition<C>): ServiceDefinition {
  return definition; // methods are bivariant: `wire` reads its own config, which the runtime parses with the same schema
}

/** What a service is made of: open connections, and what the ledger's runners offer. */
export interface Parts<C> {
  readonly config: C & ServiceConfig;
  readonly log: Logger;
  readonly nc: NatsConnection;
  readonly pool: Pool;
  /** Connections under the reader's role. @throws Error when the definition names none */
  readonly reading: Pool;
  readonly dataSource: DataSource;
  readonly ledger: Ledger;
  readonly positions: Positions;
  readonly view: LocalView;
  /** @throws Error when the definition does not ask for it */
  readonly vault: Vault;
  /** Destroys an owner's key, for good. @throws Error when the definition asks neither for the vault nor for this */
  shred(owner: string): Promise<Destroyed>;
  /** Sends a command as the service itself, to its own kinds or to another service's. */
  command(wish: Wish): Promise<CommandReply>;
  /** Sends a command that has an actor and ids already. */
  send(context: string, command: CommandEnvelope): Promise<CommandReply>;
}

export interface Wiring {
  readonly owned?: readonly Owned[];
  readonly reconcilers?: readonly Reconciler[];
  readonly processes?: readonly Process[];
  /** Followers beside the one that keeps the rows of the service's own kinds. */
  readonly projections?: readonly Projection[];
  /** Further work: what raises it, and what does it. */
  readonly triggers?: readonly Trigger[];
  readonly handlers?: ReadonlyMap<string, WorkHandler>;
  /** Work that is done at once (= 16). */
  readonly concurrency?: number;
  /** Questions that make no event, on `ask.<context>.<verb>`. */
  readonly asks?: Asks;
  /** Commands sent at every start; their fixed cause makes each of them one command for ever. */
  readonly seeds?: readonly Wish[];
  started?(): Promise<void> | void;
  /** Why it cannot serve, beside what the runtime sees itself: a sentence for /readyz. */
  notReady?(): string | undefined;
  /** The service stops: what is under way is cut short. */
  stopped?(): Promise<void> | void;
  /** Its work has ended, and none is begun any more. */
  idle?(): Promise<void> | void;
}
