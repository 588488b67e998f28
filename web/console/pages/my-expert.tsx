import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { ENGAGEMENT_KINDS, SEAT_STATES } from '../../../workers/contract/expert-words.ts';
import { addLeave, mine, removeLeave } from '../../../workers/contract/experts.ts';
import { myJobCounts, myJobs } from '../../../workers/contract/my-expert.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { DayField } from '../parts/day-field.tsx';
import { More, PartTag } from '../parts/engagement-bits.tsx';
import { MyFees } from '../parts/my-fees.tsx';
import { Failed, Fallible, Nothing } from '../parts/states.tsx';
import { CalendarFeed } from '../parts/task-calendar.tsx';
import { MyTrainings } from '../parts/training.tsx';
import { slug } from '../place.ts';

type Row = ClientOutput<typeof myJobs>['items'][number];
type Record_ = ClientOutput<typeof mine>;

/** 我的专家事项: invitations first, then what is in hand; one's card, leaves and fees below. */
export function MyExpert() {
  const [open, setOpen] = useState(true);
  const pages = usePages(myJobs, { limit: 20, ...(open ? { open: 'true' } : {}) } as never);
  const counts = useRoute(myJobCounts, {});
  const record = useRoute(mine, {});
  const { invited = 0, accepted = 0 } = counts.data ?? {};
  return (
    <div style={{ maxWidth: 760 }}>
      <section className="card" aria-labelledby="jobs">
        <div className="row" style={{ marginBottom: 12 }}>
          <h2 id="jobs" style={{ margin: 0 }}>
            我的工作
          </h2>
          <span className={invited > 0 ? 'soon' : 'muted'}>
            {invited} 项待答复，{accepted} 项进行中
          </span>
          <span className="grow" />
          <Segmented
            value={open ? 'open' : 'all'}
            onChange={(v) => setOpen(v === 'open')}
            options={[
              { value: 'open', label: '待办' },
              { value: 'all', label: '全部' },
            ]}
          />
        </div>
        {pages.error && <Failed error={pages.error} retry={() => void pages.refetch()} />}
        {pages.items.map((row) => (
          <JobLine key={row.id} row={row} />
        ))}
        {!pages.isPending && !pages.error && pages.items.length === 0 && (
          <Nothing why={open ? '没有待办的专家工作。收到邀请会出现在这里。' : '还没有专家工作。'} />
        )}
        <More of={pages} />
      </section>
      <Fallible query={record}>
        {record.data && (
          <>
            <Cards of={record.data} />
            <Leaves of={record.data} />
          </>
        )}
      </Fallible>
      <MyTrainings />
      <MyFees />
      <section className="card" aria-labelledby="calendar">
        <h2 id="calendar">手机日历</h2>
        <CalendarFeed />
      </section>
    </div>
  );
}

function JobLine({ row }: { row: Row }) {
  return (
    <Link to={`/my-expert/${row.id}` as '/'} className="eng-job">
      <span className="row">
        <strong>{row.enterprise}</strong>
        <PartTag state={row.state} />
      </span>
      <span className="muted">
        {row.kind ? `${ENGAGEMENT_KINDS[row.kind]} · ` : ''}
        {row.unitName} · <span className="num">{row.fromDay}</span> 至 <span className="num">{row.toDay}</span>
      </span>
      {row.state === 'invited' && <span className="soon"> 请先作利益冲突声明，再答复</span>}
    </Link>
  );
}

/** Seats in pools; whoever holds a number has a card that anybody can check. */
function Cards({ of }: { of: Record_ }) {
  return (
    <section className="card" aria-labelledby="cards">
      <h2 id="cards">我的专家证</h2>
      <ul className="eng-list">
        {of.seats.map((seat) => (
          <li key={seat.id}>
            {seat.poolTitle} <span className="muted">{SEAT_STATES[seat.state]}</span>{' '}
            {seat.number && (
              <a href={`/${slug}/experts/card/${encodeURIComponent(seat.number)}`} target="_blank" rel="noreferrer">
                证号 <span className="num">{seat.number}</span>，出示二维码
              </a>
            )}
          </li>
        ))}
      </ul>
      {of.seats.length === 0 && <p className="muted">还没有入库记录。</p>}
    </section>
  );
}

function Leaves({ of }: { of: Record_ }) {
  const [form] = Form.useForm<{ fromDay: string; toDay: string; reason?: string }>();
  const add = useCommand(addLeave, {
    done: '已登记，这些天不会抽到您',
    touches: ['experts.mine'],
    onDone: () => form.resetFields(),
  });
  const remove = useCommand(removeLeave, { done: '已取消', touches: ['experts.mine'] });
  const must = [{ required: true, message: '请选择日期' }];
  return (
    <section className="card" aria-labelledby="leaves">
      <h2 id="leaves">不能参加的日子</h2>
      <ul className="eng-list">
        {of.leaves.map((leave) => (
          <li key={leave.id} className="row">
            <span className="num">
              {leave.fromDay} 至 {leave.toDay}
            </span>
            <span className="muted grow">{leave.reason}</span>
            <Button size="small" loading={remove.isPending} onClick={() => remove.mutate({ id: leave.id })}>
              取消
            </Button>
          </li>
        ))}
      </ul>
      <Form
        form={form}
        layout="vertical"
        style={{ marginTop: 12 }}
        onFinish={(values) => add.mutate({ expertId: of.id, ...values })}
      >
        <div className="grid2">
          <Form.Item name="fromDay" label="从" rules={must}>
            <DayField />
          </Form.Item>
          <Form.Item name="toDay" label="到" rules={must}>
            <DayField />
          </Form.Item>
        </div>
        <Form.Item name="reason" label="原因（选填）">
          <Input maxLength={100} />
        </Form.Item>
        <Button htmlType="submit" loading={add.isPending}>
          登记
        </Button>
      </Form>
    </section>
  );
}
