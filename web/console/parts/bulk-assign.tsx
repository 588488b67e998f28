import { App, Form, Input, Modal, Select } from 'antd';
import { ERRORS, type ErrorCode } from '../../../workers/contract/errors.ts';
import { bulkAssign } from '../../../workers/contract/hazards.ts';
import { useCommand } from '../data.ts';
import { useUnits } from './units.ts';

interface Row {
  id: string;
  version: number;
  number: string;
}

export function BulkAssign({ rows, onClose }: { rows: Row[]; onClose: () => void }) {
  const [form] = Form.useForm<{ unitId: string; note?: string }>();
  const units = useUnits();
  const { modal } = App.useApp();
  const assign = useCommand(bulkAssign, {
    touches: ['hazards.', 'home'],
    onDone: ({ done, failed }) => {
      onClose();
      const lines = failed.map(
        (f) => `${rows.find((r) => r.id === f.id)?.number ?? ''}：${ERRORS[f.code as ErrorCode]?.[1] ?? '未交办'}`,
      );
      if (lines.length === 0) return;
      void modal.warning({
        title: `已交办 ${done.length} 条，${lines.length} 条没有交办`,
        content: lines.map((l) => <div key={l}>{l}</div>),
      });
    },
  });
  return (
    <Modal
      open
      title={`批量交办 ${rows.length} 条隐患`}
      okText="交办"
      confirmLoading={assign.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(v) =>
          assign.mutate({
            items: rows.map(({ id, version }) => ({ id, version })),
            unitId: v.unitId,
            note: v.note ?? '',
          })
        }
      >
        <Form.Item name="unitId" label="责任单位" rules={[{ required: true, message: '请选择责任单位' }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={units.options} placeholder="选择单位" />
        </Form.Item>
        <Form.Item name="note" label="交办意见">
          <Input.TextArea rows={3} maxLength={1000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
