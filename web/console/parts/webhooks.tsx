import { Alert, Button, Popconfirm, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { RESULTS, TOPICS, WEBHOOK_KINDS } from '../../../workers/contract/webhook-words.ts';
import { changeWebhook, removeWebhook, testWebhook, webhooks } from '../../../workers/contract/webhooks.ts';
import { useCommand, usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import { Fallible } from './states.tsx';
import { WebhookForm } from './webhook-form.tsx';

export type Webhook = ClientOutput<typeof webhooks>['items'][number];
const TOUCHES = ['webhooks'];

/** 群机器人与推送: where notices go besides the inbox, and what came of the last one. */
export function Webhooks() {
  const pages = usePages(webhooks, { limit: 100 } as never);
  const [editing, setEditing] = useState<Webhook | 'new'>();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <p className="muted" style={{ marginTop: 0 }}>
        把提醒发到工作群或自建系统。发出的只有事项名称、编号、公开的标题和链接；举报、奖励、密钥、专家、暗访和个人信息都不发。
      </p>
      <Button type="primary" onClick={() => setEditing('new')}>
        新增推送
      </Button>
      {secret !== null && (
        <Alert
          type="warning"
          closable={{ onClose: () => setSecret(null) }}
          style={{ marginTop: 12 }}
          title="签名密钥只显示这一次，请现在复制到接收系统"
          description={<Typography.Text copyable>{secret}</Typography.Text>}
        />
      )}
      <Fallible query={pages}>
        {pages.items.length === 0 && <p className="muted">还没有推送。</p>}
        {(pages.items as Webhook[]).map((hook) => (
          <One key={hook.id} hook={hook} onEdit={() => setEditing(hook)} />
        ))}
      </Fallible>
      {editing && (
        <WebhookForm
          hook={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSecret={setSecret}
        />
      )}
    </>
  );
}

function One({ hook, onEdit }: { hook: Webhook; onEdit: () => void }) {
  const { id, version, label, topics, state } = hook;
  const change = useCommand(changeWebhook, { done: '已保存', touches: TOUCHES });
  const remove = useCommand(removeWebhook, { done: '已删除', touches: TOUCHES });
  const [told, setTold] = useState<keyof typeof RESULTS>();
  const test = useCommand(testWebhook, { touches: TOUCHES, onDone: ({ result }) => setTold(result) });
  const result = told ?? hook.lastResult;
  const bad = result !== 'ok' && result !== '';
  return (
    <section aria-label={label} style={{ borderTop: '1px solid #e5e7eb', marginTop: 12, paddingTop: 12 }}>
      <Space wrap>
        <strong>{label}</strong>
        <Tag color={state === 'on' ? 'green' : undefined}>{state === 'on' ? '启用' : '停用'}</Tag>
        <span className="muted">{WEBHOOK_KINDS[hook.kind]}</span>
        <span className="muted">{hook.host}</span>
        {!hook.signed && hook.kind !== 'wecom' && <Tag color="orange">未签名</Tag>}
      </Space>
      <p style={{ margin: '6px 0' }}>
        {topics.map((topic) => (
          <Tag key={topic}>{TOPICS[topic].label}</Tag>
        ))}
      </p>
      <p className={bad ? '' : 'muted'} role={told ? 'status' : undefined} style={{ margin: '6px 0' }}>
        最近一次：{RESULTS[result]}
        {hook.lastAt && `（${timeOf(hook.lastAt)}）`}
        {hook.failures > 0 && `，连续失败 ${hook.failures} 次`}
      </p>
      <Space wrap>
        <Button size="small" loading={test.isPending} onClick={() => test.mutate({ id })}>
          发送测试消息
        </Button>
        <Button size="small" onClick={onEdit}>
          修改
        </Button>
        <Button
          size="small"
          loading={change.isPending}
          onClick={() => change.mutate({ id, version, label, topics, on: state !== 'on' })}
        >
          {state === 'on' ? '停用' : '启用'}
        </Button>
        <Popconfirm
          title="删除后不再推送，地址和密钥一并清除。"
          okText="删除"
          onConfirm={() => remove.mutate({ id, version })}
        >
          <Button size="small" danger>
            删除
          </Button>
        </Popconfirm>
      </Space>
    </section>
  );
}
