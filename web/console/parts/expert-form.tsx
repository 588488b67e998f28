import { App, Form, Input, Modal, Select } from 'antd';
import { type choices as choicesRoute, create } from '../../../workers/contract/experts.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { identityNumberProblem, plainIdentityNumber } from '../../../workers/protocol/identity-number.ts';
import { useCommand } from '../data.ts';

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** A new record: who it is and for which pools. History is added on its page. */
export function ExpertForm({
  choices,
  onClose,
  onSaved,
}: {
  choices: ClientOutput<typeof choicesRoute>;
  onClose: () => void;
  onSaved: (id: string) => void;
}) {
  const [form] = Form.useForm();
  const { message } = App.useApp();
  const save = useCommand(create, {
    touches: ['experts.'],
    onDone: ({ id, existed }) => {
      void message.success(existed ? '这个证件号已有档案，已在原档案上增加申请' : '已登记，请接着填写工作经历');
      onSaved(id);
    },
  });
  const must = (words: string) => [{ required: true, message: words }];
  return (
    <Modal
      open
      title="登记专家"
      okText="登记"
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" autoComplete="off" onFinish={(said) => save.mutate(said)}>
        <Form.Item name="poolIds" label="专家库" rules={must('请选择专家库')}>
          <Select mode="multiple" options={choices.pools.map((p) => ({ value: p.id, label: p.title }))} />
        </Form.Item>
        <Form.Item name="name" label="姓名" rules={must('请填写姓名')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name="identityNumber"
          label="身份证号"
          extra="加密保存，列表、记录、导出中都不出现全号"
          rules={[
            {
              required: true,
              validator: (_, typed: string | undefined) => {
                const problem = identityNumberProblem(plainIdentityNumber(typed ?? ''), today());
                return problem ? Promise.reject(new Error(problem)) : Promise.resolve();
              },
            },
          ]}
          validateTrigger="onBlur"
        >
          <Input maxLength={24} />
        </Form.Item>
        <Form.Item
          name="phone"
          label="手机号"
          rules={[
            { required: true, pattern: /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, message: '请填写手机号，或带区号的座机' },
          ]}
        >
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="employer" label="工作单位" rules={must('请填写工作单位')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="post" label="职务">
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
