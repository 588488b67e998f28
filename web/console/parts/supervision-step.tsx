import { Alert, DatePicker, Form, Input, Modal, TimePicker } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import type { Route } from '../../../workers/contract/route.ts';
import * as summonsApi from '../../../workers/contract/summonses.ts';
import * as orderApi from '../../../workers/contract/supervision.ts';
import { useCommand } from '../data.ts';
import { today } from '../format.ts';
import type { Kind } from './supervision-bits.tsx';
import type { Order, Summons } from './supervision-documents.ts';
import { Uploader } from './uploader.tsx';
import { useRefusal } from './use-refusal.ts';

const ROUTES: Record<Kind, Record<string, Route>> = {
  order: {
    serve: orderApi.serveOrder,
    receive: orderApi.receiveOrder,
    answer: orderApi.answerOrder,
    accept: orderApi.acceptOrder,
    sendBack: orderApi.returnOrder,
    withdraw: orderApi.withdrawOrder,
  },
  summons: {
    notify: summonsApi.notifySummons,
    receive: summonsApi.receiveSummons,
    reschedule: summonsApi.rescheduleSummons,
    hold: summonsApi.holdSummons,
    report: summonsApi.reportSummons,
    close: summonsApi.closeSummons,
    sendBack: summonsApi.returnSummons,
    withdraw: summonsApi.withdrawSummons,
  },
};
type Step = Order['actions'][number];
type Values = Record<string, unknown> & { days?: Record<string, dayjs.Dayjs>; time?: dayjs.Dayjs };

/** The form of one step, drawn from what the server says it needs. Typed text stays when the server refuses. */
export function StepForm({
  kind,
  of,
  step,
  onClose,
}: {
  kind: Kind;
  of: Order | Summons;
  step: Step;
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand(ROUTES[kind][step.action] as Route, {
    done: `已办理：${step.label}`,
    touches: ['orders.', 'summonses.', 'home', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  const submit = ({ days = {}, time, ...values }: Values) => {
    setRefusal('');
    const given = Object.entries(days).filter(([, day]) => day);
    const dates = Object.fromEntries(given.map(([name, day]) => [name, day.format('YYYY-MM-DD')]));
    const at = time ? { talkTime: time.format('HH:mm') } : {};
    run.mutate({ id: of.id, version: of.version, ...values, ...dates, ...at } as never);
  };
  return (
    <Modal
      open
      width={600}
      title={`${step.label} · ${of.number ?? of.title}`}
      okText={step.label}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={initial(of)}>
        {step.needs.length === 0 && <p>{kind === 'order' ? '确认已收到这份督办单。' : '确认已收到约谈通知。'}</p>}
        {step.needs.map((need) => (
          <Field key={need} need={need} action={step.action} of={of} />
        ))}
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

/** What is there already; of days only those still ahead, or the talk's own. */
function initial(of: Order | Summons): Record<string, unknown> {
  if ('demand' in of) {
    const ahead = of.dueDay && !dayjs(of.dueDay).isBefore(today(), 'day');
    return { days: ahead ? { dueDay: dayjs(of.dueDay) } : {} };
  }
  const { talkDay, talkTime, talkPlace, presiding } = of;
  return {
    ...{ talkPlace, presiding },
    ...(talkTime ? { time: dayjs(`2026-01-01 ${talkTime}`) } : {}),
    days: talkDay ? { talkDay: dayjs(talkDay) } : {},
  };
}

const must = (message: string) => [{ required: true, message }];
const area = (name: string, label: string, rows: number, max: number, hint = '') => (
  <Form.Item name={name} label={label} rules={must(`请填写${label}`)}>
    <Input.TextArea rows={rows} maxLength={max} showCount placeholder={hint} />
  </Form.Item>
);
const date = (name: string, label: string, extra = '', needed = true) => (
  <Form.Item name={['days', name]} label={label} extra={extra} rules={needed ? must('请选择日期') : []}>
    <DatePicker style={{ width: '100%' }} inputReadOnly />
  </Form.Item>
);
const short = (name: string, label: string, max: number, hint: string) => (
  <Form.Item name={name} label={label} rules={must(`请填写${label}`)}>
    <Input maxLength={max} placeholder={hint} />
  </Form.Item>
);

function Field({ need, action, of }: { need: string; action: string; of: Order | Summons }): ReactNode {
  const bulletin = 'rule' in of && of.rule.from === 'bulletin';
  switch (need) {
    case 'dueDay':
      return date(
        'dueDay',
        action === 'serve' ? '回复期限' : '新的期限',
        action === 'serve' ? '到期未回复的，按规则逐级提醒、通报、约谈' : '',
      );
    case 'talkDay':
      return date('talkDay', action === 'hold' ? '实际约谈日期' : '约谈日期');
    case 'bulletinDay':
      return bulletin ? date('bulletinDay', '通报日期', '本地规定整改报告从通报之日起算；没有通报的不填', false) : null;
    case 'talkTime':
      return (
        <Form.Item name="time" label="时间">
          <TimePicker format="HH:mm" minuteStep={5} style={{ width: '100%' }} inputReadOnly />
        </Form.Item>
      );
    case 'talkPlace':
      return short('talkPlace', '地点', 100, '区政府三楼会议室');
    case 'presiding':
      return short('presiding', '主持人（写职务）', 60, '区安委会副主任');
    case 'answer':
      return area('answer', '办理情况', 8, 4000, '做了什么、结果如何、没办完的什么时候办完');
    case 'report':
      return area('report', '整改情况', 8, 8000, '逐条写明约谈要求的落实情况');
    case 'minutes':
      return area('minutes', '约谈纪要', 8, 8000, '指出的问题、提出的要求、被约谈单位的表态');
    case 'opinion':
      return area('opinion', '审核意见', 3, 500);
    case 'reason':
      return area('reason', '理由', 3, 500);
    case 'evidence':
      return (
        <Form.Item name="evidence" label="附件（照片、Word、PDF）" initialValue={[]}>
          <Uploader label="上传附件" max={20} documents />
        </Form.Item>
      );
    default:
      return null;
  }
}
