import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { CATEGORIES, HAZARD_STATES, type HazardState } from '../../../workers/contract/hazards.ts';
import { setKind } from '../../../workers/contract/tip-desk.ts';
import { TIP_KINDS, type TipKind, TRACKS } from '../../../workers/contract/tips.ts';
import { useCommand } from '../data.ts';
import { prose, remaining, timeOf } from '../format.ts';
import { useCan } from './person.ts';
import { ChannelTag, Marks, stillOpen, TipStateTag } from './tip-bits.tsx';
import type { Sealed } from './tip-sealed.ts';
import { useUnits } from './units.ts';

const CLOCKS: Record<string, string> = {
  accept: '受理',
  verify: '核查认定',
  rectify: '整改',
  retaliation: '答复打击报复',
  objection: '提出不属本单位',
};

/** Desks as officials call them. */
export function useDeskName(): (desk: string) => string {
  const units = useUnits();
  return (desk) =>
    desk === 'intake'
      ? '举报受理'
      : desk === 'discipline'
        ? '纪检监察'
        : `${units.short(desk.replace(/^verification:/, '')) || '单位'}核查`;
}

export function TipHead({ tip }: { tip: Sealed }) {
  const units = useUnits();
  const can = useCan();
  const deskName = useDeskName();
  const facts: [string, React.ReactNode][] = [
    ['收到', tip.day],
    ['来源', <ChannelTag key="c" channel={tip.channel} />],
    ['方式', TRACKS[tip.header.track]],
    ['地点', units.byId.get(tip.header.placeUnitId ?? '')?.name ?? '未选街道'],
    ['办理', deskName(tip.desk)],
    ['类型', <Kind key="k" tip={tip} />],
  ];
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <TipStateTag state={tip.state} />
        <strong>
          <Marks tip={{ ...tip.header, priority: tip.priority }} />
          {CATEGORIES[tip.header.category]}
        </strong>
        {tip.muted && <span className="muted">已静音</span>}
        <span className="grow" />
        {can('hazard.confirm') ? (
          <Link to="/hazards/$id" params={{ id: tip.hazard.id } as never}>
            隐患 {tip.hazard.number}（{HAZARD_STATES[tip.hazard.state as HazardState]}）
          </Link>
        ) : (
          <span className="num">隐患 {tip.hazard.number}</span>
        )}
      </div>
      <dl className="facts tip-facts">
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Clocks tip={tip} />
    </>
  );
}

/** Changing it changes the limits that run. */
function Kind({ tip }: { tip: Sealed }) {
  const set = useCommand(setKind, { done: '类型已改，期限随之重算', touches: ['tips.open', 'tips.desk'] });
  if (!stillOpen(tip.state)) return TIP_KINDS[tip.kind];
  return (
    <Select<TipKind>
      aria-label="举报类型"
      size="small"
      style={{ width: 150 }}
      value={tip.kind}
      loading={set.isPending}
      onChange={(kind) => set.mutate({ id: tip.id, version: tip.version, kind })}
      options={Object.entries(TIP_KINDS).map(([value, label]) => ({ value: value as TipKind, label }))}
    />
  );
}

function Clocks({ tip }: { tip: Sealed }) {
  // A limit that a later one of its kind replaced says nothing any more.
  const shown = tip.clocks.filter(
    (c, i) => !c.stopped || !tip.clocks.some((o, j) => o.kind === c.kind && (!o.stopped || j > i)),
  );
  if (shown.length === 0) return null;
  return (
    <ul className="rows" aria-label="期限" style={{ marginTop: 12 }}>
      {shown.map((c) => {
        const late = !c.stopped && c.dueAt !== null && Date.parse(c.dueAt) < Date.now();
        return (
          <li key={c.kind + c.dueAt}>
            <div className="row">
              <strong>{CLOCKS[c.kind] ?? '办理期限'}</strong>
              <span className="grow num">{c.dueAt ? prose(c.dueAt) : '未定'}</span>
              {c.extended && <span className="muted">已延期</span>}
              <span className={late ? 'late' : ''}>{c.stopped ? '已办' : c.dueAt ? remaining(c.dueAt) : ''}</span>
            </div>
            <div className="muted">{c.basis}</div>
          </li>
        );
      })}
    </ul>
  );
}

export function Looks({ tip }: { tip: Sealed }) {
  return (
    <details style={{ marginTop: 16 }}>
      <summary className="muted">查看记录 {tip.looks.length} 次（每次打开都会记录）</summary>
      <ul className="rows">
        {tip.looks.map((l) => (
          <li key={l.at + l.name} className="muted num">
            {timeOf(l.at)} {l.name}
          </li>
        ))}
      </ul>
    </details>
  );
}
