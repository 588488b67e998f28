import { Alert, Button, Modal, Table } from 'antd';
import { useRef, useState } from 'react';
import { drawSheet, drawTemplate } from '../../../workers/contract/draw-excel.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';
import { call, download, saveAs } from '../session.ts';

type Read = ClientOutput<typeof drawSheet>;

/** The list out of a workbook: what is wrong is shown row by row, and the rows that fit go into the form. */
export function DrawExcel({ onRead }: { onRead: (items: Read['items']) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<Read>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const choose = async (file: File) => {
    setBusy(true);
    setRefusal('');
    try {
      const answer = await call(drawSheet, {}, { body: file });
      if (answer.problems.length === 0 && answer.items.length > 0) onRead(answer.items);
      else setRead(answer);
    } catch (caught) {
      setRefusal(caught instanceof ApiError ? sentence(caught) : '没有读出这个文件。');
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <Button size="small" loading={busy} onClick={() => input.current?.click()}>
          从 Excel 读入
        </Button>
        <Button
          size="small"
          type="link"
          onClick={() => void saveAs(download(drawTemplate, {}), '受检单位名单模板.xlsx')}
        >
          下载模板
        </Button>
        <input
          ref={input}
          // In a form antd shows every file input, `hidden` or not.
          style={{ display: 'none' }}
          type="file"
          accept=".xlsx"
          aria-label="选择受检单位名单"
          onChange={(e) => {
            const chosen = e.target.files?.[0];
            e.target.value = '';
            if (chosen) void choose(chosen);
          }}
        />
      </div>
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginBottom: 8 }} />}
      {read && (
        <Modal
          open
          width={640}
          title="受检单位名单"
          okText={`填入 ${read.items.length} 个单位`}
          okButtonProps={{ disabled: read.items.length === 0 }}
          onOk={() => {
            onRead(read.items);
            setRead(undefined);
          }}
          onCancel={() => setRead(undefined)}
        >
          {read.rows === 0 ? (
            <p>这个文件里没有单位。请下载模板，填好再选。</p>
          ) : (
            <p>
              共 {read.rows} 行，{read.items.length} 行可用。有问题的行不会填入：请改好文件再选一次，或只填入可用的。
            </p>
          )}
          <Table
            rowKey={(p) => `${p.row}-${p.column}-${p.message}`}
            size="small"
            dataSource={read.problems}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: '行', dataIndex: 'row', width: 60, className: 'num' },
              { title: '列', dataIndex: 'column', width: 150 },
              { title: '问题', dataIndex: 'message' },
            ]}
          />
        </Modal>
      )}
    </>
  );
}
