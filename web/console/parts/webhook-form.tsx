import { Checkbox, Form, Input, Modal, Select } from 'antd';
import { ROBOT_HOSTS, TOPICS, WEBHOOK_KINDS, type WebhookKind } from '../../../workers/contract/webhook-words.ts';
import { changeWebhook, createWebhook } from '../../../workers/contract/webhooks.ts';
import { useCommand } from '../data.ts';
import type { Webhook } from './webhooks.tsx';

const TOUCHES = ['webhooks'];
const HINTS: Record<WebhookKind, string> = {
  wecom: '在企业微信群里添加群机器人，复制它的 Webhook 地址。',
  dingtalk: '在钉钉群里添加自定义机器人；安全设置选“加签”，把密钥填在下面。',
  feishu: '在飞书群里添加自定义机器人；安全设置选“签名校验”，把密钥填在下面。',
  generic: '接收系统的 https 网址，须在公网上有域名。保存后显示一次签名密钥。',
};

interface Props {
  readonly hook: Webhook | undefined;
  readonly onClose: () => void;
  readonly onSecret: (secret: string | null) => void;
}

/** A new one, or a change; the address of one that stands is never shown, only replaced. */
export function WebhookForm({ hook, onClose, onSecret }: Props) {
  const [form] = Form.useForm();
  const kind: WebhookKind = Form.useWatch('kind', form) ?? hook?.kind ?? 'wecom';
  const create = useCommand(createWebhook, {
    done: '已新增',
    touches: TOUCHES,
    onDone: ({ secret }) => {
      onSecret(secret);
      onClose();
    },
  });
  const change = useCommand(changeWebhook, { done: '已保存', touches: TOUCHES, onDone: onClose });
  const save = (v: { kind: WebhookKind; label: string; url?: string; secret?: string; topics: Webhook['topics'] }) => {
    if (!hook) return create.mutate({ ...v, url: v.url ?? '', secret: v.secret ?? '' });
    const { id, version, state } = hook;
    const renewed = { ...(v.url ? { url: v.url } : {}), ...(v.secret ? { secret: v.secret } : {}) };
    return change.mutate({ id, version, label: v.label, topics: v.topics, on: state === 'on', ...renewed });
  };
  const wrong = (create.error ?? change.error)?.fields?.find((field) => field.path === 'url')?.message;
  return (
    <Modal
      open
      title={hook ? '修改推送' : '新增推送'}
      okText="保存"
      confirmLoading={create.isPending || change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind, label: hook?.label, topics: hook?.topics ?? ['hazards', 'limits'] }}
        onFinish={save}
      >
        <Form.Item name="kind" label="发到哪里">
          <Select
            disabled={hook !== undefined}
            options={Object.entries(WEBHOOK_KINDS).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="label" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
          <Input maxLength={40} placeholder="例如：安委办工作群" />
        </Form.Item>
        <Form.Item
          name="url"
          label="网址"
          extra={hook ? `现在发往 ${hook.host}；不换请留空。` : HINTS[kind]}
          rules={[{ required: hook === undefined, message: '请填写网址' }]}
          {...(wrong ? { validateStatus: 'error' as const, help: wrong } : {})}
        >
          <Input
            maxLength={1000}
            autoComplete="off"
            placeholder={kind === 'generic' ? 'https://' : `https://${ROBOT_HOSTS[kind]}/…`}
          />
        </Form.Item>
        {(kind === 'dingtalk' || kind === 'feishu') && (
          <Form.Item name="secret" label="签名密钥" extra={hook ? '不换请留空。' : undefined}>
            <Input.Password maxLength={200} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="topics" label="发哪些提醒" rules={[{ type: 'array', min: 1, message: '至少选一类' }]}>
          <Checkbox.Group options={Object.entries(TOPICS).map(([value, { label }]) => ({ value, label }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
