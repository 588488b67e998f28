import { Link, useNavigate } from '@tanstack/react-router';
import { Button, DatePicker, Tag } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { BULLETIN_STATES, bulletins, draftBulletin, periodWords } from '../../../workers/contract/month.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { dayOf, today } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { MonthReview } from '../parts/review-form.tsx';

type Row = ClientOutput<typeof bulletins>['items'][number];

/** 调度通报: one review and one bulletin a month, drafted by one click. */
export function Bulletins() {
  const may = useCan()('bulletin.write');
  const navigate = useNavigate();
  // Most papers are written in the first days of a month, about the one before.
  const [month, setMonth] = useState(() => dayjs(today()).subtract(dayjs(today()).date() <= 20 ? 1 : 0, 'month'));
  const period = month.format('YYYY-MM');
  const pages = usePages(bulletins, { limit: 50 } as never);
  const draft = useCommand(draftBulletin, {
    done: '已按台账起草',
    touches: ['bulletins.'],
    onDone: ({ id }) => void navigate({ to: `/bulletins/${id}` as '/' }),
  });
  return (
    <>
      <section className="card">
        <div className="row" style={{ marginBottom: 12 }}>
          <h2 className="grow" style={{ margin: 0 }}>
            通报
          </h2>
          <DatePicker
            aria-label="月份"
            picker="month"
            allowClear={false}
            value={month}
            onChange={(next) => next && setMonth(next)}
          />
          {may && (
            <Button type="primary" loading={draft.isPending} onClick={() => draft.mutate({ period })}>
              起草{periodWords(period)}通报
            </Button>
          )}
        </div>
        <PagedTable<Row>
          rowKey="id"
          pages={pages as never}
          empty="还没有通报。"
          scroll={{ x: 720 }}
          columns={[
            { title: '月份', width: 120, render: (_, r) => periodWords(r.period) },
            {
              title: '标题',
              render: (_, r) => (
                <>
                  <Link to={`/bulletins/${r.id}` as '/'}>{r.title}</Link>
                  <div className="muted num">
                    {r.number}
                    {r.edition > 1 && ` 第 ${r.edition} 版`}
                  </div>
                </>
              ),
            },
            { title: '状态', width: 100, render: (_, r) => <Tag>{BULLETIN_STATES[r.state]}</Tag> },
            {
              title: '印发',
              width: 120,
              className: 'num',
              render: (_, r) => (r.publishedAt ? dayOf(r.publishedAt) : '—'),
            },
            {
              title: '已读单位',
              width: 100,
              className: 'num',
              render: (_, r) => (r.units > 0 ? `${r.readBy}/${r.units}` : '—'),
            },
          ]}
        />
      </section>
      <MonthReview period={period} />
    </>
  );
}
