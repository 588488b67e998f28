import { Button, Form, Input, Modal, Segmented, Select, Tag } from 'antd';
import { useState } from 'react';
import { applications, approve, packs, refuseApplication, tenants } from '../../../workers/contract/platform.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { LEVELS } from '../../../workers/contract/units.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { CopyLink } from '../parts/copy-link.tsx';
import { PagedTable } from '../parts/list.tsx';

type Application = ClientOutput<typeof applications>['items'][number];
const STATES = { waiting: '待审', approved: '已同意', refused: '未同意' } as const;

export function Applications() {
  const [status, setStatus] = useState<keyof typeof STATES>('waiting');
  const pages = usePages(applications, { status, limit: 50 } as never);
  const [approving, setApproving] = useState<Application>();
  const [refusing, setRefusing] = useState<Application>();
  const [invite, setInvite] = useState('');
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <h2 className="grow" style={{ margin: 0 }}>
          开通申请
        </h2>
        <Segmented
          value={status}
          onChange={setStatus}
          options={Object.entries(STATES).map(([value, label]) => ({ value: value as keyof typeof STATES, label }))}
        />
      </div>
      <PagedTable<Application>
        rowKey="id"
        pages={pages as never}
        empty="没有这类申请。"
        columns={[
          {
            title: '地区',
            render: (_, a) => (
              <>
                <strong>{a.tenantName}</strong> <Tag>{LEVELS[a.level as keyof typeof LEVELS]}</Tag>
                <div className="muted num">
                  {a.divisionCode} · {a.slug}
                </div>
              </>
            ),
          },
          { title: '申请单位', dataIndex: 'unitName' },
          { title: '联系人', render: (_, a) => `${a.contactName} ${a.contactPhone}` },
          { title: '事由', dataIndex: 'reason', ellipsis: true, width: 280 },
          { title: '时间', className: 'num', render: (_, a) => timeOf(a.createdAt) },
          {
            title: '',
            render: (_, a) =>
              a.status === 'waiting' ? (
                <div className="row">
                  <Button type="primary" size="small" onClick={() => setApproving(a)}>
                    同意
                  </Button>
                  <Button size="small" danger onClick={() => setRefusing(a)}>
                    不同意
                  </Button>
                </div>
              ) : (
                <span className="muted">{a.decisionReason}</span>
              ),
          },
        ]}
      />
      {approving && <Approve application={approving} onClose={() => setApproving(undefined)} onInvite={setInvite} />}
      {refusing && <Refuse application={refusing} onClose={() => setRefusing(undefined)} />}
      {invite && <CopyLink path={invite} title="首位管理员的邀请链接" onClose={() => setInvite('')} />}
    </div>
  );
}

function Approve({
  application,
  onClose,
  onInvite,
}: {
  application: Application;
  onClose: () => void;
  onInvite: (path: string) => void;
}) {
  const [form] = Form.useForm();
  const list = useRoute(packs, {});
  const open = useRoute(tenants, { status: 'active', limit: 100 });
  const run = useCommand(approve, {
    done: '已开通',
    touches: ['platform.'],
    onDone: ({ invitePath }) => {
      onClose();
      onInvite(invitePath);
    },
  });
  return (
    <Modal
      open
      title={`开通 ${application.tenantName}`}
      okText="同意并开通"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          pack: 'national',
          adminName: application.contactName,
          adminUsername: 'admin',
          reason: '资料齐全，同意开通',
        }}
        onFinish={(v) => run.mutate({ id: application.id, ...v, parentSlug: v.parentSlug || undefined })}
      >
        <Form.Item name="pack" label="起始包" rules={[{ required: true }]}>
          <Select options={list.data?.items.map((p) => ({ value: p.key, label: `${p.title} — ${p.summary}` }))} />
        </Form.Item>
        <Form.Item name="parentSlug" label="上级地区（如有）">
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={open.data?.items.map((t) => ({ value: t.slug, label: t.name }))}
          />
        </Form.Item>
        <Form.Item name="adminName" label="首位管理员姓名" rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item
          name="adminUsername"
          label="管理员用户名"
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{1,31}$/, message: '小写字母开头，2—32 位' }]}
        >
          <Input />
        </Form.Item>
        <Form.Item name="reason" label="理由（入操作记录）" rules={[{ required: true, min: 2 }]}>
          <Input />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Refuse({ application, onClose }: { application: Application; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const run = useCommand(refuseApplication, { done: '已答复', touches: ['platform.'], onDone: onClose });
  return (
    <Modal
      open
      title={`不同意 ${application.tenantName} 的申请`}
      okText="不同意"
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => run.mutate({ id: application.id, reason })}
    >
      <Input.TextArea
        rows={3}
        value={reason}
        maxLength={300}
        showCount
        onChange={(e) => setReason(e.target.value)}
        placeholder="理由"
        aria-label="理由"
      />
    </Modal>
  );
}
