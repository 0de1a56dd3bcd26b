import { stringify } from 'yaml';
import { at, isObject, type JsonObject } from '../api/json.js';
import type { Output } from '../terminal.js';
import { cell, lines } from './cells.js';
import { columnsFrom } from './columns.js';
import { aligned, card, displayed, table } from './table.js';

export const FORMATS = ['table', 'json', 'yaml', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

export interface Presentation {
  readonly format: Format;
  /** What to show, and in which order; undefined for what suits. */
  readonly fields: readonly string[] | undefined;
  readonly colour: boolean;
}

/** Writes results to standard output in the format that was asked for. */
export class Printer {
  /** Widths of the columns of a running table; they only grow. */
  private readonly widths: number[] = [];

  constructor(
    private readonly output: Output,
    private readonly wanted: Presentation,
  ) {}

  get format(): Format {
    return this.wanted.format;
  }

  /** One thing: a card of its fields. `extra` is shown to people only. */
  item(value: unknown, extra: JsonObject = {}): void {
    if (value === undefined) return;
    switch (this.format) {
      case 'json':
        return this.line(JSON.stringify(this.picked(value), null, 2));
      case 'ndjson':
        return this.line(JSON.stringify(this.picked(value)));
      case 'yaml':
        return this.line(stringify(this.picked(value)).trimEnd());
      case 'table':
        return this.line(isObject(value) ? this.card({ ...value, ...extra }) : cell('', value, this.style()));
    }
  }

  /** Many things. A table needs to see all of them first; ndjson writes each as it comes. */
  async list(items: AsyncIterable<JsonObject> | Iterable<JsonObject>, columns?: readonly string[]): Promise<void> {
    if (this.format === 'ndjson') {
      for await (const item of items) this.item(item);
      return;
    }
    const all: JsonObject[] = [];
    for await (const item of items) all.push(item);
    if (this.format === 'table') this.table(all, columns);
    else this.item(all);
  }

  /** Whatever the platform answered: a list where it holds items, else one thing. */
  async answer(body: unknown): Promise<void> {
    const items = Array.isArray(body) ? body : isObject(body) ? body['items'] : undefined;
    if (Array.isArray(items)) await this.list(items.filter(isObject));
    else this.item(body);
  }

  /** One thing of a stream that does not end: a line, or a YAML document. */
  next(item: JsonObject, columns: readonly string[]): void {
    switch (this.format) {
      case 'json':
      case 'ndjson':
        return this.line(JSON.stringify(this.picked(item)));
      case 'yaml':
        return this.line(`---\n${stringify(this.picked(item)).trimEnd()}`);
      case 'table':
        return this.row(item, this.wanted.fields ?? columns);
    }
  }

  /** Text as it is, whatever the format. */
  line(text: string): void {
    this.output.write(`${text}\n`);
  }

  private card(value: JsonObject): string {
    const fields = this.wanted.fields ?? Object.keys(value);
    const style = { ...this.style(), full: true };
    return card(
      fields.flatMap((field) =>
        lines(field, at(value, field), style).map((text, index) => [index === 0 ? field : '', text] as const),
      ),
    );
  }

  private table(items: readonly JsonObject[], columns: readonly string[] | undefined): void {
    const fields = this.wanted.fields ?? columns ?? columnsFrom(items);
    const style = this.style();
    const rows = items.map((item) => fields.map((field) => cell(field, at(item, field), style)));
    if (rows.length > 0) this.line(table(fields.map(title), rows, this.output.isTTY ? this.output.columns : undefined));
  }

  private row(item: JsonObject, columns: readonly string[]): void {
    const style = { ...this.style(), full: false };
    const cells = columns.map((field) =>
      field === 'time' ? clock(at(item, field)) : cell(field, at(item, field), style),
    );
    for (const [index, text] of cells.entries()) {
      this.widths[index] = Math.max(this.widths[index] ?? USUAL[columns[index] ?? ''] ?? 0, displayed(text));
    }
    this.line(aligned(cells, this.widths));
  }

  private style() {
    return { now: new Date(), colour: this.wanted.colour, full: false };
  }

  private picked(value: unknown): unknown {
    const { fields } = this.wanted;
    if (fields === undefined) return value;
    if (Array.isArray(value)) return value.map((item) => this.picked(item));
    return isObject(value) ? Object.fromEntries(fields.map((field) => [field, at(value, field) ?? null])) : value;
  }
}

/** Widths with which the columns of a running table begin. */
const USUAL: Readonly<Record<string, number>> = { position: 6, type: 20, resource_id: 36 };

function title(field: string): string {
  return field.replaceAll(/[_.]/g, ' ').toUpperCase();
}

/** In a running table "now" would be stale by the next line, so the time of day is written. */
function clock(value: unknown): string {
  return typeof value === 'string' ? value.slice(11, 23).replace('Z', '') : '-';
}
