import { Link, useParams } from '@tanstack/react-router';
import { Alert, App, Button, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { BULLETIN_STATES, bulletin, readBulletin } from '../../../workers/contract/month.ts';
import { useCommand, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { type Bulletin, bulletinDocument } from '../parts/bulletin-document.ts';
import { BulletinEdit } from '../parts/bulletin-edit.tsx';
import { BulletinReceipts } from '../parts/bulletin-receipts.tsx';
import { BulletinSteps } from '../parts/bulletin-steps.tsx';
import { downloadOfficial } from '../parts/official-doc.ts';
import { Fallible } from '../parts/states.tsx';
import { Paper } from '../parts/supervision-paper.tsx';

/** 一期通报: as it looks on paper, with what may be done to it beside it. */
export function BulletinPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(bulletin, { id });
  return <Fallible query={query}>{query.data && <Page key={id} of={query.data} />}</Fallible>;
}

function Page({ of }: { of: Bulletin }) {
  const [editing, setEditing] = useState(false);
  useSignFor(of);
  const out = of.state === 'published' || of.state === 'superseded';
  return (
    <>
      <p className="no-print">
        <Link to={'/bulletins' as '/'}>← 调度通报</Link>
      </p>
      {of.newerId && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              这一版已更正，<Link to={`/bulletins/${of.newerId}` as '/'}>请看最新一版</Link>。
            </>
          }
          style={{ marginBottom: 12 }}
        />
      )}
      {of.state === 'returned' && (
        <Alert type="warning" showIcon title={`退回修改：${of.reason}`} style={{ marginBottom: 12 }} />
      )}
      <div className="bulletin">
        {editing ? (
          <BulletinEdit of={of} onClose={() => setEditing(false)} />
        ) : (
          <Paper document={bulletinDocument(of)} />
        )}
        <aside className="no-print">
          <Facts of={of} onEdit={() => setEditing(true)} />
          {out && <BulletinReceipts id={of.id} />}
        </aside>
      </div>
    </>
  );
}

function Facts({ of, onEdit }: { of: Bulletin; onEdit: () => void }) {
  const { weights, basis } = of.figures.rule;
  const names: Record<string, string> = { onTime: '按期', progress: '进度', overdue: '超期', reports: '报送' };
  return (
    <section className="card" aria-label="办理">
      <div className="row" style={{ marginBottom: 12 }}>
        <Tag>{BULLETIN_STATES[of.state]}</Tag>
        {of.edition > 1 && <Tag color="orange">第 {of.edition} 版</Tag>}
      </div>
      <BulletinSteps of={of} onEdit={onEdit} />
      <div className="row" style={{ marginTop: 12 }}>
        <WordButton of={of} />
        <Button onClick={() => window.print()}>打印</Button>
      </div>
      <dl className="facts" style={{ marginTop: 16 }}>
        <dt>起草</dt>
        <dd>{of.createdBy}</dd>
        <dt>最后修改</dt>
        <dd>{of.editedBy}</dd>
        <dt>签发</dt>
        <dd>{of.approvedAt ? `${of.approvedBy} ${timeOf(of.approvedAt)}` : '—'}</dd>
        <dt>数字截至</dt>
        <dd className="num">{timeOf(of.figures.asOf)}</dd>
        <dt>排名规则</dt>
        <dd>
          {Object.entries(weights)
            .map(([key, weight]) => `${names[key] ?? key} ${weight}`)
            .join('，')}
          {basis && <div className="muted">{basis}</div>}
        </dd>
        {of.sha256 && (
          <>
            <dt>指纹</dt>
            <dd className="num muted">{of.sha256}</dd>
          </>
        )}
        {of.olderId && (
          <>
            <dt>上一版</dt>
            <dd>
              <Link to={`/bulletins/${of.olderId}` as '/'}>第 {of.edition - 1} 版</Link>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function WordButton({ of }: { of: Bulletin }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const write = async () => {
    setBusy(true);
    await downloadOfficial(bulletinDocument(of), `${of.number}${of.title}.docx`).catch(
      () => void message.error('没有生成 Word 文件，请检查网络后再试。'),
    );
    setBusy(false);
  };
  return (
    <Button loading={busy} onClick={() => void write()}>
      下载 Word
    </Button>
  );
}

/** Opening it is reading it: the first reader of a unit signs for the unit. */
function useSignFor({ id, toRead }: Bulletin): void {
  const { mutate } = useCommand(readBulletin, { touches: ['bulletins.'], onRefused: () => true });
  useEffect(() => {
    if (toRead) mutate({ id });
  }, [id, toRead, mutate]);
}
