import type { IncomingHttpHeaders } from 'node:http';

/** The value of a cookie; undefined where there is none, or several of that name, as only somebody else on the domain would set. */
export function cookieIn({ cookie = '' }: IncomingHttpHeaders, name: string): string | undefined {
  const values = cookie
    .split(/; */)
    .flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : []));
  return values.length === 1 ? values[0] : undefined;
}

/**
 * A Set-Cookie that no script reads and no other site’s form sends.
 * @param value empty to remove it
 * @param secure whether browsers reach us by https
 */
export function cookie(
  name: string,
  value: string,
  { path, secure, max_age_seconds }: { path: string; secure: boolean; max_age_seconds: number },
): string {
  const age = value === '' ? 0 : max_age_seconds;
  return `${name}=${value}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
