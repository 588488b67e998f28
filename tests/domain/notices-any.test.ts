import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noticeReading } from '../../workers/contract/notices.ts';
import { noticeText } from '../../workers/domain/notices/file.ts';
import { MAX_NOTICE_CHARS, UnreadableNotice } from '../../workers/domain/notices/problems.ts';
import { readNotice } from '../../workers/domain/notices/read.ts';
import { clean } from '../../workers/domain/notices/text.ts';
import { anyNotice, misplaced } from '../support/notice-texts.ts';

function reading(text: string) {
  try {
    return readNotice(text);
  } catch (error) {
    if (error instanceof UnreadableNotice) return error.problem;
    throw error;
  }
}

test('whatever the text: a reading of the contract’s shape, or a sentence; every value where it says', () => {
  fc.assert(
    fc.property(anyNotice, (text) => {
      const read = reading(text);
      if (typeof read === 'string') {
        expect(['empty', 'no_items']).toContain(read);
        return;
      }
      expect(misplaced(text, read)).toEqual([]);
      expect(noticeReading.parse(read)).toEqual(read);
    }),
    { numRuns: 3000 },
  );
});

test('the same text reads the same twice', () => {
  fc.assert(
    fc.property(anyNotice, (text) => {
      expect(reading(text)).toEqual(reading(text));
    }),
    { numRuns: 300 },
  );
});

test('whatever the bytes: a text, or a sentence that says what to do', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((rest) => Uint8Array.of(0x50, 0x4b, 3, 4, ...rest)),
  );
  fc.assert(
    fc.property(bytes, (file) => {
      try {
        expect(typeof noticeText(file)).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableNotice);
        expect((error as Error).message).toMatch(/请|。$/);
      }
    }),
    { numRuns: 1000 },
  );
});

test('too long a text is refused before it is looked at; one at the limit is read', () => {
  expect(reading('责任单位：'.repeat(1_000_000))).toBe('too_long');
  const item = '（责任单位：市应急局）';
  const text = `一、做好工作。${item}`.padEnd(MAX_NOTICE_CHARS, '。');
  expect(reading(text)).toMatchObject({ items: [{ no: '一' }] });
});

test('a clean text keeps every word’s place, whatever stands between', () => {
  fc.assert(
    fc.property(anyNotice, (text) => {
      const { s, at, gap } = clean(text);
      expect([at.length, gap.length]).toEqual([s.length, s.length]);
      expect([...at].every((place, i) => i === 0 || place > at[i - 1]!)).toBe(true);
      expect(clean(s).s).toBe(s);
    }),
  );
});
