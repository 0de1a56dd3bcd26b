import { Node } from '@freehold/contracts/fleet/node';
import { isGone } from '@freehold/contracts/resource';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { Later } from '@freehold/ledger/work-outcome';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import type { Reach } from '../deployment/reach.js';
import type { Enrolment } from './enrol-node.js';

/** The kind of work that renews certificates; its keys are node ids, and a key is due at the half of the certificate's life. */
export const RENEWAL = 'node-certificate';

/** A node that has got a certificate will need the next one. */
export const wantsRenewal: Trigger = ({ event, after }) =>
  event.kind === Node.name && event.fact === 'enrolled' ? [{ kind: RENEWAL, id: after.id }] : [];

/** Renews a node's certificate at the half of its life. One that is away is tried again; it is enrolled anew when it comes back too late. */
export function renewal(parts: {
  readonly view: LocalView;
  readonly enrolment: Enrolment;
  readonly certificate_seconds: number;
  readonly reach: Reach;
}): WorkHandler {
  const { view, enrolment, certificate_seconds, reach } = parts;
  return async ({ id }, signal) => {
    const node = await view.get(Node.name, id);
    const expires_at = node?.observed?.['certificate_expires_at'];
    if (isGone(node) || typeof expires_at !== 'string') return;
    const due_in = Date.parse(expires_at) - (certificate_seconds * 1000) / 2 - Date.now();
    if (due_in > 0) throw new Later(due_in);
    const reachable = await reach.of(node);
    if (reachable) await enrolment.enrol(node, reachable, signal);
  };
}
