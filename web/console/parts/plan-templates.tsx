import { Alert, App, Button, Checkbox, Form, Input, Modal, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { planFromTemplates } from '../../../workers/contract/plans.ts';
import { templates } from '../../../workers/contract/settings.ts';
import { useCommand } from '../data.ts';
import { thisYear } from '../format.ts';
import { useAll } from './plan-all.ts';
import { KindAndYear, PlanHead, type PlanValues, planFields } from './plan-form.tsx';
import { Fallible, Nothing } from './states.tsx';
import { unitWords } from './task-bits.tsx';
import { refName, type Template, templateFields } from './template-fields.ts';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

/** Kinds of templates that tasks can be made of. */
const KINDS = [
  { value: 'task', label: '任务' },
  { value: 'campaign', label: '专项行动' },
  { value: 'key_period', label: '重点时段' },
];

/** A plan out of the district's templates: pick, name it, and its drafts stand in the year chosen. */
export function FromTemplates({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const [form] = Form.useForm<PlanValues>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { refusal, setRefusal, refused } = useRefusal();
  const { modal } = App.useApp();
  const make = useCommand(planFromTemplates, {
    touches: ['plans.', 'tasks.'],
    onDone: ({ id, tasks, skipped }) => {
      onClose();
      onMade(id);
      void modal.info({
        title: `已生成 ${tasks} 项任务草稿`,
        content:
          skipped.length > 0 ? (
            <>
              <p>这些模板没有生成：</p>
              {skipped.map((s) => (
                <div key={s}>{s}</div>
              ))}
            </>
          ) : (
            '请核对责任单位和期限，再全部交办。'
          ),
      });
    },
    onRefused: refused,
  });
  const save = (v: PlanValues) => {
    setRefusal('');
    if (chosen.size === 0) return setRefusal('请至少选一个模板。');
    if (chosen.size > 200) return setRefusal('一次最多选 200 个模板。');
    const kind = v.kind === 'campaign' ? 'campaign' : 'work_points';
    make.mutate({ kind, year: v.year, templateIds: [...chosen], ...planFields(v) });
  };
  const initial = { kind: 'work_points', year: thisYear(), title: `${thisYear()}年安全生产工作要点` } as const;
  return (
    <Modal
      open
      width={920}
      title="用模板生成计划"
      okText={`生成计划（${chosen.size} 项）`}
      confirmLoading={make.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <div className="from-templates">
        <Picker chosen={chosen} onChange={setChosen} />
        <Form form={form} layout="vertical" onFinish={save} initialValues={initial}>
          <KindAndYear kinds={['work_points', 'campaign']} />
          <PlanHead />
        </Form>
      </div>
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
    </Modal>
  );
}

function Picker({ chosen, onChange }: { chosen: ReadonlySet<string>; onChange: (ids: ReadonlySet<string>) => void }) {
  const units = useUnits();
  const [kind, setKind] = useState('task');
  const pages = useAll(templates, { kind, limit: 100 });
  const [typed, setTyped] = useState('');
  const all = pages.items as Template[];
  const shown = useMemo(() => {
    const words = typed.trim();
    return words === '' ? all : all.filter((t) => `${t.title}${JSON.stringify(t.body)}`.includes(words));
  }, [all, typed]);
  const put = (ids: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    onChange(next);
  };
  const every = shown.length > 0 && shown.every((t) => chosen.has(t.id));
  return (
    <div>
      <Segmented options={KINDS} value={kind} onChange={setKind} style={{ marginBottom: 8 }} />
      <Input
        allowClear
        placeholder="在模板里查找"
        aria-label="在模板里查找"
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      <div className="row" style={{ margin: '8px 0' }}>
        <Checkbox
          checked={every}
          indeterminate={!every && shown.some((t) => chosen.has(t.id))}
          onChange={(e) =>
            put(
              shown.map((t) => t.id),
              e.target.checked,
            )
          }
        >
          全选（{shown.length}）
        </Checkbox>
        <span className="grow" />
        {chosen.size > 0 && (
          <Button type="link" size="small" onClick={() => onChange(new Set())}>
            清空
          </Button>
        )}
      </div>
      <Fallible query={{ ...pages, data: pages.data }}>
        {shown.length === 0 && (
          <Nothing why={all.length === 0 ? '还没有任务模板，可在“模板”里添加。' : '没有找到这样的模板。'} />
        )}
        <ul className="picker">
          {shown.map((t) => {
            const { deadlineText, units: own } = templateFields(t.body);
            return (
              <li key={t.id}>
                <Checkbox checked={chosen.has(t.id)} onChange={(e) => put([t.id], e.target.checked)}>
                  {t.title}
                  <span className="muted">
                    {[deadlineText, unitWords(own, (id) => refName(id, units.short), 2)].filter(Boolean).join(' · ')}
                  </span>
                </Checkbox>
              </li>
            );
          })}
        </ul>
      </Fallible>
    </div>
  );
}
