import { describe, expect, it } from '@jest/globals';
import { isNewEnough } from './programs.js';

describe('a nats-server', () => {
  it.each([
    ['nats-server: v2.15.1', true],
    ['nats-server: v2.12.0', true],
    ['nats-server: v3.0.0-beta.1', true],
    ['nats-server: v2.9.10', false],
    ['nats-server: v1.14.0', false],
    ['', false],
  ])('that says "%s" is taken: %s', (output, isTaken) => {
    expect(isNewEnough(output)).toBe(isTaken);
  });
});
