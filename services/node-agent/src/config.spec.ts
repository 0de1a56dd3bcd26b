import { describe, expect, it } from '@jest/globals';
import { ConfigError, readAgentConfig } from './config.js';

const LEAST = {
  FREEHOLD_NODE_AGENT_NODE_ID: 'n1',
  FREEHOLD_NODE_AGENT_ROOT: '/srv/node',
  FREEHOLD_NODE_AGENT_ROLES: 'web',
  FREEHOLD_NODE_AGENT_LISTEN: '127.0.0.1:7443',
  FREEHOLD_NODE_AGENT_HTTP_LISTEN: '[::1]:8080',
};

describe('the configuration of an agent', () => {
  it('needs only what no default can know', () => {
    expect(readAgentConfig(LEAST)).toEqual({
      node_id: 'n1',
      root: '/srv/node',
      roles: ['web'],
      listen: '127.0.0.1:7443',
      uid_base: 0,
      http_listen: '[::1]:8080',
      nginx: '/usr/sbin/nginx',
      php_fpm: new Map(),
      haproxy: '/usr/sbin/haproxy',
      converge_seconds: 60,
      log_level: 'info',
    });
  });

  it('knows several roles and versions of PHP', () => {
    const config = readAgentConfig({
      ...LEAST,
      FREEHOLD_NODE_AGENT_ROLES: 'web,lb,web',
      FREEHOLD_NODE_AGENT_PHP_FPM: '8.2=/usr/sbin/php-fpm8.2,8.3=/opt/php/fpm',
    });
    expect(config.roles).toEqual(['web', 'lb']);
    expect([...config.php_fpm]).toEqual([
      ['8.2', '/usr/sbin/php-fpm8.2'],
      ['8.3', '/opt/php/fpm'],
    ]);
  });

  it.each([
    ['NODE_ID', '', 'the id of the node resource'],
    ['NODE_ID', '../n1', 'the id of the node resource'],
    ['ROOT', 'relative', 'the absolute path'],
    ['ROLES', 'web,mail', 'web, lb, or web,lb'],
    ['ROLES', '', 'web, lb, or web,lb'],
    ['LISTEN', '7443', 'host:port'],
    ['PHP_FPM', '8.2:/usr/sbin/php-fpm', 'version=path'],
    ['NGINX', 'nginx', 'an absolute path'],
    ['CONVERGE_SECONDS', '0', '>=1'],
  ])('says what to set where %s is %j', (name, value, sentence) => {
    const read = () => readAgentConfig({ ...LEAST, [`FREEHOLD_NODE_AGENT_${name}`]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`set FREEHOLD_NODE_AGENT_${name}`);
    expect(read).toThrow(sentence);
  });
});
