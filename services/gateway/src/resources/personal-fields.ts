import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { type ResourceView, render } from '@freehold/contracts/view';
import type { Asker } from '../edge/asker.js';

/**
 * Resources as clients see them, with what is personal in the clear: the service that keeps the keys opens it, one question a page. What was
 * erased is null, whichever version is shown. Nothing of it is kept here.
 * @throws Rejected `request.unavailable` when that service does not answer
 */
export async function renderedOpen(
  kind: Kind,
  resources: readonly Resource[],
  { ask }: { readonly ask: Asker },
): Promise<ResourceView[]> {
  const views = resources.map((resource) => render(kind, resource));
  const texts = resources.flatMap(({ id, spec }, at) =>
    (kind.personal ?? []).flatMap((field) => {
      const sealed = spec[field];
      return typeof sealed === 'string' ? [{ at, field, text: { kind: kind.name, id, field, sealed } }] : [];
    }),
  );
  if (texts.length === 0) return views;
  const question = { texts: texts.map(({ text }) => text) };
  const opened = await ask.answer<(string | null)[]>(kind.context, 'open', question);
  const fields = views.map((): Record<string, unknown> => ({}));
  for (const [n, { at, field }] of texts.entries()) Object.assign(fields[at] ?? {}, { [field]: opened[n] ?? null });
  return views.map((view, at) => ({ ...view, ...fields[at] }));
}

/** The same for one. */
export async function renderOpen(kind: Kind, resource: Resource, desk: { readonly ask: Asker }): Promise<ResourceView> {
  const [view] = await renderedOpen(kind, [resource], desk);
  return view ?? render(kind, resource);
}
