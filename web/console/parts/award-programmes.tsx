import { Button, Form, Input, InputNumber, Modal, Select, Switch, Tag } from 'antd';
import { useState } from 'react';
import { addProgramme, editProgramme, programmes } from '../../../workers/contract/awards.ts';
import { AWARD_LEVELS } from '../../../workers/contract/register-words.ts';
import { templates } from '../../../workers/contract/settings.ts';
import { useCommand, usePages } from '../data.ts';
import { AwardForm, type Programme } from './award-form.tsx';
import { PagedTable } from './list.tsx';
import { useCan } from './person.ts';

/** What may be applied for, with its criteria and months. */
export function Programmes({ onApplied }: { onApplied: (id: string) => void }) {
  const can = useCan();
  const pages = usePages(programmes, { limit: 50 } as never);
  const [editing, setEditing] = useState<Programme | 'new'>();
  const [applying, setApplying] = useState<Programme>();
  return (
    <>
      {can('committee.manage') && (
        <div className="row" style={{ marginBottom: 12 }}>
          <span className="grow" />
          <Button type="primary" onClick={() => setEditing('new')}>
            新建创建项目
          </Button>
        </div>
      )}
      <PagedTable<Programme>
        rowKey="id"
        pages={pages as never}
        empty="还没有示范创建项目。"
        scroll={{}}
        columns={[
          {
            title: '项目',
            render: (_, p) => (
              <>
                <strong>{p.title}</strong> <Tag>{AWARD_LEVELS[p.level]}</Tag>
                {p.state === 'closed' && <Tag color="default">已停止</Tag>}
                <div className="muted">
                  {p.criteria.length} 条标准，有效 {p.validMonths} 个月，每 {p.recheckMonths} 个月“回头看”
                  {p.basis && `，依据：${p.basis}`}
                </div>
              </>
            ),
          },
          { title: '在办', width: 70, className: 'num', responsive: ['md'], dataIndex: 'waiting' },
          { title: '已命名', width: 80, className: 'num', responsive: ['md'], dataIndex: 'awarded' },
          {
            title: '',
            width: 150,
            render: (_, p) => (
              <div className="row">
                {p.state === 'open' && can('duty.do') && (
                  <Button size="small" type="primary" onClick={() => setApplying(p)}>
                    申报
                  </Button>
                )}
                {can('committee.manage') && (
                  <Button size="small" onClick={() => setEditing(p)}>
                    修改
                  </Button>
                )}
              </div>
            ),
          },
        ]}
      />
      {applying && <AwardForm programme={applying} onClose={() => setApplying(undefined)} onDone={onApplied} />}
      {editing && <Editor {...(editing === 'new' ? {} : { old: editing })} onClose={() => setEditing(undefined)} />}
    </>
  );
}

interface Values {
  readonly title: string;
  readonly level: keyof typeof AWARD_LEVELS;
  readonly basis?: string;
  readonly templateId: string;
  readonly validMonths: number;
  readonly recheckMonths: number;
  readonly open?: boolean;
}

function Editor({ old, onClose }: { old?: Programme; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const lists = usePages(templates, { kind: 'checklist', limit: 100 } as never).items as {
    id: string;
    title: string;
  }[];
  const options = { touches: ['awardProgrammes.'], onDone: onClose };
  const add = useCommand(addProgramme, { done: '已新建', ...options });
  const edit = useCommand(editProgramme, { done: '已保存', ...options });
  const save = ({ templateId, open, basis = '', ...said }: Values) => {
    const fields = { ...said, basis };
    if (old) edit.mutate({ id: old.id, version: old.version, state: open ? 'open' : 'closed', ...fields });
    else add.mutate({ templateId, ...fields });
  };
  const must = [{ required: true, message: '必填' }];
  return (
    <Modal
      open
      title={old ? '修改创建项目' : '新建创建项目'}
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
          old ? { ...old, open: old.state === 'open' } : { level: 'county', validMonths: 36, recheckMonths: 12 }
        }
      >
        <Form.Item name="title" label="项目名称" rules={must}>
          <Input maxLength={80} placeholder="例如：安全发展示范社区" />
        </Form.Item>
        <Form.Item name="level" label="级别" rules={must}>
          <Select options={Object.entries(AWARD_LEVELS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        {!old && (
          <Form.Item
            name="templateId"
            label="创建标准（检查表模板）"
            rules={must}
            extra="标准取模板现在的内容，以后改模板不影响已建项目"
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={lists.map((t) => ({ value: t.id, label: t.title }))}
            />
          </Form.Item>
        )}
        <div className="grid2">
          <Form.Item name="validMonths" label="有效期（月）" rules={must}>
            <InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="recheckMonths" label="“回头看”间隔（月）" rules={must}>
            <InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="basis" label="依据">
          <Input maxLength={200} placeholder="文件名称、文号" />
        </Form.Item>
        {old && (
          <Form.Item name="open" label="接受申报" valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
