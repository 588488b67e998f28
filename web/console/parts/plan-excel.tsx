import { Alert, App, Button, Modal, Table } from 'antd';
import { useRef, useState } from 'react';
import { exportPlan, importPlan } from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ApiError } from '../../shared/api.ts';
import { queryClient, sentence } from '../data.ts';
import { call, download, saveAs } from '../session.ts';
import { useCan } from './person.ts';
import type { Plan } from './plan-form.tsx';

type Preview = ClientOutput<typeof importPlan>;

/** The plan's table, changed by hand and brought back: looked at first, applied after. */
export function ImportPlan({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const can = useCan();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [preview, setPreview] = useState<Preview>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const send = async (chosen: File, apply: boolean) => {
    setBusy(true);
    setRefusal('');
    try {
      const answer = await call(importPlan, { id: plan.id, apply: String(apply) } as never, { body: chosen });
      setPreview(answer);
      if (!apply) return;
      const stale = ({ queryKey }: { queryKey: readonly unknown[] }) => /^(plans|tasks)\./.test(String(queryKey[0]));
      await queryClient.invalidateQueries({ predicate: stale });
      void message.success(`已导入：新增 ${answer.add} 项，修改 ${answer.change} 项`);
      onClose();
    } catch (caught) {
      setRefusal(caught instanceof ApiError ? sentence(caught) : '没有读出这个文件。');
    } finally {
      setBusy(false);
    }
  };
  const choose = (chosen: File) => {
    setFile(chosen);
    setPreview(undefined);
    void send(chosen, false);
  };
  const changes = (preview?.add ?? 0) + (preview?.change ?? 0);
  return (
    <Modal
      open
      width={720}
      title="从 Excel 导入任务"
      okText={preview ? `导入：新增 ${preview.add} 项，修改 ${preview.change} 项` : '导入'}
      okButtonProps={{ disabled: changes === 0 || !file }}
      confirmLoading={busy && preview !== undefined}
      onCancel={onClose}
      onOk={() => file && void send(file, true)}
      maskClosable={false}
    >
      <p className="muted">
        先导出本计划的任务分解表，在 Excel 里修改或添加行，再选择文件。预览不会保存任何内容；有问题的行不导入。
      </p>
      <div className="row">
        {can('export.run') && (
          <Button onClick={() => void saveAs(download(exportPlan, { id: plan.id }), `${plan.title}.xlsx`)}>
            导出任务分解表
          </Button>
        )}
        <Button type={preview ? 'default' : 'primary'} loading={busy} onClick={() => input.current?.click()}>
          选择 Excel
        </Button>
        {file && <span className="muted">{file.name}</span>}
        <input
          ref={input}
          hidden
          type="file"
          accept=".xlsx"
          aria-label="选择 Excel 文件"
          onChange={(e) => {
            const chosen = e.target.files?.[0];
            e.target.value = '';
            if (chosen) choose(chosen);
          }}
        />
      </div>
      {preview && (
        <>
          <div className="figures" style={{ margin: '12px 0' }}>
            <Figure label="新增" count={preview.add} />
            <Figure label="修改" count={preview.change} />
            <Figure label="没有变化" count={preview.same} />
            <Figure label="有问题" count={preview.problems.length} bad />
          </div>
          {preview.problems.length > 0 && (
            <Table
              rowKey={(p) => `${p.row}-${p.column}-${p.message}`}
              size="small"
              dataSource={preview.problems}
              pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
              columns={[
                { title: '行', dataIndex: 'row', width: 60, className: 'num' },
                { title: '列', dataIndex: 'column', width: 120 },
                { title: '问题', dataIndex: 'message' },
              ]}
            />
          )}
        </>
      )}
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginTop: 12 }} />}
    </Modal>
  );
}

function Figure({ label, count, bad }: { label: string; count: number; bad?: boolean }) {
  return (
    <div className={`figure ${bad && count > 0 ? 'late' : ''}`}>
      <b>{count}</b>
      {label}
    </div>
  );
}
