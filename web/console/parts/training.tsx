import { Alert, Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { addTraining, myTrainings, trainings } from '../../../workers/contract/assessments.ts';
import { list } from '../../../workers/contract/experts.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { today } from '../format.ts';
import { DayField } from './day-field.tsx';
import { More } from './engagement-bits.tsx';
import type { Expert } from './expert-figure-form.tsx';
import { Nothing } from './states.tsx';
import { useRefusal } from './use-refusal.ts';

interface Line {
  readonly id: string;
  readonly day: string;
  readonly title: string;
  readonly hours: number;
}

function Lines({ items }: { items: readonly Line[] }) {
  return (
    <ul className="eng-list">
      {items.map((row) => (
        <li key={row.id} className="row">
          <span className="num">{row.day}</span>
          <span className="grow">{row.title}</span>
          <span className="muted num">{row.hours} 学时</span>
        </li>
      ))}
    </ul>
  );
}

/** What one expert was trained in, on the record's page. */
export function ExpertTrainings({ expert }: { expert: Expert }) {
  const [adding, setAdding] = useState(false);
  const pages = usePages(trainings, { expertId: expert.id, limit: 20 } as never);
  return (
    <>
      {!pages.isPending && pages.items.length === 0 && <Nothing why="还没有培训记录" />}
      <Lines items={pages.items} />
      <More of={pages} />
      {expert.may.manage && <Button onClick={() => setAdding(true)}>登记培训</Button>}
      {adding && <AddTraining only={expert} onClose={() => setAdding(false)} />}
    </>
  );
}

/** The same for the experts themselves. */
export function MyTrainings() {
  const pages = usePages(myTrainings, { limit: 20 } as never);
  if (pages.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="trainings">
      <h2 id="trainings">我的培训</h2>
      <Lines items={pages.items} />
      <More of={pages} />
    </section>
  );
}

interface Fields {
  expertIds: string[];
  day: string;
  title: string;
  hours: number;
}

/** One course and everybody who took part. `only`: entered from that expert's own page. */
export function AddTraining({ only, onClose }: { only?: Expert; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand(addTraining, {
    done: '已登记',
    touches: ['trainings.', 'assessments.'],
    onDone: onClose,
    onRefused: refused,
  });
  return (
    <Modal
      open
      title={only ? `登记培训 · ${only.name}` : '登记培训'}
      okText="登记"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ day: today(), expertIds: only ? [only.id] : [] }}
        onFinish={(values) => {
          setRefusal('');
          run.mutate({ ...values, expertIds: only ? [only.id] : values.expertIds });
        }}
      >
        {!only && <Who />}
        <Form.Item name="title" label="培训内容" rules={[{ required: true, min: 2, message: '请写培训内容' }]}>
          <Input maxLength={80} />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="day" label="日期" rules={[{ required: true, message: '请选择日期' }]}>
            <DayField />
          </Form.Item>
          <Form.Item name="hours" label="学时" rules={[{ required: true, message: '请填学时' }]}>
            <InputNumber min={1} max={400} precision={0} />
          </Form.Item>
        </div>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

/** Experts by part of their name; those chosen stay while others are looked for. */
function Who() {
  const [q, setQ] = useState('');
  const found = useRoute(list, { limit: 50, ...(q ? { q } : {}) } as never);
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const options = new Map([
    ...known,
    ...(found.data?.items ?? []).map((x) => [x.id, `${x.name}（${x.employer}）`] as const),
  ]);
  return (
    <Form.Item name="expertIds" label="参加的专家" rules={[{ required: true, message: '请选择专家' }]}>
      <Select
        mode="multiple"
        maxCount={200}
        loading={found.isFetching}
        showSearch={{ filterOption: false, onSearch: setQ }}
        onChange={(ids: string[]) => setKnown(new Map(ids.map((id) => [id, options.get(id) ?? id])))}
        options={[...options].map(([value, label]) => ({ value, label }))}
        placeholder="输入姓名查找"
      />
    </Form.Item>
  );
}
