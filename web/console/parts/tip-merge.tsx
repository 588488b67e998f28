import { Alert, Button, Modal, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import { mergeTip } from '../../../workers/contract/tip-desk.ts';
import { useCommand } from '../data.ts';
import { useCan } from './person.ts';
import { stillOpen } from './tip-bits.tsx';
import { type Comparable, type Likeness, suggestDuplicates } from './tip-compare.ts';
import { firstLine, type Read, useReads } from './tip-sealed.ts';
import { useUnits } from './units.ts';

const SHOWN = 3;

function comparable({ row, opened }: Read): Comparable {
  const { id, day, category, placeUnitId } = row;
  const { text, place, enterprise } = opened!.content;
  return { id, day, category, placeUnitId, text, place, enterprise };
}

/** Pairs that may be one matter, out of what this browser has opened; `of` = those of one tip. */
export function Duplicates({ of }: { of?: string }) {
  const { reads } = useReads();
  const units = useUnits();
  const can = useCan();
  const [apart, setApart] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<Likeness>();
  const [whole, setWhole] = useState(false);
  const pairs = useMemo(() => {
    const open = [...reads.values()].filter((r) => r.opened && stillOpen(r.sealed.state));
    const parents = new Map(units.all.map((u) => [u.id, u.parentId]));
    return suggestDuplicates(open.map(comparable), parents);
  }, [reads, units.all]);
  const shown = pairs.filter((p) => !apart.includes(p.a + p.b) && (!of || p.a === of || p.b === of));
  if (shown.length === 0 || !can('tip.office')) return null;
  const line = (id: string) => firstLine(reads.get(id)!.opened!.content.text);
  return (
    <div className="card" style={{ marginBottom: 12 }}>
      <h2>可能是同一件事（{shown.length}）</h2>
      <ul className="rows">
        {shown.slice(0, whole ? shown.length : SHOWN).map((p) => (
          <li key={p.a + p.b} className="row">
            <span className="pair-text">
              {line(p.a)} <span className="muted">／</span> {line(p.b)}
              <div className="muted">{p.why}</div>
            </span>
            <Button size="small" onClick={() => setApart([...apart, p.a + p.b])}>
              不是一件
            </Button>
            <Button size="small" type="primary" onClick={() => setChosen(p)}>
              对照并案
            </Button>
          </li>
        ))}
      </ul>
      <div className="row muted">
        <span className="grow">只在本机比较已解密的举报，比较结果不上传。</span>
        {shown.length > SHOWN && !whole && (
          <Button size="small" type="link" onClick={() => setWhole(true)}>
            全部列出
          </Button>
        )}
      </div>
      {chosen && (
        <MergeDialog
          pair={[reads.get(chosen.a)!, reads.get(chosen.b)!]}
          why={chosen.why}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}

/** Both texts side by side. The earlier one goes on by default; both receipts stay alive. */
export function MergeDialog({ pair, why, onClose }: { pair: [Read, Read]; why: string; onClose: () => void }) {
  const units = useUnits();
  const { refresh } = useReads();
  const [first, second] = pair;
  const earlier = first.row.day <= second.row.day ? first : second;
  const [keep, setKeep] = useState(earlier.row.id);
  const [kept, gone] = keep === first.row.id ? [first, second] : [second, first];
  const merge = useCommand(mergeTip, {
    done: '已并案，两位举报人的回执都继续有效',
    touches: ['tips.', 'hazards.', 'home'],
    onDone: () => {
      refresh(gone.row.id, { state: 'merged' });
      onClose();
    },
  });
  return (
    <Modal
      open
      width={960}
      title="对照并案"
      okText="并案"
      confirmLoading={merge.isPending}
      onCancel={onClose}
      onOk={() => merge.mutate({ id: gone.row.id, version: gone.sealed.version, intoId: kept.row.id })}
    >
      <p>{why}。请对照内容，选保留哪一件继续办理：</p>
      <Radio.Group value={keep} onChange={(e) => setKeep(e.target.value as string)} style={{ width: '100%' }}>
        <div className="grid2">
          {pair.map(({ row, opened }) => (
            <div key={row.id}>
              <Radio value={row.id}>保留这一件</Radio>
              <div className="muted">
                {row.day} · {CATEGORIES[row.category]} · {units.short(row.placeUnitId) || '未选地点'} ·{' '}
                {row.hazardNumber}
              </div>
              <div className="sealed-text">{opened!.content.text}</div>
              <div>{[opened!.content.place, opened!.content.enterprise].filter(Boolean).join(' · ')}</div>
            </div>
          ))}
        </div>
      </Radio.Group>
      <Alert
        type="info"
        showIcon
        style={{ marginTop: 12 }}
        title="另一件随保留的一件办理。两位举报人互不知道对方，各自的回执都能继续查进度、收发消息。"
      />
    </Modal>
  );
}
