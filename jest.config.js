/** Specs are compiled by `tsc -b` beside the code and run as plain ES modules: one compiler, no transform. */
export default {
  transform: {},
  testEnvironment: '<rootDir>/libs/testing/dist/jest-environment.js',
  testMatch: ['<rootDir>/{libs,services,tools,e2e}/**/dist/**/*.spec.js'],
  modulePathIgnorePatterns: ['<rootDir>/var/', '<rootDir>/.nx/', '<rootDir>/.servers/'],
  globalSetup: '<rootDir>/libs/testing/dist/jest-setup.js',
  globalTeardown: '<rootDir>/libs/testing/dist/jest-teardown.js',
  testTimeout: 300_000, // Whoever takes longer hangs. What must be quick is measured by its spec, or by a bench.
  maxWorkers: 2,
  // What a spec imported stays in its worker's memory, as V8 keeps ES modules: after a hundred files it would be full.
  workerIdleMemoryLimit: '700MB',
};
