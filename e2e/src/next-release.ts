/**
 * A preload that makes of this release the one that comes after it: a brand has one more field, which is written from the next
 * format of the ledger on, and tenant's schema has one more column. It changes the text of the modules that say so.
 */
import { registerHooks } from 'node:module';

const CHANGES: readonly { readonly module: string; readonly from: string; readonly to: string }[] = [
  { module: '/contracts/dist/format.js', from: 'FORMAT = 1', to: 'FORMAT = 2' },
  {
    module: '/contracts/dist/tenant/brand.js',
    from: "lifecycle: 'synchronous',",
    to: "lifecycle: 'synchronous', since: { fields: { support_url: 2 } },",
  },
  {
    module: '/contracts/dist/tenant/brand.js',
    from: 'spec: z.strictObject({',
    to: 'spec: z.strictObject({ support_url: z.url().optional(),',
  },
  {
    module: '/tenant/dist/tenant.module.js',
    from: 'migrations: [LedgerTables1700000000001,',
    to: `migrations: [class NextRelease1900000000001 {
      name = 'NextRelease1900000000001';
      up = (runner) => runner.query('ALTER TABLE resource ADD COLUMN note text');
      down = (runner) => runner.query('ALTER TABLE resource DROP COLUMN note');
    }, LedgerTables1700000000001,`,
  },
];

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const changes = CHANGES.filter(({ module }) => url.endsWith(module));
    if (changes.length === 0) return loaded;
    let text = Buffer.from(loaded.source as Buffer).toString(); // of a module that is loaded from a file
    for (const { from, to } of changes) {
      if (!text.includes(from)) throw new Error(`the next release cannot be made: ${url} does not say ${from}`);
      text = text.replace(from, to);
    }
    return { ...loaded, source: text };
  },
});
