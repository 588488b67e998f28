import { Button, Tag } from 'antd';
import { CREDENTIAL_KINDS, WORK_KINDS } from '../../../workers/contract/expert-words.ts';
import { confirmFigure } from '../../../workers/contract/seats.ts';
import { useCommand } from '../data.ts';
import { dayOf } from '../format.ts';
import { useCan } from './person.ts';
import { type Figure, type Seat, TOUCHES, useFieldNames } from './seat-bits.tsx';
import { ConfirmAll } from './seat-confirm-all.tsx';

const OPEN = ['applied', 'supplement', 'appointed', 'suspended'];

/** Periods and credentials, each to be compared with its evidence and confirmed by itself. */
export function SeatFigures({ of, shown, onShow }: { of: Seat; shown: string; onShow: (id: string) => void }) {
  const can = useCan();
  const fieldName = useFieldNames();
  const run = useCommand(confirmFigure, { touches: TOUCHES });
  const open = OPEN.includes(of.state) && can('expert.manage');
  const confirm = (figure: Figure, confirmed: boolean) =>
    run.mutate({ id: of.id, version: of.version, figureId: figure.id, hash: figure.hash, confirmed });
  const row = (figure: Figure, title: string, lines: string[]) => (
    <li key={figure.id} className={figure.id === shown ? 'shown' : ''}>
      <button
        type="button"
        className="seat-figure"
        onClick={() => onShow(figure.id)}
        aria-pressed={figure.id === shown}
      >
        <b>{title}</b>
        {lines.filter(Boolean).map((line) => (
          <div key={line} className="muted">
            {line}
          </div>
        ))}
      </button>
      <div className="seat-mark">
        <Mark of={figure} />
        {open && figure.status !== 'confirmed' && (
          <Button size="small" type="primary" loading={run.isPending} onClick={() => confirm(figure, true)}>
            {figure.blobId ? '与材料一致' : '已看原件'}
          </Button>
        )}
        {open && figure.status === 'confirmed' && (
          <Button size="small" loading={run.isPending} onClick={() => confirm(figure, false)}>
            撤销
          </Button>
        )}
      </div>
    </li>
  );
  return (
    <>
      <div className="row">
        <h2 className="grow">工作经历</h2>
        {open && <ConfirmAll of={of} />}
      </div>
      <ul className="seat-figures">
        {of.periods.length === 0 && <li className="muted">没有填写。</li>}
        {of.periods.map((p) =>
          row(p, p.employer, [
            `${p.post || '未写职务'} · ${WORK_KINDS[p.work]} · ${fieldName(p.field)}`,
            `${p.fromDay} 至 ${p.toDay ?? '今'}${p.share < 100 ? ` · 兼职 ${p.share}%` : ''}`,
          ]),
        )}
      </ul>
      <h2 style={{ marginTop: 16 }}>职称、执业资格、学历</h2>
      <ul className="seat-figures">
        {of.credentials.length === 0 && <li className="muted">没有填写。</li>}
        {of.credentials.map((c) =>
          row(c, `${CREDENTIAL_KINDS[c.kind]}：${c.name}`, [
            [c.level, c.number && `编号 ${c.number}`].filter(Boolean).join(' · '),
            [c.issuedOn && `${c.issuedOn} 发证`, c.expiresOn && `${c.expiresOn} 到期`].filter(Boolean).join(' · '),
          ]),
        )}
      </ul>
    </>
  );
}

/** 已核验：谁，哪天. */
function Mark({ of }: { of: Figure }) {
  if (of.status === 'confirmed')
    return (
      <Tag color="green">
        已核验：{of.confirmedBy}，{of.confirmedAt ? dayOf(of.confirmedAt) : ''}
      </Tag>
    );
  if (of.status === 'stale') return <Tag color="red">核验后有变动</Tag>;
  return of.blobId ? <Tag>未核验</Tag> : <Tag color="orange">没有材料，未看原件</Tag>;
}
