import type { Backend, Outcome, Route, Webroot } from '@freehold/rpc/agent';

/** What a node can hold; the names are those of the messages in proto/freehold/agent/v1. */
export type ResourceKind = 'webroot' | 'backend' | 'route';

/** One thing that the node should hold, as it lies in the desired state. */
export type Desired =
  | { readonly kind: 'webroot'; readonly id: string; readonly generation: number; readonly spec: Webroot }
  | { readonly kind: 'backend'; readonly id: string; readonly generation: number; readonly spec: Backend }
  | { readonly kind: 'route'; readonly id: string; readonly generation: number; readonly spec: Route };

export interface Key {
  readonly kind: ResourceKind;
  readonly id: string;
}

/** A change of the desired state: what is wanted from now on, or that nothing is. */
export type Change =
  | { readonly key: Key; readonly wanted: Desired }
  | { readonly key: Key; readonly wanted: undefined };

/** What became of one change. */
export interface Result {
  readonly key: Key;
  readonly outcome: Outcome;
  /** Why it was refused, in the software's own words; empty otherwise. Never a secret. */
  readonly detail: string;
}

/** What one look found other than it should be. */
export interface Difference {
  readonly key: Key | undefined;
  /** In words: `the site's file was changed`. */
  readonly what: string;
  /** Whether putting it right can do no harm: rewriting a file of ours is safe, deleting what somebody else put there is not. */
  readonly safe: boolean;
  /** Puts it right; called only where `safe`. */
  repair(): Promise<void>;
}

export interface Check {
  /** `nginx`, `php-fpm 8.2`, `haproxy`. */
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** The whole desired state of the role's kinds, by kind and id. */
export interface DesiredState {
  list(): readonly Desired[];
  get(key: Key): Desired | undefined;
}

/**
 * What a node does for the platform, as a module over real software. The engine calls one method at a time, never two at once.
 *
 * - Every method is idempotent, and safe after a crash in the middle of any other.
 * - A bad resource never harms its neighbours: it is REFUSED alone, and what was served of it before is served still.
 * - Daemons outlive the agent; a role that starts adopts those that run.
 */
export interface Role {
  readonly name: 'web' | 'lb';
  readonly kinds: readonly ResourceKind[];

  /** Writes what is desired, then starts the daemons or adopts those that run. Resources that are refused are left out and told by {@link apply} and {@link inspect}. */
  start(desired: DesiredState): Promise<void>;

  /**
   * Makes a batch of changes so with one test and one reload; `desired` holds them already. Reloads nothing when nothing on disk has
   * changed. Resolves once what was applied is served.
   */
  apply(changes: readonly Change[], desired: DesiredState): Promise<readonly Result[]>;

  /** Looks for differences between the node and the desired state: changed or missing files, modes, owners, orphans, runtime state. */
  inspect(desired: DesiredState): Promise<readonly Difference[]>;

  /** After repairs: whatever has to be reloaded is. */
  settle(desired: DesiredState): Promise<void>;

  /** The full set has been told, for the first time since the disk was empty or again: from now on visitors may come. */
  opened?(): Promise<void>;

  /** Whether its software serves. A daemon that has died is started again by the next call of {@link revive}. */
  check(): Promise<readonly Check[]>;

  revive(desired: DesiredState): Promise<void>;

  /** Ends the daemons in good order: the node is stopped. */
  stop(): Promise<void>;
}
