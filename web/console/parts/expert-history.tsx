import { Button, Popconfirm, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { CREDENTIAL_KINDS, WORK_KINDS } from '../../../workers/contract/expert-words.ts';
import { removeCredential, removePeriod } from '../../../workers/contract/experts.ts';
import { type EligibilityRule, type ExpertFacts, evaluate } from '../../../workers/protocol/eligibility.ts';
import { ExpertTimeline } from '../../shared/expert-timeline-react.tsx';
import { useCommand } from '../data.ts';
import { type Credential, CredentialForm, type Expert, type Period, PeriodForm } from './expert-figure-form.tsx';
import { Paper } from './expert-paper.tsx';
import { Nothing } from './states.tsx';

const CONFIRMATIONS = {
  open: <Tag>待核验</Tag>,
  confirmed: <Tag color="green">已核验</Tag>,
  stale: <Tag color="orange">有改动，待重新核验</Tag>,
};

function factsOf({ birthDay, periods, credentials }: Expert): ExpertFacts {
  const evidenced = (row: Period | Credential) => row.blobId !== null || row.confirmedAt !== null;
  return {
    birthDay,
    periods: periods.map((p) => ({
      ...{ id: p.id, employer: p.employer, post: p.post, work: p.work, field: p.field },
      ...{ from: p.fromDay, to: p.toDay, share: p.share, evidenced: evidenced(p) },
    })),
    credentials: credentials.map((c) => ({
      ...{ id: c.id, kind: c.kind, name: c.name, level: c.level, expires: c.expiresOn, evidenced: evidenced(c) },
    })),
  };
}

/** The periods, drawn against the bar of each pool one keeps, and as a list to be edited. */
export function Periods({ expert }: { expert: Expert }) {
  const [editing, setEditing] = useState<Period | 'new'>();
  const remove = useCommand(removePeriod, { done: '已删去', touches: ['experts.', 'seats.'] });
  const measured = useMemo(() => {
    const facts = factsOf(expert);
    return expert.seats.flatMap((seat) =>
      seat.rule ? [{ seat, facts, verdict: evaluate(seat.rule as unknown as EligibilityRule, facts, expert.day) }] : [],
    );
  }, [expert]);
  return (
    <>
      {measured.map(({ seat, facts, verdict }) => (
        <section key={seat.id} style={{ marginBottom: 20 }}>
          <h3 style={{ margin: '0 0 6px' }}>{seat.poolTitle}</h3>
          <ExpertTimeline verdict={verdict} facts={facts} />
        </section>
      ))}
      {expert.periods.length === 0 && <Nothing why="还没有工作经历" />}
      <ol className="rows">
        {expert.periods.map((p) => (
          <li key={p.id} className="row" style={{ alignItems: 'flex-start' }}>
            <div className="grow">
              <div>
                {p.employer} · {p.post} {CONFIRMATIONS[p.confirmation]}
              </div>
              <div className="row muted">
                <span className="num">
                  {p.fromDay} 至 {p.toDay ?? '今'}
                </span>
                <span>{WORK_KINDS[p.work]}</span>
                <span>{p.fieldLabel}</span>
                {p.share < 100 && <span className="num">占 {p.share}%</span>}
                <Paper expertId={expert.id} row={p} name={`${expert.name} ${p.employer}`} />
                {p.confirmedBy && <span>{p.confirmedBy}核验</span>}
              </div>
            </div>
            {expert.may.edit && (
              <div className="row">
                <Button size="small" onClick={() => setEditing(p)}>
                  修改
                </Button>
                <Popconfirm title="删去这一段经历？" okText="删去" onConfirm={() => remove.mutate({ id: p.id })}>
                  <Button size="small">删去</Button>
                </Popconfirm>
              </div>
            )}
          </li>
        ))}
      </ol>
      {expert.may.edit && <Button onClick={() => setEditing('new')}>增加工作经历</Button>}
      {editing && (
        <PeriodForm
          expert={expert}
          {...(editing === 'new' ? {} : { period: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

export function Credentials({ expert }: { expert: Expert }) {
  const [editing, setEditing] = useState<Credential | 'new'>();
  const remove = useCommand(removeCredential, { done: '已删去', touches: ['experts.', 'seats.'] });
  return (
    <>
      {expert.credentials.length === 0 && <Nothing why="还没有职称、资格、学历" />}
      <ol className="rows">
        {expert.credentials.map((c) => (
          <li key={c.id} className="row" style={{ alignItems: 'flex-start' }}>
            <div className="grow">
              <div>
                {c.name} {c.level && `（${c.level}）`} {CONFIRMATIONS[c.confirmation]}
              </div>
              <div className="row muted">
                <span>{CREDENTIAL_KINDS[c.kind]}</span>
                {c.number && <span className="num">编号 {c.number}</span>}
                {c.issuedOn && <span className="num">{c.issuedOn} 发证</span>}
                {c.expiresOn && (
                  <span className={c.expiresOn < expert.day ? 'late num' : 'num'}>
                    {c.expiresOn < expert.day ? `${c.expiresOn} 已到期` : `有效期至 ${c.expiresOn}`}
                  </span>
                )}
                <Paper expertId={expert.id} row={c} name={`${expert.name} ${c.name}`} />
              </div>
            </div>
            {expert.may.edit && (
              <div className="row">
                <Button size="small" onClick={() => setEditing(c)}>
                  修改
                </Button>
                <Popconfirm title="删去这一项？" okText="删去" onConfirm={() => remove.mutate({ id: c.id })}>
                  <Button size="small">删去</Button>
                </Popconfirm>
              </div>
            )}
          </li>
        ))}
      </ol>
      {expert.may.edit && <Button onClick={() => setEditing('new')}>增加职称、资格、学历</Button>}
      {editing && (
        <CredentialForm
          expert={expert}
          {...(editing === 'new' ? {} : { credential: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}
