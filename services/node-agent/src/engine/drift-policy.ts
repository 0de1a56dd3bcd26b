/** Differences put right in one look, at the most: a wrong idea of what should be does its harm slowly. */
export const MOST_REPAIRS = 50;
/** So many differences are suspicious … */
const SUSPICIOUS = 100;
/** … and so many looks in a row that find them stop the repairs. */
const LOOKS = 3;

/** How far repairs are to be trusted. */
export interface Trust {
  /** Looks in a row that found suspiciously much. */
  readonly suspicious: number;
  /** Nothing is repaired until the control plane tells the whole desired set. */
  readonly report_only: boolean;
}

export const TRUSTED: Trust = { suspicious: 0, report_only: false };

export function afterLook({ suspicious, report_only }: Trust, differences: number): Trust {
  const row = differences > SUSPICIOUS ? suspicious + 1 : 0;
  return { suspicious: row, report_only: report_only || row >= LOOKS };
}
