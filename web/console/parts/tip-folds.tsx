import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Progress } from 'antd';
import { useRef, useState } from 'react';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { desk, refuseTip } from '../../../workers/contract/tip-desk.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, usePages } from '../data.ts';
import { call } from '../session.ts';
import { Failed } from './states.tsx';
import { stillOpen, TipStateTag } from './tip-bits.tsx';
import { REFUSALS, ReasonField } from './tip-reason.tsx';
import { firstLine, type Row, useReads } from './tip-sealed.ts';
import { useUnits } from './units.ts';
import { Unlocked } from './unlock.tsx';

type Fold = ClientOutput<typeof desk>['folds'][number];

/** What came in a flood stands in one line each; nothing of it is thrown away unread. */
export function TipFolds({ folds }: { folds: readonly Fold[] }) {
  const units = useUnits();
  // Kept while it is worked on: what is opened leaves the fold, and the last one would close the list under one's hands.
  const [shown, setShown] = useState<Fold>();
  const all = shown && !folds.some((f) => f.key === shown.key) ? [shown, ...folds] : folds;
  if (all.length === 0) return null;
  return (
    <div className="card" style={{ marginBottom: 12 }}>
      <ul className="rows">
        {all.map((f) => (
          <li key={f.key}>
            <div className="row">
              <span className="num">{f.day}</span>
              <strong>高峰时段收到的同类举报 {f.count} 件</strong>
              <span>
                {CATEGORIES[f.category]} {units.short(f.placeUnitId)}
              </span>
              <span className="grow" />
              <Button
                aria-expanded={shown?.key === f.key}
                onClick={() => setShown(shown?.key === f.key ? undefined : f)}
              >
                {shown?.key === f.key ? '收起' : '展开'}
              </Button>
            </div>
            {shown?.key === f.key && <FoldRows fold={f.key} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Opened first, refused after: one reason for those chosen, one call each, so that half done is half done. */
function FoldRows({ fold }: { fold: string }) {
  const client = useQueryClient();
  const pages = usePages(desk, { fold, limit: 100 } as never);
  const { vault, reads, open, refresh, done } = useReads();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<number>();
  const [problem, setProblem] = useState('');
  // For the same reason the rows seen once stay.
  const seen = useRef(new Map<string, Row>());
  for (const row of pages.items as Row[]) seen.current.set(row.id, row);
  const rows = [...seen.current.values()].map((r) => reads.get(r.id)?.row ?? r);
  const readable = rows.filter((r) => stillOpen(r.state) && reads.get(r.id)?.opened);
  const picked = readable.filter((r) => chosen.includes(r.id));

  const refuse = async () => {
    setProblem('');
    let n = 0;
    try {
      for (const row of picked) {
        setRefused(n++);
        const { version } = reads.get(row.id)!.sealed;
        await call(refuseTip, { id: row.id, version, reason: reason.trim() });
        refresh(row.id, { state: 'not_established' });
        setChosen((ids) => ids.filter((id) => id !== row.id));
      }
      setReason('');
    } catch (error) {
      setProblem(
        `共 ${picked.length} 件，办到第 ${n} 件停下：${error instanceof ApiError ? sentence(error) : '网络不通'}`,
      );
    } finally {
      setRefused(undefined);
      await client.invalidateQueries({ queryKey: [desk.id] });
    }
  };
  if (pages.error && rows.length === 0) return <Failed error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <div style={{ marginTop: 8 }}>
      <Unlocked>{null}</Unlocked>
      <div className="row">
        <Button
          loading={done !== undefined}
          disabled={!vault || rows.every((r) => reads.has(r.id))}
          onClick={() => void open(rows)}
        >
          解密这 {rows.length} 件
        </Button>
        <span className="muted">逐件记录查看；看过内容才能批量答复。</span>
        <span className="grow" />
        {readable.length > 0 && (
          <Checkbox
            checked={picked.length === readable.length}
            indeterminate={picked.length > 0 && picked.length < readable.length}
            onChange={(e) => setChosen(e.target.checked ? readable.map((r) => r.id) : [])}
          >
            全选已解密的
          </Checkbox>
        )}
      </div>
      <ul className="rows">
        {rows.map((r) => (
          <li key={r.id}>
            <Checkbox
              disabled={!readable.includes(r)}
              checked={chosen.includes(r.id)}
              onChange={(e) => setChosen(e.target.checked ? [...chosen, r.id] : chosen.filter((id) => id !== r.id))}
            >
              {!stillOpen(r.state) && <TipStateTag state={r.state} />}
              {reads.get(r.id)?.opened ? firstLine(reads.get(r.id)!.opened!.content.text) : '已加密'}
            </Checkbox>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          再看 100 件
        </Button>
      )}
      {picked.length > 0 && (
        <>
          <ReasonField
            label="共同的理由（会原样告诉每位举报人）"
            templates={REFUSALS}
            value={reason}
            onChange={setReason}
          />
          <Button
            danger
            style={{ marginTop: 8 }}
            loading={refused !== undefined}
            disabled={reason.trim().length < 2}
            onClick={() => void refuse()}
          >
            以同一理由认定不成立（{picked.length} 件）
          </Button>
        </>
      )}
      {refused !== undefined && <Progress percent={Math.round((100 * refused) / Math.max(1, picked.length))} />}
      {problem && <Alert type="error" showIcon role="alert" title={problem} style={{ marginTop: 8 }} />}
    </div>
  );
}
