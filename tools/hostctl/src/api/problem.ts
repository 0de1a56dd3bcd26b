import { z } from 'zod';
import { EXIT, type ExitCode } from '../failure.js';

/** A problem of RFC 9457 as the platform writes it. Every field may be missing: a proxy in between may have answered. */
const Problem = z.looseObject({
  title: z.string().optional(),
  status: z.number().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  trace_id: z.string().optional(),
  errors: z.array(z.looseObject({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.output<typeof Problem>;

/** The platform refused, or failed; its answer says why. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly problem: Problem,
    private readonly headers: Headers = new Headers(),
  ) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
  }

  /** Address of the operation, where the outcome is not known yet. */
  get location(): string | null {
    return this.headers.get('location');
  }

  /** Seconds after which the platform wants to be asked again, where it says so. */
  get retryAfter(): number | undefined {
    const header = this.headers.get('retry-after') ?? '';
    return /^\d+$/.test(header) ? Number(header) : undefined;
  }

  get exit(): ExitCode {
    return this.status === 401 || this.status === 403 ? EXIT.auth : EXIT.error;
  }
}

/** Reads the body of an answer of 400 and above; what is no problem document becomes one. */
export function problemFrom(status: number, body: unknown): Problem {
  const parsed = Problem.safeParse(body);
  if (parsed.success && (parsed.data.title ?? parsed.data.detail) !== undefined) return parsed.data;
  return { type: 'about:blank', title: `The server answered ${status} without saying why`, status };
}

/** The problem as people read it: one sentence, then a line for each wrong field. */
export function sentences({ status, problem, location, message }: ApiProblem): string[] {
  const label = [problem.code, String(status)].filter(Boolean).join(', ');
  const errors = problem.errors ?? [];
  // With fields at fault the detail repeats the first of them for old clients; the title says it better.
  const lines = [`${errors.length > 0 ? (problem.title ?? message) : message} (${label})`];
  for (const { pointer, detail } of errors) lines.push(`  ${field(pointer)}: ${detail}`);
  if (location !== null) lines.push(`  follow it with: hostctl operations await ${location.split('/').at(-1)}`);
  if (status === 401) lines.push('  the key is unknown, expired or revoked: see FREEHOLD_API_KEY and --key-file');
  if (status >= 500 && problem.trace_id !== undefined) lines.push(`  trace ${problem.trace_id}`);
  return lines;
}

/** `/settings/base_url` → `settings.base_url`: as the flag is called. */
function field(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).join('.') || 'body';
}
