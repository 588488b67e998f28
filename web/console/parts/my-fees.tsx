import { Tag } from 'antd';
import { FEE_STATES } from '../../../workers/contract/expert-words.ts';
import { myFees } from '../../../workers/contract/fees.ts';
import { usePages } from '../data.ts';
import { More } from './engagement-bits.tsx';
import { yuan } from './money.ts';

/** An expert's own fees, newest first; nothing while there are none. */
export function MyFees() {
  const pages = usePages(myFees, { limit: 20 } as never);
  if (pages.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="fees">
      <h2 id="fees">我的费用</h2>
      <ul className="eng-list">
        {pages.items.map((fee) => (
          <li key={fee.id}>
            <div className="row">
              <strong className="num">{yuan(fee.amount)} 元</strong>
              <Tag>{FEE_STATES[fee.state]}</Tag>
              {fee.paidOn && <span className="muted num">{fee.paidOn}</span>}
            </div>
            <div className="muted">
              {fee.engagement} · {fee.halfDays / 2} 天
            </div>
          </li>
        ))}
      </ul>
      <More of={pages} />
    </section>
  );
}
