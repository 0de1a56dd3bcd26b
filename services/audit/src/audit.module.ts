import { Feed } from '@freehold/ledger/feed';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import type { Anchor } from './anchors/anchor.js';
import { Anchoring } from './anchors/anchoring.js';
import { FileAnchor } from './anchors/file-anchor.js';
import { StreamAnchor } from './anchors/stream-anchor.js';
import { WebhookAnchor } from './anchors/webhook-anchor.js';
import { auditAsks } from './audit-asks.js';
import { ChainKeeper } from './chain/chain-keeper.js';
import { ChainRows } from './chain/chain-rows.js';
import { Watch } from './chain/watch.js';
import { AuditConfig } from './config.js';
import { SigningKeys } from './keys/signing-keys.js';
import { Chain1700000003001 } from './migrations/001-chain.js';

/** Chains the ledger, signs what it was, and puts that where it cannot be taken back. */
export const auditService = defineService({
  name: 'audit',
  context: 'audit',
  config: AuditConfig,
  migrations: [LedgerTables1700000000001, Chain1700000003001],
  vault: true,
  wire({ config, pool, ledger, log, vault }) {
    const report = (level: 'warn' | 'error', message: string) => log[level](message);
    const rows = new ChainRows(pool);
    const keys = new SigningKeys(pool, vault);
    const stream = new StreamAnchor(ledger, config.ledger_replicas);
    const anchoring = new Anchoring({ pool, rows, keys, report }, [stream, ...anchorsOf(config)]);
    const keeper = new ChainKeeper({
      rows,
      signer: (tx) => keys.current(tx),
      every_events: config.checkpoint_events,
      every_ms: config.checkpoint_seconds * 1_000,
      now: () => new Date(),
      report,
      onCheckpoint: () => anchoring.ring(),
    });
    const keep = async () => {
      const key = await keys.kept();
      if (key !== undefined) await stream.keep(key);
    };
    const feed = new Feed(ledger, [keeper], report);
    const watch = new Watch({ ledger, keeper, anchoring, report });
    return {
      asks: auditAsks({ keeper, rows, keys, anchoring, keep }),
      notReady: () => (keeper.stopped === undefined ? undefined : `stopped: the chain: ${keeper.stopped}`),
      async started() {
        await stream.ensure();
        if ((await rows.last()) === undefined) {
          const { keys: known, checkpoints } = await stream.read();
          await rows.recover(known, checkpoints);
        }
        await keys.ensure(new Date());
        await keep();
        await keeper.open(await ledger.state());
        anchoring.start();
        watch.start();
        if (keeper.stopped !== undefined) return;
        keeper.start();
        feed.start();
      },
      async stopped() {
        watch.stop();
        await Promise.all([feed.close(), keeper.close()]);
        await anchoring.close();
      },
    };
  },
});

function anchorsOf({ anchor_file, anchor_url }: AuditConfig): Anchor[] {
  return [
    ...(anchor_file === undefined ? [] : [new FileAnchor(anchor_file)]),
    ...(anchor_url === undefined ? [] : [new WebhookAnchor(anchor_url)]),
  ];
}
