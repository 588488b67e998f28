import { Alert } from 'antd';
import { ERRORS, type ErrorCode } from '../../../workers/contract/errors.ts';
import { certificates, security } from '../../../workers/contract/retention.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { TIP_STATES } from '../../../workers/contract/tips.ts';
import { usePages, useRoute } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { Fallible } from '../parts/states.tsx';

type Certificate = ClientOutput<typeof certificates>['items'][number];
const DAYS = 30;

/** What was destroyed under which rule, and how often something was refused: no content, nobody's address. */
export function Retention() {
  const pages = usePages(certificates, { limit: 50 } as never);
  return (
    <>
      <section className="card" aria-label="销毁证明">
        <h2>举报内容销毁证明</h2>
        <p className="muted">
          举报办结后按保存期限销毁：先删掉所有能打开它的密钥，再删密文、往来消息和附件。这里只留下编号、日期和密文指纹。
        </p>
        <PagedTable<Certificate>
          rowKey="id"
          pages={pages as never}
          empty="还没有到期销毁的举报。"
          columns={[
            { title: '销毁日', dataIndex: 'day', width: 120, className: 'num' },
            { title: '结果', width: 90, render: (_, c) => TIP_STATES[c.outcome] },
            { title: '办结日', dataIndex: 'settledDay', width: 120, className: 'num' },
            { title: '保存天数', dataIndex: 'keptDays', width: 90, className: 'num' },
            { title: '密钥', dataIndex: 'wraps', width: 70, className: 'num' },
            { title: '消息', dataIndex: 'messages', width: 70, className: 'num' },
            { title: '附件', dataIndex: 'files', width: 70, className: 'num' },
            { title: '密文指纹', className: 'num muted', render: (_, c) => c.digest.slice(0, 16) },
            { title: '记录指纹', className: 'num muted', render: (_, c) => c.eventHash.slice(0, 10) },
          ]}
        />
      </section>
      <Refusals />
    </>
  );
}

const sentenceOf = (code: string) => (code in ERRORS ? ERRORS[code as ErrorCode][1] : code);

function Refusals() {
  const query = useRoute(security, { days: DAYS });
  return (
    <section className="card" aria-label="安全计数" style={{ marginTop: 16 }}>
      <h2>近 {DAYS} 天的安全计数</h2>
      <Alert
        type="info"
        showIcon
        title={`只按小时计数，不记网络地址，也不记是哪件举报，因此追不到任何人。保存 ${query.data?.keptDays ?? '…'} 天。`}
        style={{ marginBottom: 12 }}
      />
      <Fallible query={query}>
        {query.data?.items.length === 0 && <p className="muted">近 {DAYS} 天没有被拒绝的请求。</p>}
        <ul className="rows">
          {query.data?.items.map(({ day, kind, value }) => {
            const [route = '', code = ''] = kind.split(':');
            return (
              <li key={day + kind} className="row">
                <span className="num">{day}</span>
                <span className="num">{value} 次</span>
                <span className="grow">{sentenceOf(code)}</span>
                <span className="muted">{route}</span>
              </li>
            );
          })}
        </ul>
      </Fallible>
    </section>
  );
}
