import { expect, test } from 'vitest';
import type { Row } from '../../db/group.ts';
import { Gatherer, type Parcel, TOGETHER, unpacked } from '../../workers/http/gather.ts';

const writes = (id: number): Row[] => [
  { sql: 'INSERT INTO "e"', values: `${id}]` },
  { sql: 'INSERT INTO "w"', values: `${id}]` },
];

/** What was sent, and the gatherer that sends it. */
function gathering(answer: (parcel: Parcel) => Promise<readonly string[]>) {
  const sent: Parcel[] = [];
  const gatherer = new Gatherer(
    async (parcel) => {
      sent.push(parcel);
      return answer(parcel);
    },
    (work) => void work,
  );
  return { sent, gatherer };
}
const allStand = async ({ members }: Parcel) => members.map(() => '');

test('commits that come together go in one call, each text once, and arrive as they were', async () => {
  const { sent, gatherer } = gathering(allStand);
  expect(await Promise.all([1, 2, 3].map((id) => gatherer.commit(writes(id))))).toEqual(['', '', '']);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.texts).toEqual(['INSERT INTO "e"', 'INSERT INTO "w"']);
  expect(unpacked(sent[0]!)).toEqual([writes(1), writes(2), writes(3)]);
});

test('one that comes alone goes alone; after many, as many are waited for, but not for long', async () => {
  const { sent, gatherer } = gathering(allStand);
  await gatherer.commit(writes(1));
  await Promise.all([2, 3].map((id) => gatherer.commit(writes(id))));
  const first = gatherer.commit(writes(4));
  await scheduler.wait(6);
  await Promise.all([first, gatherer.commit(writes(5))]);
  await gatherer.commit(writes(6));
  expect(sent.map((parcel) => parcel.members.length)).toEqual([1, 2, 2, 1]);
});

test('a full batch is not kept waiting, and what is more goes in a call of its own', async () => {
  const { sent, gatherer } = gathering(allStand);
  await Promise.all(Array.from({ length: TOGETHER + 3 }, (_, id) => gatherer.commit(writes(id))));
  expect(sent.map((parcel) => parcel.members.length)).toEqual([TOGETHER, 3]);
});

test('each hears its own answer; a call that fails fails all it carried and nobody behind it', async () => {
  let broken = false;
  const { gatherer } = gathering(async ({ members }) => {
    if (broken) throw new Error('gone');
    return members.map((_, n) => (n === 1 ? 'UNIQUE constraint failed: spent_proof.signature' : ''));
  });
  const each = () => Promise.allSettled([1, 2, 3].map((id) => gatherer.commit(writes(id))));
  expect((await each()).map((r) => r.status === 'fulfilled' && r.value)).toEqual([
    '',
    'UNIQUE constraint failed: spent_proof.signature',
    '',
  ]);
  broken = true;
  expect((await each()).map((r) => r.status)).toEqual(['rejected', 'rejected', 'rejected']);
  broken = false;
  expect(await gatherer.commit(writes(4))).toBe('');
});
