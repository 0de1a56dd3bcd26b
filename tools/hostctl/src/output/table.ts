import { stripVTControlCharacters } from 'node:util';

/** Narrower than this a column says nothing. */
const NARROWEST = 10;
const GAP = 2;

/**
 * Text in columns without lines between them, so that it can be cut and pasted.
 * @param width of the terminal; undefined where there is none, and nothing has to be shortened
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string {
  const widths = fitted(head, widthsOf(head, rows), width ?? Number.POSITIVE_INFINITY);
  return [head, ...rows].map((row) => aligned(row, widths)).join('\n');
}

/** One thing, a line a field. */
export function card(rows: readonly (readonly [string, string])[]): string {
  const widths = [Math.max(0, ...rows.map(([field]) => field.length))];
  return rows.map((row) => aligned(row, widths)).join('\n');
}

/** One line: each cell cut or filled up to its width; a cell without a width is written as it is. */
export function aligned(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((text, index) => {
      const room = widths[index] ?? displayed(text);
      const missing = room - displayed(text);
      return missing < 0 ? `${stripVTControlCharacters(text).slice(0, room - 1)}…` : text + ' '.repeat(missing);
    })
    .join(' '.repeat(GAP))
    .trimEnd();
}

/** How many characters a text takes on the screen, colours aside. */
export function displayed(text: string): number {
  return stripVTControlCharacters(text).length;
}

function widthsOf(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return head.map((title, index) =>
    rows.reduce((widest, row) => Math.max(widest, displayed(row[index] ?? '')), title.length),
  );
}

/** Takes from the widest column until all fit; ids stay whole, because a shortened id is of no use. */
function fitted(head: readonly string[], widths: readonly number[], room: number): number[] {
  const next = [...widths];
  const available = room - GAP * (head.length - 1);
  for (let excess = sum(next) - available; excess > 0; excess = sum(next) - available) {
    const shrinkable = next.map((width, index) => (/(?:^| )ID$/.test(head[index] ?? '') ? 0 : width));
    const most = Math.max(...shrinkable);
    if (most <= NARROWEST) break;
    // Down to the next widest at most, so that two wide columns share the loss.
    const second = Math.max(NARROWEST, ...shrinkable.filter((width) => width < most));
    next[shrinkable.indexOf(most)] = Math.max(second, most - excess, NARROWEST);
  }
  return next;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
