import type { Figure, Quantity } from './figure.js';

const HEAD = ['', 'Figure', 'Measured', 'Baseline', 'Ratio', 'Floor'] as const;

/** Figures as a Markdown table, which reads well on a terminal too. What holds is ticked. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.holds ? '✓' : '✗',
    figure.name,
    inWords(figure.value),
    `${inWords(figure.baseline)} (${figure.baseline.name})`,
    figure.ratio.toFixed(2),
    figure.floor,
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** How each figure was measured, as a list. */
export function conditions(figures: readonly Figure[]): string {
  return figures.map(({ name, conditions: how }) => `- **${name}**: ${how}.`).join('\n');
}

export function inWords({ amount, unit }: Quantity): string {
  const digits = amount >= 100 ? 0 : amount >= 10 ? 1 : 2;
  const text = amount.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '/s' ? `${text}/s` : `${text} ${unit}`;
}
