import { describe, expect, it } from '@jest/globals';
import { newestSuite } from './debian-sources.js';

const BOOKWORM = { id: 'debian', codename: 'bookworm' };

describe('the newest suite of the machine’s own mirrors', () => {
  it('is reached with the keys of a deb822 stanza, whatever else stands in it', () => {
    const stanza = [
      '# the archive',
      'Types: deb deb-src',
      'URIs: http://mirror.example/debian',
      'Suites: bookworm bookworm-updates',
      'Components: main contrib',
      'Signed-By:',
      ' -----BEGIN PGP PUBLIC KEY BLOCK-----',
      ' .',
      ' abc',
    ].join('\n');
    const [source] = newestSuite(BOOKWORM, { stanzas: [stanza], lines: [] });
    expect(source).toEqual({
      ending: 'sources',
      text: [
        'types: deb',
        'uris: http://mirror.example/debian',
        'suites: testing',
        'components: main',
        'signed-by:',
        ' -----BEGIN PGP PUBLIC KEY BLOCK-----',
        ' .',
        ' abc',
        '',
      ].join('\n'),
    });
  });

  it('is reached with the options of a line', () => {
    const lines = ['deb [arch=amd64 signed-by=/k.gpg] http://ports.example/ubuntu noble main universe # all'];
    expect(newestSuite({ id: 'ubuntu', codename: 'noble' }, { stanzas: [], lines })).toEqual([
      { ending: 'list', text: 'deb [arch=amd64 signed-by=/k.gpg] http://ports.example/ubuntu devel universe\n' },
    ]);
  });

  it('is not sought where the distribution’s archive is not', () => {
    const lines = [
      '# deb http://mirror.example/debian bookworm main',
      'deb-src http://mirror.example/debian bookworm main',
      'deb http://mirror.example/debian-security bookworm-security main',
      'deb cdrom:[Debian 12]/ bookworm main',
      'deb https://docker.example/linux/debian bookworm stable',
    ];
    const disabled = 'Enabled: no\nTypes: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main';
    expect(newestSuite(BOOKWORM, { stanzas: [disabled], lines })).toEqual([]);
    expect(newestSuite({ id: 'fedora', codename: '' }, { stanzas: [], lines })).toEqual([]);
  });

  it('is sought by the code name first, so that a third party’s “stable” comes last', () => {
    const lines = ['deb https://chrome.example/deb stable main', 'deb http://mirror.example/debian bookworm main'];
    expect(newestSuite(BOOKWORM, { stanzas: [], lines }).map(({ text }) => text)).toEqual([
      'deb http://mirror.example/debian testing main\n',
      'deb https://chrome.example/deb testing main\n',
    ]);
  });
});
