/** Who one is on the wire, as PEM. The key is a secret: it belongs into no log, error or argument. */
export interface Credentials {
  /** PKCS #8. */
  readonly key_pem: string;
  /** One's own certificate first, its issuers after it. */
  readonly chain_pem: string;
  /** The platform's authority: whoever it vouches for is believed to be who the certificate says. */
  readonly authority_pem: string;
}
