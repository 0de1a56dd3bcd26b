import type { X509Certificate } from 'node:crypto';
import type { SecureClientSessionOptions } from 'node:http2';
import { connect, type TLSSocket } from 'node:tls';
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
const KEEPALIVE = { pingIntervalMs: 10_000, pingTimeoutMs: 5_000, connectTimeoutMs: 5_000, idleConnectionTimeoutMs: 600_000 };

/**
 * The HTTP/2 connection to one node: made at the first call and again after it broke; it keeps no process alive while nothing is
 * under way. Nothing is sent before the server's certificate is found to be good, and it ends when that certificate does.
 */
export class NodeSession {
  readonly manager: Http2SessionManager;
  /** Whether the server at the other end has shown the node's own certificate; false before there was one. */
  proven = false;

  /** @param unprovenAllowed also talks to a server that the authority does not vouch for: it has not been enrolled yet */
  constructor(
    private readonly node: NodeAddress,
    private readonly credentials: Credentials,
    private readonly unprovenAllowed: boolean,
  ) {
    const options: SecureClientSessionOptions = { createConnection: () => this.connect() };
    this.manager = new Http2SessionManager(`https://${node.address}`, KEEPALIVE, options);
  }

  close(): void {
    this.manager.abort();
  }

  private connect(): TLSSocket {
    const { hostname, port } = new URL(`https://${this.node.address}`);
    const { key_pem, chain_pem, authority_pem } = this.credentials;
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 443),
      key: key_pem,
      cert: chain_pem,
      ca: authority_pem,
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['h2'],
      rejectUnauthorized: !this.unprovenAllowed,
      // Names of hosts say nothing here: the address is where the node is, the certificate says who it is.
      checkServerIdentity: () => undefined,
    });
    // First of all listeners: HTTP/2 begins to speak after this one.
    socket.once('secureConnect', () => this.judge(socket));
    return socket;
  }

  private judge(socket: TLSSocket): void {
    const certificate = socket.getPeerX509Certificate();
    const why = certificate ? this.whyNot(certificate, socket.authorized) : 'it shows no certificate';
    if (why) {
      socket.destroy(new PeerDistrusted(`the server at ${this.node.address} is not the node: ${why}`));
      return;
    }
    this.proven = socket.authorized;
    if (certificate && socket.authorized) endWith(certificate, socket);
  }

  /** @param verified whether the authority vouches for it, today */
  private whyNot(certificate: X509Certificate, verified: boolean): string | undefined {
    if (!verified) return this.unprovenAllowed ? undefined : 'the authority does not vouch for it';
    const identity = identityOf(certificate);
    if (identity?.is !== 'node' || identity.id !== this.node.node_id) return 'its certificate is of somebody else';
    const pinned = this.node.certificate_serial;
    if (pinned !== undefined && normalSerial(certificate.serialNumber) !== normalSerial(pinned)) {
      return 'its certificate has been replaced or revoked';
    }
    return undefined;
  }
}

/** A connection lives no longer than the certificate that it was made with. */
function endWith(certificate: X509Certificate, socket: TLSSocket): void {
  const left = Math.min(endOf(certificate) - Date.now(), LONGEST_TIMER);
  const timer = setTimeout(() => socket.destroy(new PeerDistrusted("the node's certificate has expired")), left);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
