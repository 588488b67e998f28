import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Progress, Select, Table, Tag } from 'antd';
import { useRef, useState } from 'react';
import * as contract from '../../../workers/contract/expert-intake.ts';
import { choices } from '../../../workers/contract/experts.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useRoute } from '../data.ts';
import { Fallible } from '../parts/states.tsx';
import { call, download, saveAs } from '../session.ts';

type Preview = ClientOutput<typeof contract.preview>;
const DOES = {
  add: <Tag color="green">新登记</Tag>,
  seat: <Tag color="blue">已有档案，增加申请</Tag>,
  nothing: <Tag>不导入</Tag>,
};
const said = (error: unknown, otherwise: string) => (error instanceof ApiError ? sentence(error) : otherwise);

/** Template → upload → look at every row → import the good ones, some at a time. */
export function ExpertImport() {
  const query = useRoute(choices, {});
  const client = useQueryClient();
  const [poolId, setPoolId] = useState<string>();
  const [preview, setPreview] = useState<Preview>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const [done, setDone] = useState<{ percent: number; added: number; seats: number; skipped: number }>();
  const input = useRef<HTMLInputElement>(null);
  const choose = async (file: File) => {
    setBusy(true);
    setError('');
    setPreview(undefined);
    setDone(undefined);
    await call(contract.preview, { poolId: poolId ?? '' }, { body: file }).then(setPreview, (caught: unknown) =>
      setError(said(caught, '没有读出这个文件。')),
    );
    setBusy(false);
  };
  const run = async (blobId: string) => {
    setBusy(true);
    setError('');
    const sum = { added: 0, seats: 0, skipped: 0 };
    try {
      for (let from = 0, total = 1; from < total; ) {
        const part = await call(contract.run, { blobId, from }, { key: crypto.randomUUID() });
        sum.added += part.added;
        sum.seats += part.seats;
        sum.skipped += part.skipped;
        from = part.done;
        total = part.total;
        setDone({ ...sum, percent: Math.round((100 * part.done) / Math.max(1, part.total)) });
      }
      setPreview(undefined);
    } catch (caught) {
      setError(`${said(caught, '导入中断。')} 已导入的不会丢，再按一次“导入”接着来，不会重复。`);
    }
    setBusy(false);
    await client.invalidateQueries({ predicate: (q) => /^(experts|seats)\./.test(String(q.queryKey[0])) });
  };
  return (
    <Fallible query={query}>
      <div className="card">
        <h1 className="title">导入专家</h1>
        <div className="row" style={{ margin: '12px 0' }}>
          <Select
            value={poolId}
            placeholder="先选专家库"
            aria-label="专家库"
            style={{ minWidth: 220 }}
            options={(query.data?.pools ?? []).map((p) => ({ value: p.id, label: p.title }))}
            onChange={(id) => {
              setPoolId(id);
              setPreview(undefined);
            }}
          />
          <Button onClick={() => void saveAs(download(contract.template, {}), '专家导入模板.xlsx')}>下载模板</Button>
          <Button type="primary" disabled={!poolId} loading={busy} onClick={() => input.current?.click()}>
            选择填好的 Excel
          </Button>
          <input
            ref={input}
            hidden
            type="file"
            accept=".xlsx"
            aria-label="选择 Excel"
            onChange={(e) => {
              const f = e.target.files?.[0];
              e.target.value = '';
              if (f) void choose(f);
            }}
          />
        </div>
        {error && <Alert type="error" showIcon title={error} role="alert" />}
        {done && (
          <div role="status" style={{ maxWidth: 520 }}>
            <Progress percent={done.percent} aria-label="导入进度" />
            <p>
              新登记 {done.added} 人，在已有档案上增加申请 {done.seats} 人，跳过 {done.skipped} 行。
              {done.percent === 100 && (
                <Link to={'/experts' as '/'} search={{ poolId } as never}>
                  查看名册
                </Link>
              )}
            </p>
          </div>
        )}
        {!preview && !error && !done && (
          <p className="muted">
            一人一行填在“专家”表，经历、证书、回避关系填在后面三张表，用身份证号对应。每次最多{' '}
            {contract.IMPORT_MAX_ROWS.toLocaleString('zh-CN')}{' '}
            人。预览时不会登记任何人；证明材料导入后在各人档案里上传。
          </p>
        )}
        {preview && <Shown preview={preview} busy={busy} onRun={() => void run(preview.blobId)} />}
      </div>
    </Fallible>
  );
}

function Shown({ preview, busy, onRun }: { preview: Preview; busy: boolean; onRun: () => void }) {
  const bad = preview.total - preview.good;
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <span className="grow">
          共 {preview.total} 人，可导入 {preview.good} 人{bad > 0 && <span className="late">，{bad} 人有错误</span>}
        </span>
        <Button type="primary" disabled={preview.good === 0} loading={busy} onClick={onRun}>
          导入这 {preview.good} 人
        </Button>
      </div>
      {preview.strays.length > 0 && (
        <Alert type="warning" showIcon style={{ marginBottom: 8 }} title={preview.strays.slice(0, 20).join('；')} />
      )}
      <Table
        size="small"
        rowKey="row"
        dataSource={preview.rows}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: '行', dataIndex: 'row', width: 60, className: 'num' },
          { title: '姓名', dataIndex: 'name', width: 100 },
          { title: '证件号末四位', dataIndex: 'identityTail', width: 120, className: 'num' },
          { title: '工作单位', dataIndex: 'employer', width: 220 },
          { title: '经历', dataIndex: 'periods', width: 60, className: 'num' },
          { title: '证书', dataIndex: 'credentials', width: 60, className: 'num' },
          { title: '处理', width: 170, render: (_, r) => DOES[r.does] },
          {
            title: '检查',
            render: (_, r) =>
              r.errors.length > 0 ? (
                <ul className="late" style={{ margin: 0, paddingLeft: 18 }}>
                  {r.errors.map((e) => (
                    <li key={e}>{e}</li>
                  ))}
                </ul>
              ) : (
                <span className="muted">✓</span>
              ),
          },
        ]}
      />
    </>
  );
}
