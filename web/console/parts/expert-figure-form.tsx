import { Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd';
import { CREDENTIAL_KINDS, WORK_KINDS } from '../../../workers/contract/expert-words.ts';
import * as contract from '../../../workers/contract/experts.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { DayField } from './day-field.tsx';
import { Uploader } from './uploader.tsx';

export type Expert = ClientOutput<typeof contract.one>;
export type Period = Expert['periods'][number];
export type Credential = Expert['credentials'][number];

export const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const must = (message: string) => [{ required: true, message }];
const STALE = '已核验过的内容改动后须重新核验；正在评审、公示的申请会退回重新核验。';

/** A period of work, new or as it stands. */
export function PeriodForm({ expert, period, onClose }: { expert: Expert; period?: Period; onClose: () => void }) {
  const [form] = Form.useForm();
  const how = { touches: ['experts.', 'seats.'], onDone: onClose };
  const add = useCommand(contract.addPeriod, { done: '已增加', ...how });
  const edit = useCommand(contract.editPeriod, { done: '已保存', ...how });
  const open = Form.useWatch('open', form) as boolean | undefined;
  const save = ({
    files = [],
    open: still,
    ...said
  }: Record<string, unknown> & { files?: string[]; open?: boolean }) => {
    const blobId = files[0] ?? period?.blobId ?? null;
    const fields = { ...said, toDay: still ? null : said.toDay, blobId } as never;
    if (period) edit.mutate({ id: period.id, ...(fields as object) } as never);
    else add.mutate({ expertId: expert.id, ...(fields as object) } as never);
  };
  return (
    <Modal
      open
      title={period ? '修改工作经历' : '增加工作经历'}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {period && period.confirmation !== 'open' && <p className="muted">{STALE}</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ share: 100, ...period, open: period ? period.toDay === null : false }}
        onFinish={save}
      >
        <Form.Item name="employer" label="工作单位" rules={must('请填写工作单位')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="post" label="岗位" rules={must('请填写岗位')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="work" label="工作性质" rules={must('请选择')}>
          <Select options={options(WORK_KINDS)} />
        </Form.Item>
        <Form.Item name="field" label="专业领域" rules={must('请选择')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={expert.fields.map((f) => ({ value: f.key, label: f.label }))}
          />
        </Form.Item>
        <Form.Item name="fromDay" label="开始日期" rules={must('请选择日期')}>
          <DayField />
        </Form.Item>
        <Form.Item name="open" valuePropName="checked">
          <Checkbox>至今还在这个岗位</Checkbox>
        </Form.Item>
        {!open && (
          <Form.Item name="toDay" label="离开日期" rules={must('请选择日期')}>
            <DayField />
          </Form.Item>
        )}
        <Form.Item name="share" label="占全职的百分之几" rules={must('填 1 至 100')}>
          <InputNumber min={1} max={100} precision={0} suffix="%" />
        </Form.Item>
        <PaperField has={period?.blobId !== undefined && period.blobId !== null} />
      </Form>
    </Modal>
  );
}

function PaperField({ has }: { has: boolean }) {
  return (
    <Form.Item name="files" label="证明材料（照片或 PDF，一份）" extra={has ? '已有一份，再传会换成新的' : ''}>
      <Uploader label="上传材料" max={1} documents />
    </Form.Item>
  );
}

/** A title, registration or education, new or as it stands. */
export function CredentialForm({
  expert,
  credential,
  onClose,
}: {
  expert: Expert;
  credential?: Credential;
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const how = { touches: ['experts.', 'seats.'], onDone: onClose };
  const add = useCommand(contract.addCredential, { done: '已增加', ...how });
  const edit = useCommand(contract.editCredential, { done: '已保存', ...how });
  const save = ({ files = [], ...said }: Record<string, unknown> & { files?: string[] }) => {
    const fields = { ...said, blobId: files[0] ?? credential?.blobId ?? null };
    if (credential) edit.mutate({ id: credential.id, ...fields } as never);
    else add.mutate({ expertId: expert.id, ...fields } as never);
  };
  return (
    <Modal
      open
      title={credential ? '修改证书' : '增加职称、资格、学历'}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {credential && credential.confirmation !== 'open' && <p className="muted">{STALE}</p>}
      <Form form={form} layout="vertical" initialValues={{ level: '', number: '', ...credential }} onFinish={save}>
        <Form.Item name="kind" label="类别" rules={must('请选择')}>
          <Select options={options(CREDENTIAL_KINDS)} />
        </Form.Item>
        <Form.Item name="name" label="名称" rules={must('请填写名称')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="level" label="等级、专业">
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="number" label="证书编号">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="issuedOn" label="发证日期">
          <DayField />
        </Form.Item>
        <Form.Item name="expiresOn" label="有效期至（长期有效不填）">
          <DayField />
        </Form.Item>
        <PaperField has={credential?.blobId !== undefined && credential.blobId !== null} />
      </Form>
    </Modal>
  );
}
