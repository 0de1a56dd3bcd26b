const { existsSync, readdirSync } = require('node:fs');

/** What each package may import of ours: services → service → ledger → contracts; vault, rpc and chain are leaves. */
const MAY_IMPORT = {
  'libs/contracts': [],
  'libs/vault': [],
  'libs/rpc': [],
  'libs/chain': [],
  'libs/client': [],
  'libs/ledger': ['libs/contracts'],
  'libs/service': ['libs/contracts', 'libs/ledger', 'libs/vault', 'libs/rpc'],
  'libs/testing': ['libs/contracts', 'tools/stack'],
  'services/*': ['libs/contracts', 'libs/ledger', 'libs/service', 'libs/vault', 'libs/rpc', 'libs/chain'],
  'tools/stack': [],
  'tools/emulators': [],
  'tools/hostctl': ['libs/contracts', 'libs/client', 'libs/chain'],
  'tools/contract-files': ['libs/contracts'],
  'tools/platform': [
    'libs/contracts',
    'libs/ledger',
    'libs/service',
    'libs/vault',
    'services/*',
    'tools/stack',
    'tools/emulators',
    'tools/hostctl',
  ],
  // It measures the gateway's way in, apart from all else.
  'tools/bench': ['libs/*', 'services/gateway', 'tools/stack', 'tools/emulators', 'tools/platform'],
  e2e: ['libs/*', 'tools/stack', 'tools/emulators', 'tools/hostctl', 'tools/platform'],
};

/** Specs, contract suites and the generators that they share may use real servers and emulators besides. */
const TEST_FILE = String.raw`(\.(spec|long-spec|contract|arbitrary|churn)|-under-test)\.ts$`;
const FOR_TESTS = ['libs/testing', 'tools/stack', 'tools/emulators'];

const OURS = '^(libs|services|tools|e2e)/';
const pattern = (name) => `^${name.replace('*', '[^/]+')}/`;

/** A package that the table forgets would be free to import anything. */
for (const folder of ['libs', 'services', 'tools']) {
  for (const name of readdirSync(folder)) {
    const isListed = `${folder}/${name}` in MAY_IMPORT || `${folder}/*` in MAY_IMPORT;
    if (!isListed && existsSync(`${folder}/${name}/package.json`)) {
      throw new Error(`Say in .dependency-cruiser.cjs what ${folder}/${name} may import.`);
    }
  }
}

function layer([name, allowed]) {
  // `$1` is the importing package, so that services/* may import themselves but not each other.
  const self = name.includes('*') ? '^$1/' : pattern(name);
  const from = `^(${name.replace('*', '[^/]+')})/src/`;
  const to = (packages) => ({ path: OURS, pathNot: [self, ...packages.map(pattern)] });
  return [
    {
      name: `${name} imports only what lies below it`,
      severity: 'error',
      from: { path: from, pathNot: TEST_FILE },
      to: to(allowed),
    },
    {
      name: `tests of ${name} import only what lies below it, and what is for tests`,
      severity: 'error',
      from: { path: `${from}.*${TEST_FILE}` },
      to: to([...allowed, ...FOR_TESTS]),
    },
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(MAY_IMPORT).flatMap(layer),
    {
      name: 'no cycles',
      severity: 'error',
      from: { path: OURS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every import is found',
      severity: 'error',
      from: { path: OURS },
      to: { couldNotResolve: true },
    },
    {
      name: 'every package that is imported is declared',
      severity: 'error',
      from: { path: OURS, pathNot: TEST_FILE },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'deciders do no I/O',
      comment:
        'A decider is services/<service>/src/<noun>/<noun>.ts (the gateway has none): it imports nothing of Nest, of a store or of the machine.',
      severity: 'error',
      from: { path: String.raw`^services/(?!gateway/)[^/]+/src/([^/]+)/\1\.ts$` },
      to: { path: String.raw`(^|node_modules/)(@nestjs|@nats-io|pg|typeorm|undici)/`, pathNot: OURS },
    },
    {
      name: 'deciders and contracts use nothing of Node',
      comment: 'libs/contracts runs in a browser, and deciders read no clock, file or network.',
      severity: 'error',
      from: {
        path: String.raw`^(libs/contracts/src/|services/(?!gateway/)[^/]+/src/([^/]+)/\2\.ts$)`,
        pathNot: TEST_FILE,
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing imports a spec',
      severity: 'error',
      from: { path: OURS },
      to: { path: String.raw`\.(spec|long-spec)\.(ts|js)$` },
    },
  ],
  options: {
    parser: 'swc', // TypeScript 7 has no JavaScript API.
    doNotFollow: { path: ['node_modules', '/dist/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
