import config from './jest.config.js';

/** Soak, kill and fuzz runs (`*.long-spec.ts`), which `make test-long` runs one at a time. */
export default {
  ...config,
  testMatch: ['<rootDir>/{libs,services,tools,e2e}/**/dist/**/*.long-spec.js'],
  testTimeout: 30 * 60_000,
  maxWorkers: 1,
};
