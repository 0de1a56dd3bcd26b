import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { Http2SessionManager } from '@connectrpc/connect-node';
import { PeerDistrusted } from './agent-error.js';
import type { Credentials } from './credentials.js';
import { endOf, identityOf, normalSerial } from './identity.js';

export interface NodeAddress {
  /** `host:port` */
  readonly address: string;
  /** Of the node resource: the certificate at the address must say so. */
  readonly node_id: string;
  /** The only certificate that is accepted, hexadecimal (= any that the authority gave the node). */
  readonly certificate_serial?: string;
}

/** Longest time that a timer takes. */
const LONGEST_TIMER = 2 ** 31 - 1;
const CONNECT_MS = 5_000;
const KEEPALIVE = {
  pingIntervalMs: 10_000,
  pingTimeoutMs: 5_000,
  connectTimeoutMs: CONNECT_MS,
  idleConnectionTimeoutMs: 600_000,
};

/**
 * The HTTP/2 connection to a node that has been enrolled: made at the first call and again after it broke. Nothing is sent before
 * the server's certificate was found to be the node's; the connection ends when that certificate does.
 */
export function nodeSession(node: NodeAddress, credentials: Credentials): Http2SessionManager {
  return new Http2SessionManager(`https://${node.address}`, KEEPALIVE, {
    createConnection() {
      const socket = connect({
        ...optionsOf(node, credentials),
        // Names of hosts say nothing here: the address is where the node is, the certificate says who it is.
        checkServerIdentity: (_, { raw }) => whyNot(node, new X509Certificate(raw)),
      });
      socket.once('secureConnect', () => endWithCertificate(socket));
      return socket;
    },
  });
}

export interface EnrolmentSession {
  readonly manager: Http2SessionManager;
  /** Whether the server has shown the node's own certificate. */
  readonly proven: boolean;
}

/**
 * One connection to a server that the authority need not vouch for, as it may not have been enrolled yet.
 * @throws PeerDistrusted when the authority says that it is somebody else
 */
export async function enrolmentSession(
  node: NodeAddress,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<EnrolmentSession> {
  const socket = connect({
    ...optionsOf(node, credentials),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]) });
    const certificate = socket.getPeerX509Certificate();
    const distrust = socket.authorized && certificate && whyNot(node, certificate);
    if (distrust) throw distrust;
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const manager = new Http2SessionManager(`https://${node.address}`, KEEPALIVE, { createConnection: () => socket });
  return { manager, proven: socket.authorized };
}

function optionsOf({ address }: NodeAddress, { key_pem, chain_pem, authority_pem }: Credentials): ConnectionOptions {
  const { hostname, port } = new URL(`https://${address}`);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 443),
    key: key_pem,
    cert: chain_pem,
    ca: authority_pem,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['h2'],
  };
}

/** @param certificate one that the authority vouches for, today */
function whyNot(node: NodeAddress, certificate: X509Certificate): PeerDistrusted | undefined {
  const identity = identityOf(certificate);
  if (identity?.is !== 'node' || identity.id !== node.node_id) {
    return new PeerDistrusted(`the server at ${node.address} is somebody else`);
  }
  const pinned = node.certificate_serial;
  if (pinned !== undefined && normalSerial(certificate.serialNumber) !== normalSerial(pinned)) {
    return new PeerDistrusted(`the certificate at ${node.address} has been replaced or revoked`);
  }
  return undefined;
}

/** A connection lives no longer than the certificate that it was made with. */
function endWithCertificate(socket: TLSSocket): void {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return; // Verified before, so there is one.
  const left = Math.min(endOf(certificate) - Date.now(), LONGEST_TIMER);
  const timer = setTimeout(() => socket.destroy(new PeerDistrusted("the node's certificate has expired")), left);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
