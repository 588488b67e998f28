import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Modal, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import { ROLE_NAMES, ROLES } from '../../../workers/contract/access.ts';
import { addPerson, editPerson, people, resetLink } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { CopyLink } from '../parts/copy-link.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { useUnits } from '../parts/units.ts';

type Person = ClientOutput<typeof people>['items'][number];
const STATUS = { invited: ['待激活', 'orange'], active: ['在用', 'green'], disabled: ['停用', 'default'] } as const;

export function People() {
  const can = useCan();
  const units = useUnits();
  const [filter, setFilter] = useState<{ q?: string; role?: string; unitId?: string }>({});
  const pages = usePages(people, { ...filter, limit: 50 } as never);
  const [editing, setEditing] = useState<Person | 'new'>();
  const [invite, setInvite] = useState('');
  const reset = useCommand(resetLink, { onDone: ({ invitePath }) => setInvite(invitePath) });
  const manage = can('people.manage');
  return (
    <div className="card">
      <Space wrap style={{ marginBottom: 12 }}>
        <Input.Search
          allowClear
          placeholder="姓名、用户名、手机号"
          style={{ width: 220 }}
          onSearch={(q) => setFilter({ ...filter, q: q || undefined })}
        />
        <Select
          allowClear
          placeholder="岗位"
          aria-label="岗位"
          style={{ width: 150 }}
          onChange={(role) => setFilter({ ...filter, role })}
          options={ROLE_NAMES.map((r) => ({ value: r, label: ROLES[r].label }))}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="单位"
          aria-label="单位"
          style={{ width: 200 }}
          onChange={(unitId) => setFilter({ ...filter, unitId })}
          options={units.options}
        />
        {manage && (
          <Button type="primary" onClick={() => setEditing('new')}>
            新增人员
          </Button>
        )}
        {manage && (
          <Link to="/import" search={{ kind: 'people' } as never}>
            从 Excel 导入
          </Link>
        )}
      </Space>
      <PagedTable<Person>
        rowKey="id"
        pages={pages as never}
        empty="没有符合条件的人员。"
        columns={[
          {
            title: '姓名',
            render: (_, p) => (
              <>
                <strong>{p.name}</strong>
                <div className="muted">{p.username}</div>
              </>
            ),
          },
          {
            title: '单位与职务',
            render: (_, p) => (
              <>
                {p.unitName ?? '—'}
                <div className="muted">{p.post}</div>
              </>
            ),
          },
          {
            title: '岗位',
            render: (_, p) =>
              p.roles.map((r) => (
                <Tag key={r.role + r.unitId}>
                  {ROLES[r.role].label}
                  {r.unitId && `·${units.short(r.unitId)}`}
                </Tag>
              )),
          },
          { title: '手机', dataIndex: 'phone', className: 'num' },
          { title: '状态', render: (_, p) => <Tag color={STATUS[p.status][1]}>{STATUS[p.status][0]}</Tag> },
          {
            title: '',
            render: (_, p) =>
              manage && (
                <Space>
                  <Button size="small" onClick={() => setEditing(p)}>
                    修改
                  </Button>
                  <Button size="small" onClick={() => reset.mutate({ id: p.id })}>
                    {p.status === 'invited' ? '重发邀请' : '重设密码'}
                  </Button>
                </Space>
              ),
          },
        ]}
      />
      {editing && <Editor person={editing} onClose={() => setEditing(undefined)} onInvite={setInvite} />}
      {invite && <CopyLink path={invite} title="一次性链接" onClose={() => setInvite('')} />}
    </div>
  );
}

function Editor({
  person,
  onClose,
  onInvite,
}: {
  person: Person | 'new';
  onClose: () => void;
  onInvite: (path: string) => void;
}) {
  const [form] = Form.useForm();
  const units = useUnits();
  const add = useCommand(addPerson, {
    touches: ['people', 'guide'],
    onDone: ({ invitePath }) => {
      onClose();
      onInvite(invitePath);
    },
  });
  const edit = useCommand(editPerson, { done: '已保存', touches: ['people'], onDone: onClose });
  const fresh = person === 'new';
  const save = (v: { roles?: { role: string; unitId?: string }[] } & Record<string, unknown>) => {
    const fields = {
      ...v,
      phone: v.phone || null,
      post: v.post || null,
      unitId: v.unitId ?? null,
      roles: (v.roles ?? []).map((r) => ({ role: r.role, unitId: r.unitId ?? '' })),
    };
    if (fresh) add.mutate(fields as never);
    else edit.mutate({ id: person.id, version: person.version, ...fields } as never);
  };
  return (
    <Modal
      open
      width={640}
      title={fresh ? '新增人员' : `修改 ${person.name}`}
      okText={fresh ? '新增并生成邀请链接' : '保存'}
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={
          fresh
            ? { roles: [{}] }
            : { ...person, roles: person.roles.map((r) => ({ role: r.role, unitId: r.unitId || undefined })) }
        }
      >
        <div className="grid2">
          <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}>
            <Input maxLength={30} />
          </Form.Item>
          {fresh && (
            <Form.Item
              name="username"
              label="用户名"
              rules={[
                { required: true, pattern: /^[a-z][a-z0-9._-]{1,31}$/, message: '小写字母开头，2—32 位字母数字' },
              ]}
            >
              <Input />
            </Form.Item>
          )}
          {!fresh && (
            <Form.Item name="status" label="状态">
              <Select options={Object.entries(STATUS).map(([value, [label]]) => ({ value, label }))} />
            </Form.Item>
          )}
          <Form.Item name="phone" label="手机号" rules={[{ pattern: /^(1[3-9]\d{9})?$/, message: '11 位手机号' }]}>
            <Input maxLength={11} />
          </Form.Item>
          <Form.Item name="post" label="职务">
            <Input maxLength={40} />
          </Form.Item>
        </div>
        <Form.Item name="unitId" label="所在单位">
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={units.options} />
        </Form.Item>
        <Form.List name="roles">
          {(fields, { add: more, remove }) => (
            <Form.Item label="岗位（可多个；选了单位，则只在该单位及其下级有效）">
              {fields.map((f) => (
                <div key={f.key} className="row" style={{ marginBottom: 8 }}>
                  <Form.Item name={[f.name, 'role']} noStyle rules={[{ required: true, message: '选择岗位' }]}>
                    <Select
                      placeholder="岗位"
                      aria-label="岗位"
                      style={{ width: 150 }}
                      options={ROLE_NAMES.map((r) => ({ value: r, label: ROLES[r].label }))}
                    />
                  </Form.Item>
                  <Form.Item name={[f.name, 'unitId']} noStyle>
                    <Select
                      allowClear
                      showSearch={{ optionFilterProp: 'label' }}
                      placeholder="全地区"
                      aria-label="全地区"
                      className="grow"
                      options={units.options}
                    />
                  </Form.Item>
                  <Button type="text" aria-label="去掉这个岗位" onClick={() => remove(f.name)}>
                    ×
                  </Button>
                </div>
              ))}
              <Button size="small" onClick={() => more({})}>
                再加一个岗位
              </Button>
            </Form.Item>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
