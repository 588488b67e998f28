import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { summonses } from '../../../workers/contract/summonses.ts';
import { SUMMONS_CAUSES, SUMMONS_STATES } from '../../../workers/contract/supervision-words.ts';
import { usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { PaperState, SubjectLine } from '../parts/supervision-bits.tsx';
import { DraftForm } from '../parts/supervision-draft.tsx';
import { listInput, PaperFilters, usePaperSearch, WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof summonses>['items'][number];

/** 约谈: notices, talks, and the written reports that follow. */
export function Summonses() {
  const can = useCan();
  const navigate = useNavigate();
  const search = usePaperSearch();
  const [drafting, setDrafting] = useState(false);
  const pages = usePages(summonses, listInput(search) as never);
  const filtered = Object.values(search).some(Boolean);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <PaperFilters path="/summonses" states={SUMMONS_STATES} />
        <span className="grow" />
        {can('supervise.issue') && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            拟约谈
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={
          filtered
            ? '没有符合条件的约谈。'
            : can('supervise.issue')
              ? '还没有约谈。长期超期的事项系统会按规则拟好草稿；发生事故的请自己拟。'
              : '没有对贵单位的约谈。'
        }
        scroll={{}}
        columns={[
          {
            title: '编号',
            width: 116,
            className: 'num',
            render: (_, s) => (
              <>
                <Link to={`/summonses/${s.id}` as '/'}>{s.number ?? '草稿'}</Link>
                <div>
                  <PaperState kind="summons" state={s.state} late={s.late} />
                </div>
              </>
            ),
          },
          {
            title: '标题',
            render: (_, s) => (
              <>
                <Link to={`/summonses/${s.id}` as '/'}>{s.title}</Link>
                <div className="muted">{SUMMONS_CAUSES[s.cause]}</div>
                <div className="muted narrow-only">
                  {s.unitName}
                  {s.reportDueDay ? ` · ${s.reportDueDay} 前报整改` : s.talkDay && ` · ${s.talkDay} 约谈`}
                </div>
              </>
            ),
          },
          {
            title: '对象',
            width: 170,
            responsive: WIDE,
            render: (_, s) => (
              <>
                {s.unitName}
                <div className="muted">{s.who}</div>
              </>
            ),
          },
          {
            title: '事由',
            width: 240,
            responsive: WIDE,
            render: (_, s) => <SubjectLine of={s.subject} drafted={s.state === 'drafted'} />,
          },
          { title: '约谈日期', width: 110, className: 'num', responsive: WIDE, render: (_, s) => s.talkDay ?? '—' },
          {
            title: '报告期限',
            width: 110,
            className: 'num',
            responsive: WIDE,
            render: (_, s) => s.reportDueDay ?? '—',
          },
        ]}
      />
      {drafting && (
        <DraftForm
          kind="summons"
          onClose={() => setDrafting(false)}
          onDone={(id) => void navigate({ to: `/summonses/${id}` as '/' })}
        />
      )}
    </div>
  );
}
