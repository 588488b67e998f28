import { Button, Dropdown, Form, Input, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/platform.ts';
import type { ClientOutput, Route } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { CopyLink } from '../parts/copy-link.tsx';
import { PagedTable } from '../parts/list.tsx';
import { download, saveAs } from '../session.ts';

type Tenant = ClientOutput<typeof contract.tenant>;
interface Act {
  route: Route;
  label: string;
  when: readonly Tenant['status'][];
  extra?: 'notice' | 'slug' | 'cell' | 'host' | 'admin' | 'username';
}
const ACTS: Act[] = [
  { route: contract.resume, label: '继续开通', when: ['provisioning'], extra: 'admin' },
  { route: contract.reinvite, label: '重新邀请管理员', when: ['active', 'suspended'], extra: 'username' },
  { route: contract.suspend, label: '暂停', when: ['active'], extra: 'notice' },
  { route: contract.reactivate, label: '恢复', when: ['suspended', 'closing'] },
  { route: contract.addHost, label: '绑定域名', when: ['active', 'suspended'], extra: 'host' },
  { route: contract.move, label: '迁移数据单元', when: ['active', 'suspended'], extra: 'cell' },
  { route: contract.close, label: '关闭', when: ['active', 'suspended'] },
  { route: contract.erase, label: '清除数据', when: ['closing'], extra: 'slug' },
];

export function Tenants() {
  const pages = usePages(contract.tenants, { limit: 50 } as never);
  const [doing, setDoing] = useState<{ act: Act; tenant: Tenant }>();
  const [invite, setInvite] = useState('');
  return (
    <div className="card">
      <h2>各地区</h2>
      <PagedTable<Tenant>
        rowKey="no"
        pages={pages as never}
        empty="还没有开通的地区。"
        columns={[
          {
            title: '地区',
            render: (_, t) => (
              <>
                <a href={`/${t.slug}`}>{t.name}</a>
                <div className="muted num">
                  {t.divisionCode} · {t.slug}
                </div>
              </>
            ),
          },
          {
            title: '状态',
            render: (_, t) => (
              <Tag color={t.status === 'active' ? 'green' : 'orange'}>{contract.TENANT_STATES[t.status]}</Tag>
            ),
          },
          { title: '起始包', dataIndex: 'pack' },
          { title: '数据单元', dataIndex: 'cell', className: 'num' },
          { title: '域名', render: (_, t) => t.hosts.join('、') || <span className="muted">—</span> },
          {
            title: '',
            render: (_, t) => (
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    ...ACTS.filter((a) => a.when.includes(t.status)).map((act) => ({
                      key: act.label,
                      label: act.label,
                      danger: ['关闭', '清除数据'].includes(act.label),
                      onClick: () => setDoing({ act, tenant: t }),
                    })),
                    {
                      key: 'export',
                      label: '导出',
                      onClick: () =>
                        void saveAs(
                          download(contract.exportTenant, { no: t.no, reason: '运营人员导出' }),
                          `${t.slug}.zip`,
                        ),
                    },
                  ],
                }}
              >
                <Button size="small">操作</Button>
              </Dropdown>
            ),
          },
        ]}
      />
      {doing && <Doing {...doing} onClose={() => setDoing(undefined)} onInvite={setInvite} />}
      {invite && <CopyLink path={invite} title="管理员邀请链接" onClose={() => setInvite('')} />}
    </div>
  );
}

function Doing({
  act,
  tenant,
  onClose,
  onInvite,
}: {
  act: Act;
  tenant: Tenant;
  onClose: () => void;
  onInvite: (path: string) => void;
}) {
  const [form] = Form.useForm();
  const cells = useRoute(contract.cells, {});
  const run = useCommand(act.route, {
    done: '已办理',
    touches: ['platform.'],
    onDone: (answer) => {
      onClose();
      if (typeof answer === 'object' && answer !== null && 'invitePath' in answer) onInvite(String(answer.invitePath));
    },
  });
  const { extra } = act;
  return (
    <Modal
      open
      title={`${act.label} · ${tenant.name}`}
      okText={act.label}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={(v) => run.mutate({ no: tenant.no, ...v })}>
        {extra === 'admin' && (
          <Form.Item name="adminName" label="管理员姓名" rules={[{ required: true }]}>
            <Input />
          </Form.Item>
        )}
        {(extra === 'admin' || extra === 'username') && (
          <Form.Item name="adminUsername" label="管理员用户名" initialValue="admin" rules={[{ required: true }]}>
            <Input />
          </Form.Item>
        )}
        {extra === 'notice' && (
          <Form.Item name="notice" label="告示（公众页面会显示）" initialValue="系统维护，请稍后再来。">
            <Input.TextArea maxLength={200} showCount />
          </Form.Item>
        )}
        {extra === 'cell' && (
          <Form.Item name="cell" label="迁到" rules={[{ required: true }]}>
            <Select
              options={cells.data?.items
                .filter((c) => c.name !== tenant.cell)
                .map((c) => ({ value: c.name, label: `${c.name}（已用 ${c.tenants}/${c.capacity}）` }))}
            />
          </Form.Item>
        )}
        {extra === 'host' && (
          <Form.Item name="host" label="域名" rules={[{ required: true, pattern: /^[a-z0-9.-]{4,120}$/ }]}>
            <Input placeholder="tip.example.gov.cn" />
          </Form.Item>
        )}
        {extra === 'slug' && (
          <Form.Item
            name="confirmSlug"
            label={`此操作不能撤销。请输入 ${tenant.slug} 确认`}
            rules={[{ required: true, pattern: new RegExp(`^${tenant.slug}$`), message: '与网址名不一致' }]}
          >
            <Input />
          </Form.Item>
        )}
        {extra !== 'host' && (
          <Form.Item name="reason" label="理由（入操作记录）" rules={[{ required: true, min: 2 }]}>
            <Input maxLength={300} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
