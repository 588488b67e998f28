import { Button, DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { periodWords, review, saveReview } from '../../../workers/contract/month.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import { useCan } from './person.ts';
import { Fallible } from './states.tsx';
import { useUnits } from './units.ts';

type Review = NonNullable<ClientOutput<typeof review>['review']>;
interface Values {
  heldDay: dayjs.Dayjs;
  participants: string[];
  points: string;
  decisions: string;
}

/** 一月一调度: what was looked at and decided; the month's bulletin draws on it. */
export function MonthReview({ period }: { period: string }) {
  const query = useRoute(review, { period });
  const may = useCan()('bulletin.write');
  const held = query.data?.review ?? undefined;
  return (
    <section className="card" aria-label="当月调度">
      <h2>{periodWords(period)}调度</h2>
      <Fallible query={query}>
        {may ? (
          <ReviewForm key={`${period} ${held?.version ?? 0}`} period={period} held={held} />
        ) : (
          <Said held={held} />
        )}
      </Fallible>
    </section>
  );
}

function Said({ held }: { held: Review | undefined }) {
  if (!held) return <p className="muted">这个月还没有登记调度。</p>;
  return (
    <dl className="facts">
      <dt>日期</dt>
      <dd className="num">{held.heldDay}</dd>
      <dt>参加单位</dt>
      <dd>{held.participants.map((p) => p.name).join('、') || '—'}</dd>
      <dt>情况</dt>
      <dd>{held.points}</dd>
      <dt>议定事项</dt>
      <dd>{held.decisions || '—'}</dd>
    </dl>
  );
}

function ReviewForm({ period, held }: { period: string; held: Review | undefined }) {
  const names = useUnits();
  const run = useCommand(saveReview, { done: '已登记', touches: ['reviews.'] });
  const initial: Partial<Values> = {
    participants: held?.participants.map((p) => p.unitId) ?? [],
    points: held?.points ?? '',
    decisions: held?.decisions ?? '',
    ...(held ? { heldDay: dayjs(held.heldDay) } : {}),
  };
  const save = ({ heldDay, ...rest }: Values) =>
    run.mutate({ period, version: held?.version ?? 0, heldDay: heldDay.format('YYYY-MM-DD'), ...rest });
  return (
    <Form<Values> layout="vertical" initialValues={initial} onFinish={save}>
      <Form.Item name="heldDay" label="调度日期" rules={[{ required: true, message: '请选择日期' }]}>
        <DatePicker />
      </Form.Item>
      <Form.Item name="participants" label="参加单位">
        <Select mode="multiple" options={names.options} showSearch={{ optionFilterProp: 'label' }} maxTagCount={6} />
      </Form.Item>
      <Form.Item name="points" label="调度情况" rules={[{ required: true, min: 2, message: '请写明调度情况' }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="decisions" label="议定事项">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Button htmlType="submit" loading={run.isPending}>
        {held ? '保存修改' : '登记调度'}
      </Button>
    </Form>
  );
}
