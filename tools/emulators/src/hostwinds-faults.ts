/**
 * What goes wrong at the provider, set by a test or by hand. All off at first; `clear()` turns all off again.
 * Counted faults (`…Next`) hit the next so many requests and then stop by themselves.
 */
export class HostwindsFaults {
  /** Each answer waits so long, in milliseconds. */
  latencyMs = 0;
  /** `success`: `{"success":[…]}`, as the API answers now. `bare`: `[…]`, as older pages show. */
  shape: 'success' | 'bare' = 'success';
  /** Errors inside HTTP 200 (and 401, 403) as `[{…}]` or `{…}`. */
  errorShape: 'array' | 'object' = 'array';
  /** Every key is wrong: said with HTTP 200 and an error body, or with that status. */
  refuseKey: 'body' | 401 | 403 | null = null;
  /** `get_instances` gives `ips: null` for these servers, or for all. */
  hideIps: Set<number> | 'all' = new Set();
  /** `get_instance_ips` never answers for these servers. */
  readonly hangIps = new Set<number>();
  /** Actions that answer HTTP 200 with this error message. */
  readonly refuseAction = new Map<string, string>();
  /** Actions that never answer. */
  readonly hangAction = new Set<string>();
  /** Each answer is padded with spaces to this many bytes, valid JSON still. */
  padToBytes = 0;
  /** Answers point elsewhere. */
  redirectTo: string | null = null;

  private failing: { left: number; status: number } = { left: 0, status: 503 };
  private malforming = 0;
  private cuttingOff = 0;

  /** A burst of `count` answers with a 5xx (or any other) status and an HTML body. */
  failNext(count: number, status = 503): void {
    this.failing = { left: count, status };
  }

  /** The next `count` answers are cut in the middle of their JSON, with a Content-Length that fits. */
  malformNext(count: number): void {
    this.malforming = count;
  }

  /** The next `count` connections break in the middle of the answer. */
  cutOffNext(count: number): void {
    this.cuttingOff = count;
  }

  clear(): void {
    Object.assign(this, new HostwindsFaults());
  }

  takeFailure(): number | null {
    if (this.failing.left <= 0) return null;
    this.failing.left -= 1;
    return this.failing.status;
  }

  takeMalformed(): boolean {
    if (this.malforming <= 0) return false;
    this.malforming -= 1;
    return true;
  }

  takeCutOff(): boolean {
    if (this.cuttingOff <= 0) return false;
    this.cuttingOff -= 1;
    return true;
  }

  hidesIpsOf(serviceid: number): boolean {
    return this.hideIps === 'all' || this.hideIps.has(serviceid);
  }
}
