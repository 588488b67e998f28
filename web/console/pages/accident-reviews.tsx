import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select, Tag } from 'antd';
import { useState } from 'react';
import { accidentReviews } from '../../../workers/contract/accident-reviews.ts';
import { ACCIDENT_GRADES, ACCIDENT_STATES, CONCLUSIONS } from '../../../workers/contract/register-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { AccidentEditor } from '../parts/accident-editor.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof accidentReviews>['items'][number];

/** 事故整改评估: accidents whose report asked for measures, and how far these were carried out. */
export function AccidentReviews() {
  const can = useCan();
  const navigate = useNavigate();
  const [state, setState] = useState<Row['state']>();
  const [adding, setAdding] = useState(false);
  const pages = usePages(accidentReviews, { limit: 50, ...(state ? { state } : {}) } as never);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Select
          allowClear
          style={{ width: 160 }}
          placeholder="状态"
          aria-label="状态"
          value={state}
          onChange={setState}
          options={Object.entries(ACCIDENT_STATES).map(([value, label]) => ({ value: value as Row['state'], label }))}
        />
        <span className="grow" />
        {can('supervise.issue') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            登记事故调查报告
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty="没有登记的事故。报告批复后登记，一年内完成整改评估。"
        scroll={{}}
        columns={[
          {
            title: '事故',
            render: (_, r) => (
              <>
                <Link to={`/accident-reviews/${r.id}` as '/'}>{r.title}</Link>
                <div className="muted num">
                  {r.accidentDay} {ACCIDENT_GRADES[r.grade]} {r.docNo}
                </div>
              </>
            ),
          },
          { title: '状态', width: 120, render: (_, r) => <AccidentState of={r} /> },
          {
            title: '已评估',
            width: 90,
            className: 'num',
            responsive: WIDE,
            render: (_, r) => `${r.evaluated}/${r.measures}`,
          },
          {
            title: '结论',
            width: 110,
            responsive: WIDE,
            render: (_, r) => (r.conclusion ? CONCLUSIONS[r.conclusion] : '—'),
          },
          {
            title: '评估期限',
            width: 110,
            className: 'num',
            render: (_, r) => <span className={r.late ? 'late' : ''}>{r.dueDay}</span>,
          },
        ]}
      />
      {adding && (
        <AccidentEditor
          onClose={() => setAdding(false)}
          onDone={(id) => void navigate({ to: `/accident-reviews/${id}` as '/' })}
        />
      )}
    </div>
  );
}

export function AccidentState({ of }: { of: Pick<Row, 'state' | 'late'> }) {
  return (
    <>
      <Tag color={of.state === 'published' ? 'green' : 'geekblue'}>{ACCIDENT_STATES[of.state]}</Tag>
      {of.late && <span className="late">已超期</span>}
    </>
  );
}
