/** Commands that are several commits on purpose, each with the reason, and what goes on where it stopped. */
export const IN_STEPS: Readonly<Record<string, string>> = {
  'platform.approve':
    'onboarding: each step is recorded, platform.resume goes on behind it: tests/domain/tenants-onboarding',
  'platform.resume': 'as platform.approve',
  'platform.move':
    'a move is copied, flipped, cleared; the same again goes on: tests/domain/tenants-life, tests/api/moving',
  'platform.erase': 'table after table, in batches that stay short; the same again goes on: tests/domain/tenants-life',
  'tips.open': 'the look is written down before anything is shown; a look that then failed stays written',
  'tips.openMany': 'as tips.open, tip after tip',
};

/** Commands that are known again by what they send, and answer the same without a stored answer. */
export const ONCE_BY_ITSELF: Readonly<Record<string, string>> = {
  'tips.send': 'the tip draws its own id, and its proof of work is spent in the same commit: see decision 0082',
  'tips.answer': 'the message draws its own id: what stands under it already is the answer',
  'receipts.reply': 'as tips.answer',
};

/** Statements that may stand though their command was refused. */
const HARMLESS: readonly (readonly [RegExp, string])[] = [
  [/^\s*INSERT INTO sequence /, 'a number may stay unused; none is given twice'],
  [/^\s*INSERT INTO signing_key /, 'a key is made when the last is too old, whoever needs it first'],
  [/^UPDATE "person" SET "failed_count"/, 'a wrong password counts, whatever comes after'],
  [/^blobs\.put$/, 'an object nobody has a row for goes in the night: see upkeep/orphans.ts'],
  [/^blobs\.remove$/, 'a repeat takes away what it put itself, and nothing else: see blobs/upload.ts'],
];

export const isHarmless = (text: string): boolean => HARMLESS.some(([pattern]) => pattern.test(text));
