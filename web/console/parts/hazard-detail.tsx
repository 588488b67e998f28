import { Link } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { CATEGORIES, HAZARD_SOURCES, one } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { prose, timeOf } from '../format.ts';
import { HazardActions } from './hazard-actions.tsx';
import { Due, isOpen, LevelTag, StateTag } from './hazard-bits.tsx';
import { OrderFrom } from './order-from.tsx';
import { useCan } from './person.ts';
import { Photos } from './photos.tsx';
import { Fallible } from './states.tsx';
import { Timeline } from './timeline.tsx';

export type Hazard = ClientOutput<typeof one>;
const CLOCKS = { accept: '受理认定', verify: '核查答复', rectify: '整改' } as const;

/** One hazard: facts, photos, the steps now open to this person, and everything that happened. */
export function HazardDetail({ id, wide, onClose }: { id: string; wide?: boolean; onClose?: () => void }) {
  const can = useCan();
  const query = useRoute(one, { id });
  const hazard = query.data;
  return (
    <Fallible query={query}>
      {hazard && (
        <>
          <div className="row" style={{ marginBottom: 8 }}>
            <span className="num muted">{hazard.number}</span>
            <StateTag state={hazard.state} />
            <LevelTag level={hazard.level} />
            {hazard.restricted && <Tag>仅举报受理员可见</Tag>}
            <span className="grow" />
            {!wide && (
              <Link to="/hazards/$id" params={{ id } as never}>
                整页打开
              </Link>
            )}
            {onClose && (
              <Button type="text" size="small" aria-label="关闭" onClick={onClose}>
                ×
              </Button>
            )}
          </div>
          <h2 style={{ fontSize: 18, margin: '0 0 12px' }}>{hazard.title}</h2>
          <div className="row">
            <HazardActions hazard={hazard} />
            {isOpen(hazard.state) && !hazard.restricted && (
              <OrderFrom
                hazardId={hazard.id}
                unitId={hazard.ownerUnitId ?? undefined}
                matter={`隐患 ${hazard.number}“${hazard.title}”整改`}
              />
            )}
            {can('case.write') && !hazard.restricted && (
              <Link to={'/criminal-cases' as '/'} search={{ hazard: hazard.id } as never}>
                <Button>登记刑事案件线索</Button>
              </Link>
            )}
          </div>
          <div className={wide ? 'grid2' : ''} style={{ marginTop: 16 }}>
            <div>
              <Facts hazard={hazard} />
              <Clocks hazard={hazard} />
              <Photos hazard={hazard} />
            </div>
            <Timeline id={id} version={hazard.version} />
          </div>
        </>
      )}
    </Fallible>
  );
}

function Facts({ hazard }: { hazard: Hazard }) {
  const name = (id: string | null) => (id ? (hazard.names[id] ?? '') : '');
  const owner = name(hazard.ownerUnitId) + (hazard.assigneeId ? ` · ${name(hazard.assigneeId)}` : '');
  const place = [name(hazard.placeUnitId), hazard.address].filter(Boolean).join(' ');
  const lines: [string, React.ReactNode][] = [
    ['情况', hazard.description],
    ['地点', place],
    ['企业', hazard.enterprise],
    ['类别', hazard.category ? CATEGORIES[hazard.category as keyof typeof CATEGORIES] : ''],
    ['来源', HAZARD_SOURCES[hazard.source]],
    [
      '上报',
      `${hazard.source === 'tip' ? prose(hazard.createdAt) : timeOf(hazard.createdAt)} ${name(hazard.reportedBy)}`,
    ],
    ['责任单位', owner || '未交办'],
    ['盯防人', hazard.watcher],
    ['临时措施', hazard.interimMeasures],
    ['整改情况', hazard.rectification],
    ['整改人', name(hazard.rectifiedBy)],
    ['验收人', name(hazard.verifierId)],
    ['结论', hazard.outcomeReason],
  ];
  return (
    <dl className="facts">
      {lines
        .filter(([, value]) => Boolean(value))
        .map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      {hazard.mergedIntoId && (
        <>
          <dt>并入</dt>
          <dd>
            <Link to="/hazards/$id" params={{ id: hazard.mergedIntoId } as never}>
              查看并入的隐患
            </Link>
          </dd>
        </>
      )}
    </dl>
  );
}

function Clocks({ hazard }: { hazard: Hazard }) {
  if (hazard.clocks.length === 0) return null;
  return (
    <section style={{ marginTop: 16 }}>
      <h2 style={{ fontSize: 15 }}>期限</h2>
      <ul className="rows">
        {hazard.clocks.map((c) => (
          <li key={c.id}>
            <div className="row">
              <strong>{CLOCKS[c.kind]}</strong>
              {c.unknown ? (
                <Tag color="orange">该年放假安排未公布，期限待算</Tag>
              ) : (
                <Due dueAt={c.dueAt} open={!c.stoppedAt && isOpen(hazard.state)} long />
              )}
              {c.stoppedAt && <span className="muted">{timeOf(c.stoppedAt)} 办结</span>}
            </div>
            <div className="muted">
              依据：{c.basis}
              {!c.basisChecked && <Tag style={{ marginLeft: 6 }}>待核实</Tag>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
