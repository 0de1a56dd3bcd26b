import { openCircuit } from '@freehold/service/metrics';
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel';

/** So many calls in a row that found nobody, or got no answer in time: the next ones would wait for nothing. */
const FAILURES = 5;
/** One call then tries whether somebody is there again. What is refused meanwhile is told to come back after as long (edge/problem.ts). */
const TRIED_AFTER_MS = 1_000;

/** A circuit is open: nothing was sent. */
export const OPEN = Symbol('open');

/**
 * A circuit breaker towards each service: while one is down its callers are told at once, instead of each waiting for the
 * deadline with a connection and a place in line held. Other services, and everything that is read here, go on.
 */
export class Circuits {
  private readonly circuits = new Map<string, CircuitBreakerPolicy>();

  /** @param way what the calls are, for the metric: commands and questions fail apart from each other */
  constructor(private readonly way: 'command' | 'ask') {}

  /**
   * Calls a service, unless its circuit is open.
   * @param failed whether what the call ended with says that the service is not there, or is stuck
   */
  async call<T>(context: string, send: () => Promise<T>, failed: (end: T) => boolean): Promise<T | typeof OPEN> {
    const circuit = this.of(context);
    // Half open: one is trying already, and may wait for its deadline. Nobody else waits with it.
    if (circuit.state === CircuitState.HalfOpen) return OPEN;
    try {
      const { end } = await circuit.execute(async () => {
        const end = await send();
        return { end, [FAILED]: failed(end) };
      });
      return end;
    } catch (error) {
      if (error instanceof BrokenCircuitError) return OPEN;
      throw error;
    }
  }

  private of(context: string): CircuitBreakerPolicy {
    const known = this.circuits.get(context);
    if (known !== undefined) return known;
    const circuit = circuitBreaker(
      handleWhenResult((result) => Object(result)[FAILED] === true),
      { breaker: new ConsecutiveBreaker(FAILURES), halfOpenAfter: TRIED_AFTER_MS },
    );
    const gauge = openCircuit.labels(context, this.way);
    gauge.set(0);
    circuit.onStateChange((state) => gauge.set(state === CircuitState.Closed ? 0 : 1));
    this.circuits.set(context, circuit);
    return circuit;
  }
}

const FAILED = Symbol('failed');
