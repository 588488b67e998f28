import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Popconfirm, Segmented, Table } from 'antd';
import { useState } from 'react';
import { permits } from '../../../workers/contract/access.ts';
import { removeTemplate } from '../../../workers/contract/plans.ts';
import { templates } from '../../../workers/contract/settings.ts';
import { useCommand } from '../data.ts';
import { useCan, useMe } from '../parts/person.ts';
import { useAll } from '../parts/plan-all.ts';
import { TemplateEditor } from '../parts/plan-template-editor.tsx';
import { Failed, Nothing } from '../parts/states.tsx';
import { kindWords, unitWords } from '../parts/task-bits.tsx';
import { TemplateBody } from '../parts/template-body.tsx';
import { refName, type Template, templateFields } from '../parts/template-fields.ts';
import { useUnits } from '../parts/units.ts';

const KINDS = [
  { value: 'task', label: '任务' },
  { value: 'campaign', label: '专项行动' },
  { value: 'key_period', label: '重点时段' },
  { value: 'checklist', label: '检查表' },
];

/** What the district starts from every year: task templates to edit, the others to read. */
export function Templates() {
  const { kind = 'task', q = '' } = useSearch({ strict: false }) as { kind?: string; q?: string };
  const navigate = useNavigate();
  const can = useCan();
  const me = useMe();
  const units = useUnits();
  const pages = useAll(templates, { kind, limit: 100 });
  const [editing, setEditing] = useState<Template | 'new'>();
  const remove = useCommand(removeTemplate, { done: '已删除', touches: ['templates'] });
  const go = (search: { kind: string; q: string }) => {
    const next = Object.entries(search).filter(([k, v]) => v !== '' && !(k === 'kind' && v === 'task'));
    void navigate({ to: '/templates', search: Object.fromEntries(next) as never, replace: true });
  };
  const all = pages.items as Template[];
  const rows = q === '' ? all : all.filter((t) => `${t.title}${JSON.stringify(t.body)}`.includes(q));
  const own = kind === 'task' && can('task.plan');
  // Those of a unit add to what the whole district starts from, and change none of it.
  const keeps = own && me.grants.some((g) => g.unitId === '' && permits([g], 'task.plan'));
  const name = (id: string) => refName(id, units.short);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented options={KINDS} value={kind} onChange={(k) => go({ kind: k, q })} />
        <Input.Search
          allowClear
          key={q}
          placeholder="查找"
          aria-label="查找模板"
          defaultValue={q}
          style={{ width: 180 }}
          onSearch={(words) => go({ kind, q: words.trim() })}
        />
        <span className="grow" />
        {own && (
          <Button type="primary" onClick={() => setEditing('new')}>
            新增任务模板
          </Button>
        )}
      </div>
      {pages.error && all.length === 0 ? (
        <Failed error={pages.error} retry={() => void pages.refetch()} />
      ) : (
        <Table<Template>
          rowKey="id"
          size="small"
          loading={pages.isPending}
          dataSource={rows}
          scroll={{ x: kind === 'task' ? 860 : 480 }}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <Nothing why={q ? '没有找到这样的模板。' : '这一类还没有模板。'} /> }}
          expandable={{ expandedRowRender: (t) => <TemplateBody body={readable(t)} unitName={units.short} /> }}
          columns={[
            { title: '名称', dataIndex: 'title' },
            ...(kind === 'task'
              ? [
                  {
                    title: '责任单位',
                    width: 260,
                    render: (_: unknown, t: Template) => unitWords(templateFields(t.body).units, name),
                  },
                  {
                    title: '时限',
                    width: 220,
                    render: (_: unknown, t: Template) => {
                      const { deadlineText, kind: of, recurrence } = templateFields(t.body);
                      return deadlineText || <span className="muted">{kindWords(of, recurrence)}</span>;
                    },
                  },
                ]
              : []),
            {
              title: '来源',
              width: 110,
              className: 'num',
              render: (_: unknown, t: Template) => t.source ?? <span className="muted">本地</span>,
            },
            ...(keeps
              ? [
                  {
                    title: '',
                    width: 136,
                    render: (_: unknown, t: Template) => (
                      <span className="row">
                        <Button size="small" aria-label={`修改 ${t.title}`} onClick={() => setEditing(t)}>
                          修改
                        </Button>
                        <Popconfirm
                          title={`删除模板“${t.title}”？`}
                          description="已经生成的任务不受影响。"
                          okText="删除"
                          onConfirm={() => remove.mutate({ id: t.id })}
                        >
                          <Button size="small" aria-label={`删除 ${t.title}`}>
                            删除
                          </Button>
                        </Popconfirm>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {editing && <TemplateEditor template={editing} onClose={() => setEditing(undefined)} />}
    </div>
  );
}

/** A template edited here is shown as the packs' are. */
function readable(t: Template): unknown {
  const body = t.body as { units?: unknown; text?: string } | null;
  if (t.kind !== 'task' || !body?.units) return t.body;
  const { text, deadlineText, units } = templateFields(body);
  const of = (role: string) => units.filter((u) => u.role === role).map((u) => u.unitId.replace(/^unit-/, ''));
  const duty = { text, lead: of('lead'), convener: of('convener'), implementers: of('implementer') };
  return { duties: [{ ...duty, with: [...of('responsible'), ...of('support')] }], deadline: deadlineText };
}
