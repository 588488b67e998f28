import { receipts } from '../../../workers/contract/month.ts';
import { useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { Fallible } from './states.tsx';

/** Who has read it first in each unit, and which have not. */
export function BulletinReceipts({ id }: { id: string }) {
  const query = useRoute(receipts, { id });
  const items = query.data?.items ?? [];
  const unread = items.filter((item) => item.readAt === null);
  const read = items.filter((item) => item.readAt !== null);
  return (
    <section className="card no-print" aria-label="阅读情况">
      <h2>
        阅读情况 <span className="muted num">{`${read.length}/${items.length}`}</span>
      </h2>
      <Fallible query={query}>
        {unread.length > 0 && (
          <details open={unread.length <= 12}>
            <summary className="late">{unread.length} 个单位未读</summary>
            <p>{unread.map((item) => item.name).join('、')}</p>
          </details>
        )}
        <ul className="rows">
          {read.map((item) => (
            <li key={item.unitId}>
              {item.name}
              <div className="muted num">
                {item.readBy} {timeOf(item.readAt ?? '')}
              </div>
            </li>
          ))}
        </ul>
      </Fallible>
    </section>
  );
}
