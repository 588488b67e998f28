import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { endFeed, makeFeed } from '../../../workers/contract/assignments.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { taskCalendar } from '../../../workers/contract/tasks.ts';
import { useCommand } from '../data.ts';
import { today } from '../format.ts';
import { apiBase } from '../place.ts';
import { useAll } from './plan-all.ts';
import { Failed, Nothing } from './states.tsx';

type Entry = ClientOutput<typeof taskCalendar>['items'][number];
const DAY_MS = 86_400_000;
const KINDS = { assignment: '办结', milestone: '节点', step: '工期' } as const;
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Six weeks or fewer, Monday first, that hold the month. */
function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01`);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks: string[][] = [];
  for (let at = start; weeks.length < 6 && (at === start || iso(at).slice(0, 7) <= month); at += 7 * DAY_MS)
    weeks.push(Array.from({ length: 7 }, (_, i) => iso(at + i * DAY_MS)));
  return weeks;
}
function shifted(month: string, by: number): string {
  const [year = 0, m = 1] = month.split('-').map(Number);
  return iso(Date.UTC(year, m - 1 + by, 1)).slice(0, 7);
}

/** Due days by month; of one plan when its tasks are given. On a phone the days stand one below the other. */
export function TaskCalendar({ only }: { only?: ReadonlySet<string> }) {
  const now = today();
  const [month, setMonth] = useState(now.slice(0, 7));
  const weeks = weeksOf(month);
  const days = weeks.flat();
  const pages = useAll(taskCalendar, { from: days[0]!, to: days.at(-1)!, limit: 100 });
  const entries = (pages.items as Entry[]).filter((e) => !only || only.has(e.taskId));
  const byDay = new Map<string, Entry[]>();
  for (const e of entries) byDay.set(e.day, [...(byDay.get(e.day) ?? []), e]);
  const inMonth = entries.filter((e) => e.day.startsWith(month));
  const [year, m] = month.split('-');
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <Button aria-label="上个月" onClick={() => setMonth(shifted(month, -1))}>
          ‹
        </Button>
        <strong className="num" aria-live="polite">
          {year} 年 {Number(m)} 月
        </strong>
        <Button aria-label="下个月" onClick={() => setMonth(shifted(month, 1))}>
          ›
        </Button>
        <Button type="link" onClick={() => setMonth(now.slice(0, 7))}>
          回到本月
        </Button>
        <span className="muted">
          本月到期 {inMonth.length} 件{late(inMonth) > 0 && '，其中'}
          {late(inMonth) > 0 && <span className="late">超期 {late(inMonth)} 件</span>}
        </span>
      </div>
      {pages.error && entries.length === 0 && <Failed error={pages.error} retry={() => void pages.refetch()} />}
      <table className="month">
        <thead>
          <tr>
            {[...'一二三四五六日'].map((d) => (
              <th key={d} scope="col">
                周{d}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} className={dayClass(day, month, now, byDay.has(day))}>
                  <span className="num">
                    <span className="only-phone">{Number(day.slice(5, 7))}月</span>
                    {Number(day.slice(8))}
                    <span className="only-phone">日</span>
                    {day === now && ' 今天'}
                  </span>
                  <Day entries={byDay.get(day) ?? []} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!pages.isPending && inMonth.length === 0 && !pages.error && <Nothing why="这个月没有到期的任务。" />}
    </>
  );
}

const late = (entries: readonly Entry[]) => entries.filter((e) => e.late && !e.done).length;
const dayClass = (day: string, month: string, now: string, full: boolean) =>
  [day.startsWith(month) ? '' : 'other', day === now ? 'today' : '', full ? '' : 'bare'].join(' ');
const SHOWN = 4;

/** The first few; the rest unfold in place. */
function Day({ entries }: { entries: readonly Entry[] }) {
  const [all, setAll] = useState(false);
  return (
    <>
      {entries.slice(0, all ? undefined : SHOWN).map((e) => (
        <Link
          key={`${e.kind}-${e.id}`}
          to="/tasks/$id"
          params={{ id: e.taskId } as never}
          className={`entry ${e.done ? 'done' : e.late ? 'late' : ''}`}
          title={`${KINDS[e.kind]}：${e.title} ${e.unit}`}
        >
          {e.done ? '✓ ' : e.late ? '! 超期 ' : ''}
          {e.unit && `${e.unit} · `}
          {e.title}
        </Link>
      ))}
      {!all && entries.length > SHOWN && (
        <button type="button" className="entry" onClick={() => setAll(true)}>
          还有 {entries.length - SHOWN} 件
        </button>
      )}
    </>
  );
}

/** An address that a phone's calendar reads by itself. It is shown once. */
export function CalendarFeed() {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const make = useCommand(makeFeed, {
    onDone: ({ path }) =>
      setAddress(path.startsWith('/') ? location.origin + path : `${location.origin}${apiBase}/${path}`),
  });
  const end = useCommand(endFeed, { done: '订阅地址已停用', onDone: () => setOpen(false) });
  const copy = () =>
    void navigator.clipboard.writeText(address).then(
      () => message.success('已复制'),
      () => message.info('没有复制成功，请长按地址复制'),
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>订阅到手机日历</Button>
      <Modal
        open={open}
        footer={null}
        title="订阅到手机日历"
        onCancel={() => setOpen(false)}
        afterClose={() => setAddress('')}
      >
        <p>
          手机日历会自动显示您的任务期限。地址只显示这一次，拿到地址的人都能看到您的任务名称，请勿转发；生成新地址，旧地址立即失效。
        </p>
        {address ? (
          <>
            <Input.TextArea
              readOnly
              autoSize
              value={address}
              aria-label="订阅地址"
              onFocus={(e) => e.target.select()}
            />
            <div className="row" style={{ marginTop: 8 }}>
              <Button type="primary" onClick={copy}>
                复制
              </Button>
            </div>
            <Alert
              style={{ marginTop: 12 }}
              type="info"
              title="苹果手机：设置 → 日历 → 账户 → 添加已订阅的日历，粘贴地址。其他手机：在日历应用里选“订阅日历”。"
            />
          </>
        ) : (
          <div className="row">
            <Button type="primary" loading={make.isPending} onClick={() => make.mutate({})}>
              生成订阅地址
            </Button>
            <Button loading={end.isPending} onClick={() => end.mutate({})}>
              停用已有地址
            </Button>
          </div>
        )}
      </Modal>
    </>
  );
}
