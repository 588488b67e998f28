import { Alert, DatePicker, Form, Input, Modal, Radio, Select } from 'antd';
import type dayjs from 'dayjs';
import type { ReactNode } from 'react';
import * as contract from '../../../workers/contract/hazards.ts';
import { sectors } from '../../../workers/contract/people.ts';
import type { Route } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import type { Hazard } from './hazard-detail.tsx';
import { HazardPicker } from './hazard-picker.tsx';
import { useUnits } from './units.ts';
import { Uploader } from './uploader.tsx';
import { useRefusal } from './use-refusal.ts';

const ROUTES: Record<string, Route> = {
  confirm: contract.confirm,
  dismiss: contract.dismiss,
  merge: contract.merge,
  assign: contract.assign,
  start: contract.start,
  notMine: contract.notMine,
  submit: contract.submit,
  onSpot: contract.onSpot,
  verify: contract.verify,
  sendBack: contract.sendBack,
  close: contract.close,
  reopen: contract.reopen,
};
const DONE: Record<string, string> = {
  confirm: '已认定',
  dismiss: '已认定不成立',
  merge: '已并入',
  assign: '已交办',
  start: '已签收，开始整改',
  notMine: '已退安委办',
  submit: '已提交复查',
  onSpot: '已提交复查',
  verify: '已验收',
  sendBack: '已退回',
  close: '已销号',
  reopen: '已重新打开',
};

/** The form of one step. Typed text stays when the server refuses, also when somebody else was faster. */
export function ActionForm({
  hazard,
  action,
  label,
  onClose,
}: {
  hazard: Hazard;
  action: string;
  label: string;
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const step = useCommand(ROUTES[action] as Route, {
    done: DONE[action] ?? '已办理',
    touches: ['hazards.', 'home', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  const submit = (values: Record<string, unknown>) => {
    setRefusal('');
    const { due, ...rest } = values as { due?: dayjs.Dayjs };
    step.mutate({
      id: hazard.id,
      version: hazard.version,
      ...rest,
      ...(due ? { dueDay: due.format('YYYY-MM-DD') } : {}),
    } as never);
  };
  return (
    <Modal
      open
      title={`${label} · ${hazard.number}`}
      okText={label}
      confirmLoading={step.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{
          level: hazard.level,
          unitId: hazard.suggestedUnitId ?? undefined,
          sector: hazard.sector ?? undefined,
          watcher: hazard.watcher,
          interimMeasures: hazard.interimMeasures,
        }}
      >
        <Fields action={action} suggested={hazard.suggestedUnitId !== null} />
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

const must = (message: string) => [{ required: true, message }];
const area = (rows: number, maxLength: number, placeholder = '') => (
  <Input.TextArea rows={rows} maxLength={maxLength} showCount placeholder={placeholder} />
);

function Fields({ action, suggested }: { action: string; suggested: boolean }): ReactNode {
  switch (action) {
    case 'confirm':
      return <ConfirmFields />;
    case 'assign':
      return <AssignFields suggested={suggested} />;
    case 'start':
      return <Watch />;
    case 'merge':
      return (
        <>
          <Form.Item name="intoId" label="并入哪一条" rules={must('请选择')}>
            <HazardPicker />
          </Form.Item>
          <Reason label="理由" />
        </>
      );
    case 'dismiss':
      return <Reason label="不成立的理由（会告知上报人）" />;
    case 'notMine':
      return <Reason label="为什么不属本单位，应由谁负责" />;
    case 'sendBack':
      return <Reason label="哪里不合格" />;
    case 'reopen':
      return <Reason label="重新打开的理由" />;
    case 'submit':
    case 'onSpot':
      return (
        <>
          <Form.Item name="rectification" label="整改情况" rules={must('请写明做了什么')}>
            {area(4, 2000, '拆除、更换、清理、培训……具体做了什么')}
          </Form.Item>
          <Form.Item name="evidence" label="整改后照片" initialValue={[]} rules={must('请上传整改后照片')}>
            <Uploader label="上传照片" />
          </Form.Item>
        </>
      );
    case 'verify':
      return (
        <Form.Item name="opinion" label="复查验收意见" rules={must('请填写验收意见')}>
          {area(4, 1000, '现场核对情况、结论')}
        </Form.Item>
      );
    default:
      return (
        <Form.Item name="note" label="说明">
          {area(3, 500)}
        </Form.Item>
      );
  }
}

function Reason({ label }: { label: string }) {
  return (
    <Form.Item name="reason" label={label} rules={must('请填写理由')}>
      {area(4, 500)}
    </Form.Item>
  );
}

function Watch() {
  return (
    <>
      <Form.Item name="watcher" label="专人盯防（整改期间谁在现场看着）">
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="interimMeasures" label="整改前的临时措施">
        {area(3, 1000)}
      </Form.Item>
    </>
  );
}

function ConfirmFields() {
  const list = useRoute(sectors, {});
  return (
    <>
      <Form.Item name="level" label="等级" rules={must('请选择等级')}>
        <Radio.Group
          options={[
            { value: 'general', label: '一般隐患' },
            { value: 'major', label: '重大事故隐患' },
          ]}
        />
      </Form.Item>
      <Form.Item name="sector" label="行业领域">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={list.data?.items.map((s) => ({ value: s.sector, label: s.label }))}
        />
      </Form.Item>
      <Form.Item name="note" label="认定意见">
        {area(3, 1000)}
      </Form.Item>
    </>
  );
}

function AssignFields({ suggested }: { suggested: boolean }) {
  const units = useUnits();
  return (
    <>
      <Form.Item
        name="unitId"
        label="责任单位"
        extra={suggested ? '按行业监管分工预填，可改' : undefined}
        rules={must('请选择责任单位')}
      >
        <Select showSearch={{ optionFilterProp: 'label' }} options={units.options} placeholder="选择单位" />
      </Form.Item>
      <Form.Item name="due" label="整改期限" extra="不填则按时限规则计算">
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Watch />
      <Form.Item name="note" label="交办意见">
        {area(2, 1000)}
      </Form.Item>
    </>
  );
}
