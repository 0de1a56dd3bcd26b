import { existsSync, globSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { deployed } from './compose-file.js';
import { ROOT } from './platform-under-test.js';

const pages = globSync(['*.md', 'docs/**/*.md', '{libs,services,tools}/*/README.md'], { cwd: ROOT }).toSorted();

/** Made by programs that `make test` runs, or by other targets. */
const GENERATED = new Set(['docs/benchmarks.md']);

/** Paths of our tree in backticks, without those that hold a placeholder or begin elsewhere. */
function namedPaths(text: string): string[] {
  const named = [...text.matchAll(/`((?:docs|e2e|infra|libs|services|tools)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  return named.filter((path) => !path.includes('/dist/'));
}

describe('the documentation', () => {
  it.each(pages)('%s links only to what is there', (page) => {
    const links = [...deployed(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) =>
      join(dirname(page), link),
    );
    expect(links.filter((link) => !GENERATED.has(link) && !existsSync(join(ROOT, link)))).toEqual([]);
  });

  it.each(pages)('%s names only files and folders that are there', (page) => {
    expect(namedPaths(deployed(page)).filter((path) => !GENERATED.has(path) && !existsSync(join(ROOT, path)))).toEqual(
      [],
    );
  });

  it('tells the rooms as the tree has them', () => {
    const rooms = /## 2\. Rooms\s+```\n([\s\S]*?)```/.exec(deployed('docs/architecture.md'))?.[1] ?? '';
    const told = [...rooms.matchAll(/^(?:(services|libs|tools)\/)?\s+([a-z-]+)\s/gm)].map(([, , name = '']) => name);
    const packages = globSync('{services,libs,tools}/*/package.json', { cwd: ROOT }).map((file) =>
      basename(dirname(file)),
    );
    const there = [...packages, 'setup']; // scripts of the Makefile, no package
    expect(told.toSorted()).toEqual(there.toSorted());
  });

  it('lists every decision and every runbook', () => {
    for (const folder of ['docs/adr', 'docs/runbooks']) {
      const others = readdirSync(join(ROOT, folder)).filter((file) => file !== 'README.md');
      const index = deployed(`${folder}/README.md`);
      expect(others.filter((file) => !index.includes(`(${file})`))).toEqual([]);
    }
  });

  it('shows the whole in a README of less than 120 lines', () => {
    expect(deployed('README.md').split('\n').length).toBeLessThan(120);
  });
});
