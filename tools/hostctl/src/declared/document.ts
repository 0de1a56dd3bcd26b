import { fieldErrors } from '@freehold/contracts/validation';
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { misused } from '../failure.js';

/**
 * What a YAML file declares, in the form that its schema gives it.
 *
 * @param source the file's name, for people
 * @throws Failure (wrong usage) that names every wrong field with its line
 */
export function declaredIn<S extends z.ZodType>(text: string, source: string, schema: S): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) throw misused(`${source}: ${broken.message}`);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const wrong = fieldErrors(parsed.error).map(({ pointer, detail }) => {
    const path = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const { line } = lines.linePos(offsetOf(document.contents, path));
    return `${source}:${line}: ${shown(path)}${detail}`;
  });
  throw misused(wrong.join('\n  '));
}

/** A field of the contract that this platform does not know yet: it is refused, so that nobody believes it was done. */
export function notYet(what: string) {
  return z.undefined({ error: `the platform does not know ${what} yet: leave the field out` }).optional();
}

/** Where in the text a field stands; one that is missing stands where its parent does. */
function offsetOf(root: unknown, path: readonly string[]): number {
  let at: Node | undefined = isNode(root) ? root : undefined;
  let offset = at?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(at)) {
      const pair = at.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (pair === undefined) break;
      offset = (isNode(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      at = isNode(pair.value) ? pair.value : undefined;
    } else if (isSeq(at)) {
      const item: unknown = at.items[Number(step)];
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      at = item;
    } else break;
  }
  return offset;
}

/** `tenants[0].name: `; nothing for the document itself. */
function shown(path: readonly string[]): string {
  const text = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}
