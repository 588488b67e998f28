import { Alert, Button, Descriptions, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/experts.ts';
import { useCommand } from '../data.ts';
import { CopyLink } from './copy-link.tsx';
import type { Expert } from './expert-figure-form.tsx';

const must = (message: string) => [{ required: true, message }];

/** Where fees go, and the account to sign in with. */
export function Accounts({ expert }: { expert: Expert }) {
  const [setting, setSetting] = useState(false);
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <Descriptions
        column={1}
        items={[
          {
            key: 'bank',
            label: '收款账户',
            children: expert.accountTail ? `末四位 ${expert.accountTail}` : '没有登记',
          },
          { key: 'login', label: '登录账号', children: expert.username || '没有开通' },
        ]}
      />
      <p className="muted">收款账户单独加密，只有财务在发放已批准的费用时能看到全号。</p>
      <div className="row">
        {expert.may.edit && <Button onClick={() => setSetting(true)}>登记收款账户</Button>}
        {expert.may.manage && (
          <Button onClick={() => setInviting(true)}>{expert.username ? '重发开通链接' : '开通登录账号'}</Button>
        )}
      </div>
      {setting && <AccountForm expert={expert} onClose={() => setSetting(false)} />}
      {inviting && <SignInForm expert={expert} onClose={() => setInviting(false)} />}
    </>
  );
}

function AccountForm({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const [form] = Form.useForm();
  const save = useCommand(contract.setAccount, { done: '已登记', touches: ['experts.'], onDone: onClose });
  return (
    <Modal
      open
      title="登记收款账户"
      okText="保存"
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        autoComplete="off"
        initialValues={{ holder: expert.name }}
        onFinish={(said) => save.mutate({ id: expert.id, ...said })}
      >
        <Form.Item name="holder" label="户名" rules={must('请填写户名')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="bank" label="开户银行" rules={must('请填写开户银行')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="number"
          label="账号"
          rules={[{ required: true, pattern: /^\d[\d ]{7,34}$/, message: '请填写账号（数字）' }]}
        >
          <Input maxLength={35} inputMode="numeric" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function SignInForm({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const [form] = Form.useForm();
  const [path, setPath] = useState('');
  const open = useCommand(contract.signIn, { touches: ['experts.'], onDone: ({ invitePath }) => setPath(invitePath) });
  if (path) return <CopyLink path={path} title="开通链接" onClose={onClose} />;
  return (
    <Modal
      open
      title="开通登录账号"
      okText="生成链接"
      confirmLoading={open.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p>专家登录后只看得到本人的档案和本人参加的工作。</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ username: expert.username }}
        onFinish={(said) => open.mutate({ id: expert.id, ...said })}
      >
        <Form.Item
          name="username"
          label="用户名"
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{1,31}$/, message: '小写字母开头，2 至 32 位' }]}
        >
          <Input maxLength={32} disabled={expert.username !== ''} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Identity number or phone in full: for a reason, and written down. */
export function Reveal({
  expert,
  which,
  onClose,
}: {
  expert: Expert;
  which: 'identity' | 'phone';
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [value, setValue] = useState('');
  const look = useCommand(contract.reveal, { touches: ['experts.'], onDone: (answer) => setValue(answer.value) });
  const title = which === 'identity' ? '查看完整证件号' : '查看完整电话';
  return (
    <Modal
      open
      title={title}
      okText={value ? '看完了' : '查看'}
      okButtonProps={{ disabled: value === '' && reason.trim().length < 2 }}
      confirmLoading={look.isPending}
      onCancel={onClose}
      onOk={() => (value ? onClose() : look.mutate({ id: expert.id, which, reason }))}
    >
      {value ? (
        <p className="num" style={{ fontSize: 20 }}>
          {value}
        </p>
      ) : (
        <>
          <Alert type="info" showIcon title="谁在什么时候、为什么看过，会记入操作记录。" style={{ marginBottom: 12 }} />
          <Input
            value={reason}
            maxLength={100}
            onChange={(e) => setReason(e.target.value)}
            aria-label="查看的原因"
            placeholder="查看的原因，如：核对社保缴费记录"
          />
        </>
      )}
    </Modal>
  );
}
