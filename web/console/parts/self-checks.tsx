import { Button, Input, Modal, Radio, Select, Tag } from 'antd';
import { useState } from 'react';
import { addSelfCheck, selfChecks } from '../../../workers/contract/duties.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { templates } from '../../../workers/contract/settings.ts';
import { useCommand, usePages } from '../data.ts';
import { PagedTable } from './list.tsx';
import { useCan, useMe } from './person.ts';
import { Fallible, Nothing } from './states.tsx';
import { useUnits } from './units.ts';

type Check = ClientOutput<typeof selfChecks>['items'][number];
interface Answer {
  readonly answer?: keyof typeof WORDS;
  readonly note: string;
}
interface Template {
  readonly id: string;
  readonly title: string;
  readonly body: unknown;
}
const MARKS = { yes: '✓', no: '✗', na: '—' } as const;
const WORDS = { yes: '达标', no: '未达标', na: '不适用' } as const;

/** “六有”“三有”: each unit's last answers, a map of who has what. */
export function SelfChecks() {
  const can = useCan();
  const list = usePages(templates, { kind: 'checklist', limit: 100 } as never);
  const all = (list.items as Template[]).filter((t) => JSON.stringify(t.body).includes('达标自查'));
  const [chosen, setChosen] = useState<string>();
  const [filling, setFilling] = useState(false);
  const template = all.find((t) => t.id === chosen) ?? all[0];
  return (
    <Fallible query={list as never}>
      {!template ? (
        <Nothing why="没有达标自查的检查表模板。" />
      ) : (
        <>
          <div className="row" style={{ marginBottom: 12 }}>
            <Select
              value={template.id}
              onChange={setChosen}
              style={{ minWidth: 260 }}
              options={all.map((t) => ({ value: t.id, label: t.title }))}
              aria-label="检查表"
            />
            <span className="grow" />
            {can('duty.do') && (
              <Button type="primary" onClick={() => setFilling(true)}>
                填写自查
              </Button>
            )}
          </div>
          <Attained template={template} />
          {filling && <Fill template={template} onClose={() => setFilling(false)} />}
        </>
      )}
    </Fallible>
  );
}

const itemsOf = (t: Template): string[] => (t.body as { items?: string[] }).items ?? [];

function Attained({ template }: { template: Template }) {
  const units = useUnits();
  const pages = usePages(selfChecks, { templateId: template.id, limit: 100 } as never);
  return (
    <PagedTable<Check>
      rowKey="id"
      pages={pages as never}
      empty="还没有单位提交自查。"
      scroll={{ x: 700 }}
      columns={[
        { title: '单位', fixed: 'left', width: 130, render: (_, c) => units.short(c.unitId) },
        ...itemsOf(template).map((words, i) => ({
          title: words,
          width: 90,
          render: (_: unknown, c: Check) => {
            const item = c.items[i];
            return item ? (
              <span className={item.answer === 'no' ? 'late' : ''} title={item.note}>
                {MARKS[item.answer]} {WORDS[item.answer]}
              </span>
            ) : (
              ''
            );
          },
        })),
        { title: '合计', width: 80, className: 'num', render: (_, c) => <Tag>{`${c.attained}/${c.total}`}</Tag> },
        { title: '日期', width: 110, className: 'num', dataIndex: 'day' },
      ]}
    />
  );
}

function Fill({ template, onClose }: { template: Template; onClose: () => void }) {
  const me = useMe();
  const units = useUnits();
  const items = itemsOf(template);
  const own = me.grants.map((g) => g.unitId).filter((id) => id !== '');
  const [unitId, setUnitId] = useState<string | undefined>(own[0]);
  // Whoever answers for some units fills in for them and what lies below them, nobody else.
  const mine = (id: string | null | undefined): boolean =>
    !!id && (own.includes(id) || mine(units.byId.get(id)?.parentId));
  const options = own.length === 0 ? units.options : units.options.filter((u) => mine(u.value));
  const [answers, setAnswers] = useState<Record<number, Answer>>({});
  const add = useCommand(addSelfCheck, { done: '已提交自查', touches: ['selfChecks', 'workspaces'], onDone: onClose });
  const set = (i: number, change: Partial<Answer>) =>
    setAnswers((old) => ({ ...old, [i]: { note: '', ...old[i], ...change } }));
  const said = items.flatMap((_, i) => {
    const { answer, note = '' } = answers[i] ?? {};
    return answer ? [{ answer, note }] : [];
  });
  return (
    <Modal
      open
      width={640}
      title={template.title}
      okText="提交"
      okButtonProps={{ disabled: said.length < items.length || !unitId }}
      confirmLoading={add.isPending}
      onCancel={onClose}
      onOk={() => add.mutate({ templateId: template.id, unitId: unitId ?? '', items: said })}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={unitId}
        onChange={setUnitId}
        options={options}
        placeholder="自查单位"
        style={{ width: '100%', marginBottom: 12 }}
        aria-label="自查单位"
      />
      <ol className="answers">
        {items.map((words, i) => (
          <li key={words}>
            <div className="row">
              <span className="grow">
                {i + 1}. {words}
              </span>
              <Radio.Group
                value={answers[i]?.answer}
                onChange={(e) => set(i, { answer: e.target.value as keyof typeof WORDS })}
                options={Object.entries(WORDS).map(([value, label]) => ({ value, label }))}
                optionType="button"
                aria-label={words}
              />
            </div>
            <Input
              maxLength={300}
              placeholder="说明、佐证"
              value={answers[i]?.note ?? ''}
              onChange={(e) => set(i, { note: e.target.value })}
              aria-label={`${words}说明`}
            />
          </li>
        ))}
      </ol>
    </Modal>
  );
}
