import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import type { DraftItem } from '../../../workers/contract/notice-desk.ts';
import { today } from '../format.ts';

/** Days on the way: what must be there by when. */
export function Milestones({ item, set }: { item: DraftItem; set: (patch: Partial<DraftItem>) => void }) {
  const { milestones } = item;
  const put = (i: number, patch: Partial<DraftItem['milestones'][number]>) =>
    set({ milestones: milestones.map((m, at) => (at === i ? { ...m, ...patch } : m)) });
  const add = () => {
    const dueDay = item.dueDay ?? today();
    set({ milestones: [...milestones, { title: '', dueDay }] });
  };
  return (
    <div>
      {milestones.map((m, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else to be known by
        <div className="row nt-milestone" key={i}>
          <DatePicker
            size="small"
            allowClear={false}
            aria-label={`节点 ${i + 1} 的日期`}
            value={dayjs(m.dueDay)}
            onChange={(d) => put(i, { dueDay: d?.format('YYYY-MM-DD') ?? m.dueDay })}
          />
          <Input
            size="small"
            className="grow"
            maxLength={120}
            placeholder="到这一天要完成什么"
            aria-label={`节点 ${i + 1} 的内容`}
            value={m.title}
            onChange={(e) => put(i, { title: e.target.value })}
          />
          <Button
            size="small"
            aria-label={`去掉节点 ${i + 1}`}
            onClick={() => set({ milestones: milestones.toSpliced(i, 1) })}
          >
            ×
          </Button>
        </div>
      ))}
      <Button size="small" type="link" disabled={milestones.length >= 20} onClick={add}>
        + 加时间节点
      </Button>
    </div>
  );
}
