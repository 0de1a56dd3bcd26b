import { describe, expect, it } from '@jest/globals';
import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it('holds quotes, line ends and commas within its cells', () => {
    expect(csvLine(['a"b', 'c,d', 'e\nf', null, undefined, 7])).toBe('"a""b","c,d","e\nf","","","7"\r\n');
  });

  it('holds nothing that a spreadsheet would run', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r'])
      expect(csvLine([`${start}cmd|' /C calc'!A0`])).toBe(`"'${start}cmd|' /C calc'!A0"\r\n`);
  });
});
