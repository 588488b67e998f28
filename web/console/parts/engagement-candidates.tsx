import { Checkbox, Input, Tag } from 'antd';
import { useState } from 'react';
import { candidates } from '../../../workers/contract/engagements.ts';
import { EXCLUSIONS } from '../../../workers/contract/expert-words.ts';
import { usePages } from '../data.ts';
import { More } from './engagement-bits.tsx';
import { Failed, Nothing } from './states.tsx';

/** Members of a pool, with what speaks against each; those who must not go cannot be ticked. */
export function CandidatePicker({
  poolId,
  enterprise,
  creditCode,
  fromDay,
  toDay,
  taken = [],
  value = [],
  onChange,
}: {
  poolId: string;
  enterprise: string;
  creditCode: string;
  fromDay?: string;
  toDay?: string;
  /** Experts who have a part already. */
  taken?: readonly string[];
  value?: string[];
  onChange?: (seatIds: string[]) => void;
}) {
  const [q, setQ] = useState('');
  const days = { ...(fromDay ? { fromDay } : {}), ...(toDay ? { toDay } : {}) };
  const input = { poolId, enterprise, creditCode, ...days, ...(q ? { q } : {}), limit: 20 };
  const pages = usePages(candidates, input as never);
  if (pages.error) return <Failed error={pages.error} retry={() => void pages.refetch()} />;
  const rows = pages.items.filter((row) => !taken.includes(row.expertId));
  const toggle = (seatId: string, on: boolean) =>
    onChange?.(on ? [...value, seatId] : value.filter((one) => one !== seatId));
  return (
    <div>
      <Input.Search allowClear style={{ maxWidth: 240 }} placeholder="按姓名找" aria-label="按姓名找" onSearch={setQ} />
      <ul className="eng-list" style={{ marginTop: 8, maxHeight: 300, overflow: 'auto' }}>
        {rows.map((row) => (
          <li key={row.seatId}>
            <Checkbox
              checked={value.includes(row.seatId)}
              disabled={row.barred}
              onChange={(e) => toggle(row.seatId, e.target.checked)}
            >
              {row.expert} <span className="muted">{row.employer}</span>
            </Checkbox>
            <div className="muted" style={{ paddingLeft: 24 }}>
              手头 <span className="num">{row.openParts}</span> 项
              {row.lastDay && (
                <>
                  ，<span className="num">{row.lastDay}</span> 到过该单位
                </>
              )}
              {!row.hasAccount && '，没有登录账号，需电话联系'}{' '}
              {row.against.map((why) => (
                <Tag key={why} color={row.barred ? 'red' : 'orange'}>
                  {EXCLUSIONS[why]}
                </Tag>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {!pages.isPending && rows.length === 0 && <Nothing why="没有可选的在聘专家。" />}
      <More of={pages} />
    </div>
  );
}
