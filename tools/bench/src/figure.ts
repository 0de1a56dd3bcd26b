/** What a bench has measured of one thing that issue and docs promise. Absolute numbers are conditions: the ratio is the figure. */
export interface Figure {
  /** What was measured, as a row of the table. */
  readonly name: string;
  readonly value: Quantity;
  /** What it is held against: the same machine, the same run, in turns. */
  readonly baseline: Quantity & { readonly name: string };
  /** `value / baseline`. */
  readonly ratio: number;
  /** What must hold, in words: `ratio ≥ 0.6`. */
  readonly floor: string;
  readonly holds: boolean;
  /** How it was measured: sizes, rounds, who ran where. */
  readonly conditions: string;
}

export interface Quantity {
  readonly amount: number;
  readonly unit: Unit;
}

export type Unit = '/s' | 'ms' | 's' | 'MB' | '%';

/** One thing that must hold of a figure. `what`: how the floor names it; the ratio where it is left out. */
export interface Bound {
  readonly what?: string;
  /** Measured (= the ratio). */
  readonly measured?: number;
  readonly unit?: Unit;
  readonly at_least?: number;
  readonly at_most?: number;
}

/** A figure from what was measured and what must hold of it. */
export function figure(
  measured: Pick<Figure, 'name' | 'value' | 'baseline' | 'conditions'> & {
    /** (= `value / baseline`; in paired runs the median of the pairs' ratios says more) */
    readonly ratio?: number;
    readonly bounds: readonly Bound[];
  },
): Figure {
  const { bounds, ...rest } = measured;
  const ratio = measured.ratio ?? measured.value.amount / measured.baseline.amount;
  return { ...rest, ratio, floor: bounds.map(inWords).join(', '), holds: bounds.every((bound) => holds(bound, ratio)) };
}

function holds({ measured, at_least = -Infinity, at_most = Infinity }: Bound, ratio: number): boolean {
  const found = measured ?? ratio;
  return found >= at_least && found <= at_most;
}

function inWords({ what = 'ratio', unit, at_least, at_most }: Bound): string {
  const [sign, limit] = at_least === undefined ? ['≤', at_most] : ['≥', at_least];
  return `${what} ${sign} ${limit?.toLocaleString('en')}${unit === undefined || unit === '/s' ? (unit ?? '') : ` ${unit}`}`;
}
