import { temporaryDirectory } from '@freehold/testing/servers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Confined } from '../files/confined.js';
import { Layout } from './layout.js';
import { TenantUsers } from './tenant-users.js';

const OURS = { mode: 0o644, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const root = await Confined.open(await temporaryDirectory('users'));
const config = { node_id: 'web1', uid_base: 100_000, http_listen: '127.0.0.1:1', nginx: '/nginx', php_fpm: new Map() };
const users = new TenantUsers(new Layout({ root, config }));
const PASSWD = 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n';
const GROUP = 'root:x:0:\nwww-data:x:33:\nadm:x:4:syslog\n';
const WEB = ['freehold-web:*:100900:100900::/nonexistent:/usr/sbin/nologin\n', 'freehold-web:*:100900:\n'] as const;
const read = async (path: string) => String((await root.read(path))?.content);

beforeEach(async () => {
  await root.write('etc/passwd', PASSWD, OURS);
  await root.write('etc/group', GROUP, OURS);
});

describe('users of tenants', () => {
  test('are lines of their own; those of others stay as they are', async () => {
    expect(await users.write(new Map([['t2', 105_002], ['t1', 105_001]]))).toBe(true); // biome-ignore format: short

    expect(await read('etc/passwd')).toBe(
      `${PASSWD}${WEB[0]}t1:*:105001:105001::/srv/t1:/usr/sbin/nologin\nt2:*:105002:105002::/srv/t2:/usr/sbin/nologin\n`,
    );
    expect(await read('etc/group')).toBe(`${GROUP}${WEB[1]}t1:*:105001:\nt2:*:105002:\n`);
    expect(await users.write(new Map([['t1', 105_001], ['t2', 105_002]]))).toBe(false); // biome-ignore format: short
  });

  test('go with the tenant, also after a kill between the two files', async () => {
    await users.write(new Map([['t1', 105_001]]));
    await root.write('etc/group', `${GROUP}${WEB[1]}`, OURS);

    await users.write(new Map());
    expect(await read('etc/passwd')).toBe(`${PASSWD}${WEB[0]}`);
    expect(await read('etc/group')).toBe(`${GROUP}${WEB[1]}`);
  });

  test('are told apart from those of others', async () => {
    await users.write(new Map([['t1', 105_001]]));

    const { names, uids } = await users.foreign();
    expect([...names]).toEqual(['root', 'www-data']);
    expect([...uids]).toEqual([0, 33]);
  });

  test('are made where there are no files yet', async () => {
    await root.remove('etc');
    await users.write(new Map());
    expect([await read('etc/passwd'), await read('etc/group')]).toEqual(WEB);
  });
});
