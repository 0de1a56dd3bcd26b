import { types } from 'node:util';
import { BackendError } from '@freehold/ledger/backend-error';

/** An error of a socket, of TLS or of undici: all of them carry a code, and a bug of ours does not. */
export type TransportError = Error & { code: string };

export function isTransportError(error: unknown): error is TransportError {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string';
}

/**
 * What went wrong before there was an HTTP status. The original is not attached as the cause: undici's parse errors hold the raw bytes
 * of an answer, in which passwords stand.
 */
export function transportError({ code }: TransportError, action: string): BackendError {
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new BackendError('malformed', `Hostwinds answered ${action} with more than 64 MiB.`);
  }
  if (code.startsWith('HPE_')) {
    return new BackendError('malformed', `What answers ${action} does not speak HTTP (${code}).`);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new BackendError('outcome_unknown', `Hostwinds stopped answering ${action} (${code}).`);
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
    return new BackendError('unavailable', `The certificate of the base_url is not trusted (${code}).`);
  }
  return new BackendError('unavailable', `Hostwinds cannot be reached for ${action} (${code}).`);
}

/** @param status anything but 200 */
export function statusError(status: number, action: string): BackendError {
  const told = `Hostwinds answered ${action} with HTTP ${status}`;
  if (status === 401 || status === 403) {
    return new BackendError(
      'unauthorized',
      `${told}. Check the API key, and that its allow list holds this platform's IPv4 address.`,
    );
  }
  if (status === 404) return new BackendError('not_found', `${told}. Check the base_url.`);
  if (status === 408 || status === 429 || status >= 500) return new BackendError('unavailable', `${told}.`);
  if (status >= 300 && status < 400)
    return new BackendError('refused', `${told}: redirects are not followed. Set the base_url to where the API is.`);
  if (status >= 400) return new BackendError('refused', `${told}.`);
  return new BackendError('malformed', `${told}, which it never does.`);
}
