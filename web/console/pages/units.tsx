import { Link } from '@tanstack/react-router';
import { Button, Drawer, Form, Input, InputNumber, Modal, Select, Switch, Table, Tag, TreeSelect } from 'antd';
import { useMemo, useState } from 'react';
import { addUnit, editUnit } from '../../../workers/contract/people.ts';
import { UNIT_KINDS } from '../../../workers/contract/units.ts';
import { useCommand } from '../data.ts';
import { useCan } from '../parts/person.ts';
import { Failed, Nothing } from '../parts/states.tsx';
import { UnitProfile } from '../parts/unit-profile.tsx';
import { treeOf, type Unit, useUnits } from '../parts/units.ts';

interface Row extends Unit {
  children?: Row[];
}

export function Units() {
  const can = useCan();
  const units = useUnits();
  const [q, setQ] = useState('');
  const [editing, setEditing] = useState<Unit | 'new'>();
  const [shown, setShown] = useState<Unit>();
  const rows = useMemo(() => (q ? units.all.filter((u) => u.name.includes(q)) : nest(units.all)), [units.all, q]);
  if (units.query.error && units.all.length === 0)
    return <Failed error={units.query.error as never} retry={() => void units.query.refetch()} />;
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Input.Search
          allowClear
          placeholder="单位名称"
          style={{ width: 220 }}
          onSearch={setQ}
          onChange={(e) => setQ(e.target.value)}
        />
        {can('people.manage') && (
          <Button type="primary" onClick={() => setEditing('new')}>
            新增单位
          </Button>
        )}
        {can('people.manage') && (
          <Link to="/import" search={{ kind: 'units' } as never}>
            从 Excel 导入
          </Link>
        )}
        <span className="muted">共 {units.all.length} 个单位</span>
      </div>
      <Table<Row>
        key={units.all.length > 0 ? 'ready' : 'empty'}
        rowKey="id"
        size="middle"
        pagination={false}
        loading={units.query.isPending}
        dataSource={rows}
        scroll={{ x: 640 }}
        expandable={{ defaultExpandAllRows: units.all.length < 80 }}
        locale={{ emptyText: <Nothing why="还没有单位。可以从 Excel 一次导入。" /> }}
        columns={[
          {
            title: '单位',
            render: (_, u) => (
              <>
                {u.name}
                {!u.active && <Tag style={{ marginLeft: 8 }}>已停用</Tag>}
              </>
            ),
          },
          { title: '简称', dataIndex: 'shortName', width: 140 },
          { title: '类别', width: 140, render: (_, u) => UNIT_KINDS[u.kind] },
          { title: '区划代码', dataIndex: 'divisionCode', width: 130, className: 'num' },
          {
            title: '',
            width: 190,
            render: (_, u) => (
              <div className="row">
                <Button size="small" onClick={() => setShown(u)}>
                  机构与人员
                </Button>
                {can('people.manage') && (
                  <Button size="small" onClick={() => setEditing(u)}>
                    修改
                  </Button>
                )}
              </div>
            ),
          },
        ]}
      />
      <Drawer open={shown !== undefined} title={shown?.name} size={520} onClose={() => setShown(undefined)}>
        {shown && <UnitProfile unitId={shown.id} />}
      </Drawer>
      {editing && <Editor unit={editing} all={units.all} onClose={() => setEditing(undefined)} />}
    </div>
  );
}

function nest(all: readonly Unit[]): Row[] {
  const rows = new Map<string, Row>(all.map((u) => [u.id, { ...u }]));
  const roots: Row[] = [];
  for (const row of rows.values()) {
    const parent = row.parentId ? rows.get(row.parentId) : undefined;
    if (parent) parent.children = [...(parent.children ?? []), row];
    else roots.push(row);
  }
  return roots;
}

function Editor({ unit, all, onClose }: { unit: Unit | 'new'; all: readonly Unit[]; onClose: () => void }) {
  const [form] = Form.useForm();
  const add = useCommand(addUnit, { done: '已新增', touches: ['units'], onDone: onClose });
  const edit = useCommand(editUnit, { done: '已保存', touches: ['units'], onDone: onClose });
  const fresh = unit === 'new';
  const save = (v: Record<string, unknown>) => {
    const fields = { ...v, parentId: v.parentId ?? null, divisionCode: v.divisionCode || null, sort: v.sort ?? 0 };
    if (fresh) add.mutate(fields as never);
    else edit.mutate({ id: unit.id, version: unit.version, ...fields } as never);
  };
  return (
    <Modal
      open
      title={fresh ? '新增单位' : `修改 ${unit.name}`}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={fresh ? { kind: 'department' } : unit}>
        <Form.Item name="name" label="全称" rules={[{ required: true, min: 2, message: '请填写全称' }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="shortName" label="简称（表格里用）" rules={[{ required: true, message: '请填写简称' }]}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="kind" label="类别" rules={[{ required: true }]}>
          <Select options={Object.entries(UNIT_KINDS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="parentId" label="上级单位">
          <TreeSelect
            allowClear
            showSearch
            treeNodeFilterProp="title"
            treeData={treeOf(fresh ? all : all.filter((u) => u.id !== unit.id))}
          />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="sort" label="排序">
            <InputNumber min={0} max={9999} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="divisionCode" label="区划代码">
            <Input maxLength={12} />
          </Form.Item>
        </div>
        {!fresh && (
          <Form.Item name="active" label="在用" valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
