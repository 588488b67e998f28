import { Alert, Table, Tag } from 'antd';
import { HEALTH, health, type Health as State } from '../../../workers/contract/health.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { Fallible } from '../parts/states.tsx';

type Report = ClientOutput<typeof health>;
type Cell = Report['cells'][number];
type Slow = Report['isolate']['slow'][number];

const COLOUR: Record<State, string> = { ok: 'green', behind: 'orange', away: 'red' };
const ADVICE: Record<State, string> = {
  ok: '各数据库应答正常，没有积压。',
  behind: '有单元积压超过五分钟：后台任务没有按时运行，或外部接收方长时间不应答。',
  away: '有数据库没有应答：该单元的地区暂时不能使用，其他单元不受影响。',
};

const Mark = ({ state }: { state: State }) => <Tag color={COLOUR[state]}>{HEALTH[state]}</Tag>;
const waiting = ({ count, since }: Cell['outbox']) => (since ? `${count} 项，最早 ${timeOf(since)}` : '无');

/** How the databases are, what waits in them, and what was slow. Asked again every fifteen seconds. */
export function Health() {
  const query = useRoute(health, {}, { refetchInterval: 15_000 });
  const report = query.data;
  return (
    <Fallible query={query}>
      {report && (
        <>
          <div className="card">
            <h2>运行状况</h2>
            <Alert
              type={report.state === 'ok' ? 'success' : report.state === 'away' ? 'error' : 'warning'}
              showIcon
              title={ADVICE[report.state]}
            />
            <p className="muted">
              {timeOf(report.at)} 查询，每 15 秒更新。目录库 <Mark state={report.directory.state} />
              应答 {report.directory.ms} 毫秒。
            </p>
            <Table<Cell>
              rowKey="name"
              size="middle"
              pagination={false}
              scroll={{ x: 720 }}
              dataSource={report.cells}
              columns={[
                { title: '单元', dataIndex: 'name', className: 'num' },
                { title: '状态', render: (_, c) => <Mark state={c.state} /> },
                { title: '应答（毫秒）', dataIndex: 'ms', className: 'num' },
                { title: '地区数/容量', className: 'num', render: (_, c) => `${c.tenants}/${c.capacity}` },
                { title: '待投递', render: (_, c) => waiting(c.outbox) },
                { title: '投递失败待查', dataIndex: 'parked', className: 'num' },
                { title: '到期未处理的时限', render: (_, c) => waiting(c.clocks) },
              ]}
            />
          </div>
          <div className="card">
            <h2>慢语句</h2>
            <p className="muted">
              应答本次查询的进程自 {timeOf(report.isolate.since)} 以来，超过 50 毫秒的语句；语句不含任何数据。共应答{' '}
              {report.isolate.answers.map((a) => `${a.status} ${a.count} 次`).join('，') || '0 次'}。
            </p>
            <Table<Slow>
              rowKey="sql"
              size="middle"
              pagination={false}
              scroll={{ x: 720 }}
              locale={{ emptyText: '没有超过 50 毫秒的语句。' }}
              dataSource={[...report.isolate.slow]}
              columns={[
                { title: '最长（毫秒）', className: 'num', width: 120, render: (_, s) => Math.round(s.worstMs) },
                { title: '次数', dataIndex: 'times', className: 'num', width: 80 },
                { title: '最近', className: 'num', width: 160, render: (_, s) => timeOf(s.lastAt) },
                { title: '语句', dataIndex: 'sql', ellipsis: true },
              ]}
            />
          </div>
        </>
      )}
    </Fallible>
  );
}
