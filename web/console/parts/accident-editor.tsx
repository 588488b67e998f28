import { Form, Input, Modal, Select } from 'antd';
import { type accidentReview, addAccident, editAccident } from '../../../workers/contract/accident-reviews.ts';
import { ACCIDENT_GRADES, type AccidentGrade } from '../../../workers/contract/register-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { DayField } from './day-field.tsx';

export type Accident = ClientOutput<typeof accidentReview>;
interface Values {
  readonly title: string;
  readonly accidentDay: string;
  readonly grade: AccidentGrade;
  readonly approvedOn: string;
  readonly docNo?: string;
}

/** What is written down of an accident and its report. */
export function AccidentEditor({
  old,
  onClose,
  onDone,
}: {
  old?: Accident;
  onClose: () => void;
  onDone?: (id: string) => void;
}) {
  const [form] = Form.useForm<Values>();
  const options = {
    touches: ['accidentReviews.'],
    onDone: ({ id }: { id: string }) => {
      onClose();
      onDone?.(id);
    },
  };
  const add = useCommand(addAccident, { done: '已登记', ...options });
  const edit = useCommand(editAccident, { done: '已保存', ...options });
  const save = ({ docNo = '', ...said }: Values) => {
    if (old) edit.mutate({ id: old.id, version: old.version, docNo, ...said });
    else add.mutate({ docNo, ...said });
  };
  const must = [{ required: true, message: '必填' }];
  return (
    <Modal
      open
      title={old ? '修改登记' : '登记事故调查报告'}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={old ?? { grade: 'general' }}>
        <Form.Item name="title" label="事故名称" rules={must} extra="写单位和事故类型，不写伤亡人员姓名">
          <Input maxLength={100} placeholder="例如：某某工地“1·5”坍塌事故" />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="accidentDay" label="事故日期" rules={must}>
            <DayField />
          </Form.Item>
          <Form.Item name="grade" label="事故等级" rules={must}>
            <Select options={Object.entries(ACCIDENT_GRADES).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="approvedOn" label="报告批复日期" rules={must} extra="一年内完成评估，从这一天算起">
            <DayField />
          </Form.Item>
          <Form.Item name="docNo" label="批复文号">
            <Input maxLength={60} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
