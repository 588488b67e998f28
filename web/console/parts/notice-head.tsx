import { Alert, Button, DatePicker, Input, InputNumber, Popconfirm } from 'antd';
import dayjs from 'dayjs';
import type { NoticeDraft } from '../../../workers/contract/notice-desk.ts';
import { Labelled } from './notice-bits.tsx';
import type { Desk } from './notice-desk.ts';
import { shiftYears, yearsBehind } from './notice-years.ts';

/** What the notice says of itself; it becomes the plan's. */
export function NoticeHead({ desk }: { desk: Desk }) {
  const { draft, locked } = desk;
  const set = (patch: Partial<NoticeDraft>) => desk.change((d) => ({ ...d, ...patch }), Object.keys(patch).join());
  return (
    <details className="nt-head" open={draft.title === '' || undefined}>
      <summary>
        <strong>{draft.title || '（没有标题，请填写）'}</strong>
        <span className="muted">
          {[draft.docNo, draft.issuer, draft.issuedOn].filter(Boolean).join(' · ')}　修改通知信息
        </span>
      </summary>
      <div className="nt-head-fields">
        <Labelled label="标题（任务计划的名称）" wide>
          {(id) => (
            <Input
              id={id}
              disabled={locked}
              maxLength={120}
              value={draft.title}
              onChange={(e) => set({ title: e.target.value })}
            />
          )}
        </Labelled>
        <Labelled label="文号">
          {(id) => (
            <Input
              id={id}
              disabled={locked}
              maxLength={60}
              value={draft.docNo}
              onChange={(e) => set({ docNo: e.target.value })}
            />
          )}
        </Labelled>
        <Labelled label="发文单位">
          {(id) => (
            <Input
              id={id}
              disabled={locked}
              maxLength={80}
              value={draft.issuer}
              onChange={(e) => set({ issuer: e.target.value })}
            />
          )}
        </Labelled>
        <Labelled label="发文日期">
          {(id) => (
            <DatePicker
              id={id}
              disabled={locked}
              style={{ width: '100%' }}
              value={draft.issuedOn ? dayjs(draft.issuedOn) : null}
              onChange={(d) => set({ issuedOn: d?.format('YYYY-MM-DD') ?? null })}
            />
          )}
        </Labelled>
        <Labelled label="计划年度">
          {(id) => (
            <InputNumber
              id={id}
              disabled={locked}
              style={{ width: '100%' }}
              min={2000}
              max={2100}
              value={draft.year}
              onChange={(year) => set({ year: year ?? draft.year })}
            />
          )}
        </Labelled>
      </div>
      {desk.view.doubts.length > 0 && (
        <ul className="nt-doubts">
          {desk.view.doubts.map((d) => (
            <li key={d.code} className="soon">
              {d.words}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** A notice of an earlier year: all its deadlines moved in one act. */
export function YearShift({ desk }: { desk: Desk }) {
  const { thisYear } = desk.view;
  const by = yearsBehind(desk.draft, thisYear);
  if (by === 0 || desk.locked) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="nt-alert"
      title={`这份通知的期限从 ${thisYear - by} 年开始，早于今年。`}
      action={
        <Popconfirm
          title={`所有期限、节点推后 ${by} 年？`}
          description="期限原文里的年份一并改写，可以撤销。"
          okText="顺延"
          cancelText="不动"
          onConfirm={() => desk.change(shiftYears(by))}
        >
          <Button size="small">整体顺延到 {thisYear} 年</Button>
        </Popconfirm>
      }
    />
  );
}
