/** What of autocannon 9 the bench uses; it comes without types. */
declare module 'autocannon' {
  export interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    readonly headers?: Readonly<Record<string, string>>;
  }

  export interface Result {
    readonly requests: { readonly average: number };
    /** In ms. */
    readonly latency: { readonly p97_5: number };
    readonly statusCodeStats?: Readonly<Record<string, { readonly count: number }>>;
    readonly non2xx: number;
    readonly errors: number;
  }

  export default function autocannon(options: Options): Promise<Result>;
}
