import { useSearch } from '@tanstack/react-router';
import { Alert, App, Button, Segmented, Table } from 'antd';
import { useRef, useState } from 'react';
import { importPreview, importRun, importTemplate } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useCommand } from '../data.ts';
import { call, download, saveAs } from '../session.ts';

type Preview = ClientOutput<typeof importPreview>;
type Kind = Preview['kind'];
const KINDS: { value: Kind; label: string }[] = [
  { value: 'units', label: '单位' },
  { value: 'people', label: '人员' },
];

/** Template → upload → look at every row → import the good ones. */
export function Import() {
  const search = useSearch({ strict: false }) as { kind?: Kind };
  const [kind, setKind] = useState<Kind>(search.kind ?? 'units');
  const [preview, setPreview] = useState<Preview>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const { modal } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const run = useCommand(importRun, {
    touches: ['units', 'people', 'guide'],
    onDone: ({ added, skipped }) => {
      setPreview(undefined);
      void modal.success({
        title: `已导入 ${added} 行`,
        content: skipped > 0 ? `${skipped} 行有错误或已存在，没有导入。` : undefined,
      });
    },
  });
  const choose = async (file: File) => {
    setBusy(true);
    setError('');
    setPreview(undefined);
    try {
      setPreview(await call(importPreview, { kind }, { body: file }));
    } catch (caught) {
      setError(caught instanceof ApiError ? sentence(caught) : '没有读出这个文件。');
    } finally {
      setBusy(false);
    }
  };
  const columns = Object.keys(preview?.rows[0]?.values ?? {});
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          options={KINDS}
          value={kind}
          onChange={(k) => {
            setKind(k);
            setPreview(undefined);
          }}
        />
        <Button
          onClick={() =>
            void saveAs(
              download(importTemplate, { kind }),
              kind === 'units' ? '单位导入模板.xlsx' : '人员导入模板.xlsx',
            )
          }
        >
          下载模板
        </Button>
        <Button type="primary" loading={busy} onClick={() => input.current?.click()}>
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
      {!preview && !error && (
        <p className="muted">先导入单位，再导入人员。每次最多 2,000 行。预览时不会保存任何内容。</p>
      )}
      {preview && (
        <>
          <div className="row" style={{ marginBottom: 8 }}>
            <span className="grow">
              共 {preview.total} 行，可导入 {preview.good} 行
              {preview.good < preview.total && <span className="late">，{preview.total - preview.good} 行有错误</span>}
            </span>
            <Button
              type="primary"
              disabled={preview.good === 0}
              loading={run.isPending}
              onClick={() => run.mutate({ kind, blobId: preview.blobId })}
            >
              导入这 {preview.good} 行
            </Button>
          </div>
          <Table
            size="small"
            rowKey="row"
            dataSource={preview.rows}
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: '行', dataIndex: 'row', width: 60, className: 'num' },
              {
                title: '检查',
                width: 240,
                render: (_, r) =>
                  r.errors.length > 0 ? (
                    <span className="late">✕ {r.errors.join('；')}</span>
                  ) : (
                    <span className="muted">✓</span>
                  ),
              },
              ...columns.map((c) => ({
                title: c,
                key: c,
                render: (_: unknown, r: Preview['rows'][number]) => r.values[c],
              })),
            ]}
          />
        </>
      )}
    </div>
  );
}
