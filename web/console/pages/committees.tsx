import { Button, Form, Input, Modal, Select, Switch, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { addCommittee, committees, editCommittee, sectors, setSector } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { COMMITTEE_KINDS, MEMBER_ROLES } from '../../../workers/contract/units.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';
import { useUnits } from '../parts/units.ts';

type Committee = ClientOutput<typeof committees>['items'][number];

export function Committees() {
  return (
    <div className="card">
      <Tabs
        items={[
          { key: 'c', label: '委员会与指挥部', children: <CommitteeList /> },
          { key: 's', label: '行业监管分工（三管三必须）', children: <Sectors /> },
        ]}
      />
    </div>
  );
}

function CommitteeList() {
  const can = useCan();
  const units = useUnits();
  const pages = usePages(committees, { limit: 100 } as never);
  const [editing, setEditing] = useState<Committee | 'new'>();
  return (
    <>
      {can('committee.manage') && (
        <Button type="primary" style={{ marginBottom: 12 }} onClick={() => setEditing('new')}>
          新增委员会
        </Button>
      )}
      <PagedTable<Committee>
        rowKey="id"
        pages={pages as never}
        empty="还没有委员会。"
        columns={[
          {
            title: '名称',
            render: (_, c) => (
              <>
                <strong>{c.name}</strong> <Tag>{COMMITTEE_KINDS[c.kind]}</Tag>
                {!c.active && <Tag>已撤销</Tag>}
              </>
            ),
          },
          { title: '牵头单位', render: (_, c) => units.short(c.leadUnitId) || <span className="late">未定</span> },
          {
            title: '成员单位',
            render: (_, c) => (
              <span className="muted">
                {c.members.length} 个：
                {c.members
                  .slice(0, 6)
                  .map((m) => units.short(m.unitId))
                  .join('、')}
                {c.members.length > 6 && '…'}
              </span>
            ),
          },
          {
            title: '',
            width: 80,
            render: (_, c) =>
              can('committee.manage') && (
                <Button size="small" onClick={() => setEditing(c)}>
                  修改
                </Button>
              ),
          },
        ]}
      />
      {editing && <Editor committee={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Editor({ committee, onClose }: { committee: Committee | 'new'; onClose: () => void }) {
  const [form] = Form.useForm();
  const units = useUnits();
  const add = useCommand(addCommittee, { done: '已新增', touches: ['committees'], onDone: onClose });
  const edit = useCommand(editCommittee, { done: '已保存', touches: ['committees'], onDone: onClose });
  const fresh = committee === 'new';
  const save = (v: { members?: { unitId: string; role: string }[] } & Record<string, unknown>) => {
    const kept = fresh ? [] : committee.members;
    const members = (v.members ?? []).map((m) => ({ ...kept.find((k) => k.unitId === m.unitId), ...m }));
    const fields = {
      ...v,
      leadUnitId: v.leadUnitId ?? null,
      sector: fresh ? null : committee.sector,
      sort: fresh ? 0 : committee.sort,
      duties: v.duties ?? '',
      members,
    };
    if (fresh) add.mutate(fields as never);
    else edit.mutate({ id: committee.id, version: committee.version, ...fields } as never);
  };
  return (
    <Modal
      open
      width={640}
      title={fresh ? '新增委员会' : committee.name}
      okText="保存"
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
            ? { kind: 'committee', members: [] }
            : { ...committee, members: committee.members.map(({ unitId, role }) => ({ unitId, role })) }
        }
      >
        <Form.Item name="name" label="名称" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
          <Input maxLength={60} />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="kind" label="类别">
            <Select options={Object.entries(COMMITTEE_KINDS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="leadUnitId" label="牵头单位">
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={units.options} />
          </Form.Item>
        </div>
        <Form.Item name="duties" label="职责">
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
        <Form.List name="members">
          {(fields, { add: more, remove }) => (
            <Form.Item label="成员单位">
              {fields.map((f) => (
                <div key={f.key} className="row" style={{ marginBottom: 8 }}>
                  <Form.Item name={[f.name, 'unitId']} noStyle rules={[{ required: true, message: '选择单位' }]}>
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      className="grow"
                      placeholder="单位"
                      options={units.options}
                    />
                  </Form.Item>
                  <Form.Item name={[f.name, 'role']} noStyle>
                    <Select
                      style={{ width: 110 }}
                      options={Object.entries(MEMBER_ROLES).map(([value, label]) => ({ value, label }))}
                    />
                  </Form.Item>
                  <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                    ×
                  </Button>
                </div>
              ))}
              <Button size="small" onClick={() => more({ role: 'member' })}>
                再加一个单位
              </Button>
            </Form.Item>
          )}
        </Form.List>
        {!fresh && (
          <Form.Item name="active" label="在设" valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function Sectors() {
  const can = useCan();
  const units = useUnits();
  const query = useRoute(sectors, {});
  const set = useCommand(setSector, { done: '已保存', touches: ['sectors'] });
  return (
    <Fallible query={query}>
      <p className="muted">管行业必须管安全。这里指定的部门是该行业隐患的默认责任单位；没有指定的行业就是监管盲区。</p>
      <Table
        rowKey="sector"
        size="middle"
        pagination={false}
        dataSource={query.data?.items ?? []}
        columns={[
          { title: '行业领域', dataIndex: 'label' },
          {
            title: '监管部门',
            render: (_, s) =>
              can('committee.manage') ? (
                <Select
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  style={{ width: 260 }}
                  placeholder="未指定"
                  value={s.unitId ?? undefined}
                  onChange={(unitId: string | undefined) =>
                    set.mutate({ sector: s.sector, label: s.label, unitId: unitId ?? null })
                  }
                  options={units.options}
                  aria-label={`${s.label}监管部门`}
                />
              ) : (
                units.short(s.unitId) || <span className="late">未指定</span>
              ),
          },
        ]}
      />
    </Fallible>
  );
}
