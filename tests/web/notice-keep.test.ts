import { expect, test, vi } from 'vitest';
import { type KeepPorts, type Kept, NoticeKeeper, type Sent } from '../../web/console/parts/notice-keep.ts';
import type { NoticeDraft } from '../../workers/contract/notice-desk.ts';

const draft = (title: string): NoticeDraft => ({
  ...{ title, docNo: '', issuer: '', issuedOn: null, year: 2026, items: [], names: [] },
});
const titled = (title: string) => (d: NoticeDraft) => ({ ...d, title });

function ports(answers: Sent[], kept?: Kept) {
  const sent: [number, string, string][] = [];
  const world = { sent, kept, saved: [] as string[] };
  const all: KeepPorts = {
    send: async (version, { title }, key) => {
      sent.push([version, title, key]);
      return answers.shift() ?? { version: version + 1 };
    },
    read: () => world.kept,
    write: (next) => {
      world.kept = next;
    },
    saved: (version, { title }) => world.saved.push(`${version} ${title}`),
  };
  return { world, all };
}

test('a change is kept here at once and on the server soon; one request at a time carries what came meanwhile', async () => {
  vi.useFakeTimers();
  const { world, all } = ports([]);
  const keeper = new NoticeKeeper({ version: 1, draft: draft('甲') }, all);
  keeper.change(titled('乙'));
  expect([keeper.snapshot().saving, world.kept?.draft.title, world.sent.length]).toEqual(['dirty', '乙', 0]);
  await vi.advanceTimersByTimeAsync(1300);
  expect([keeper.snapshot().saving, world.kept, world.saved]).toEqual(['saved', undefined, ['2 乙']]);
  keeper.change(titled('丙'));
  const flushed = keeper.flush();
  keeper.change(titled('丁'));
  expect(await flushed).toBe(true);
  expect(world.sent.map(([version, title]) => [version, title])).toEqual([
    [1, '乙'],
    [2, '丙'],
    [3, '丁'],
  ]);
  vi.useRealTimers();
});

test('without a network it stays here, and goes again under the same key before anything newer', async () => {
  vi.useFakeTimers();
  const { world, all } = ports([{ failed: 'offline', why: '网络不通' }]);
  const keeper = new NoticeKeeper({ version: 1, draft: draft('甲') }, all);
  keeper.change(titled('乙'));
  expect(await keeper.flush()).toBe(false);
  expect([keeper.snapshot().saving, world.kept?.draft.title]).toEqual(['offline', '乙']);
  keeper.change(titled('丙'));
  await vi.advanceTimersByTimeAsync(6000);
  expect(world.sent.map(([version, title]) => [version, title])).toEqual([
    [1, '乙'],
    [1, '乙'],
    [2, '丙'],
  ]);
  expect(world.sent[0]![2]).toBe(world.sent[1]![2]);
  expect(keeper.snapshot().saving).toBe('saved');
  vi.useRealTimers();
});

test('somebody else was faster: nothing is sent until it is decided whose stands; either way mine is not lost', async () => {
  const { world, all } = ports([{ failed: 'conflict', why: '' }]);
  const keeper = new NoticeKeeper({ version: 1, draft: draft('甲') }, all);
  keeper.change(titled('我的'));
  expect(await keeper.flush()).toBe(false);
  keeper.change(titled('我的二'));
  expect([keeper.snapshot().saving, await keeper.flush(), world.sent.length]).toEqual(['conflict', false, 1]);
  keeper.settle('theirs', { version: 5, draft: draft('他的') });
  expect(keeper.snapshot()).toMatchObject({ saving: 'saved', draft: { title: '他的' } });
  keeper.undo();
  expect(keeper.snapshot().draft.title).toBe('我的二');
  await keeper.flush();
  expect(world.sent.at(-1)!.slice(0, 2)).toEqual([5, '我的二']);

  const other = ports([{ failed: 'conflict', why: '' }]);
  const mine = new NoticeKeeper({ version: 1, draft: draft('甲') }, other.all);
  mine.change(titled('我的'));
  await mine.flush();
  mine.settle('mine', { version: 7, draft: draft('他的') });
  expect(await mine.flush()).toBe(true);
  expect(other.world.sent.at(-1)!.slice(0, 2)).toEqual([7, '我的']);
});

test('what a closed page left behind is taken up; where somebody saved since, it is a conflict; where it arrived, it is gone', () => {
  const kept = { version: 3, draft: draft('没存上') };
  const server = (version: number, title = '甲') => ({ version, draft: draft(title) });
  const start = (of: Kept) => new NoticeKeeper(of, ports([], kept).all).snapshot();
  expect(start(server(3))).toMatchObject({ saving: 'dirty', draft: { title: '没存上' } });
  expect(start(server(4))).toMatchObject({ saving: 'conflict', draft: { title: '没存上' } });
  expect(start(server(4, '没存上')).saving).toBe('saved');
});

test('typing in one field is undone as one step', () => {
  const keeper = new NoticeKeeper({ version: 1, draft: draft('') }, ports([]).all);
  for (const title of ['排', '排查', '排查商铺']) keeper.change(titled(title), 'title');
  keeper.change(titled('另一步'));
  keeper.undo();
  expect(keeper.snapshot().draft.title).toBe('排查商铺');
  keeper.undo();
  expect(keeper.snapshot()).toMatchObject({ draft: { title: '' }, undoable: false });
});
