import { describe, expect, it } from '@jest/globals';
import { milliseconds, momentFrom, timeFrom } from './moment.js';

const NOW = new Date('2026-03-10T12:00:00Z');

describe('moments', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['30', 30_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
  ])('reads %s as %d milliseconds', (text, duration) => {
    expect(milliseconds(text)).toBe(duration);
  });

  it.each(['', 's', '-5s', '5 s', '5y', '1e3'])('refuses %j as a duration', (text) => {
    expect(milliseconds(text)).toBeUndefined();
  });

  it('tells a position from a time and from a while ago', () => {
    expect(momentFrom('1234', NOW)).toBe('1234');
    expect(momentFrom('10m', NOW)).toBe('2026-03-10T11:50:00.000Z');
    expect(momentFrom('2026-03-01T00:00:00+01:00', NOW)).toBe('2026-02-28T23:00:00.000Z');
    expect(momentFrom('soon', NOW)).toBeUndefined();
    expect(timeFrom('1234', NOW)).toBeUndefined();
  });
});
