import { Alert, Button, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { commitDraw } from '../../../workers/contract/draws.ts';
import { drandRound, SEED_KINDS, STRONG_BITS, seedKind } from '../../../workers/protocol/draw-seed.ts';
import { useCommand } from '../data.ts';
import type { Draw } from './draw-bits.tsx';
import { WitnessSlip } from './draw-witness.tsx';

interface Values {
  readonly kind: string;
  readonly issue: string;
  readonly notBefore: dayjs.Dayjs;
  readonly witnesses?: { name: string; commitment: string }[];
}

/** The last thing before nobody can change anything: which public number decides, and who witnesses. */
export function CommitDraw({ draw: d, onClose }: { draw: Draw; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const kind = seedKind(Form.useWatch('kind', form) ?? '');
  const [slipFor, setSlipFor] = useState<number>();
  const commit = useCommand(commitDraw, { done: '已封存，名单和指纹已公布', touches: ['draws'], onDone: onClose });
  const drand = (at: dayjs.Dayjs | null) => {
    if (form.getFieldValue('kind') === 'drand' && at) form.setFieldValue('issue', String(drandRound(at.valueOf())));
  };
  const save = ({ kind: name, issue, notBefore, witnesses = [] }: Values) =>
    commit.mutate({
      ...{ id: d.id, version: d.version },
      seedSource: { kind: name, id: issue, notBefore: notBefore.toISOString() },
      witnesses,
    });
  return (
    <Modal
      open
      width={680}
      title="封存并公布名单"
      okText="封存并公布"
      confirmLoading={commit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Alert
        style={{ marginBottom: 16 }}
        type="info"
        showIcon
        title="封存以后谁也不能再改名单、名额和号码来源。公布的只有加密编号，不公布姓名。"
      />
      <Form form={form} layout="vertical" onFinish={save} initialValues={{ kind: 'ssq', witnesses: [] }}>
        <div className="grid2">
          <Form.Item name="kind" label="用哪一个公开的号码">
            <Select options={Object.entries(SEED_KINDS).map(([value, { label }]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item
            name="issue"
            label="哪一期"
            extra={kind?.issueHint}
            rules={[{ required: true, pattern: kind?.issue ?? /./, message: kind?.issueHint ?? '请填写' }]}
          >
            <Input maxLength={120} />
          </Form.Item>
        </div>
        <Form.Item
          name="notBefore"
          label="开奖时间（见证人须在此之前拆封，之后才能录入号码）"
          rules={[{ required: true, message: '请选择时间' }]}
        >
          <DatePicker
            showTime={{ format: 'HH:mm:ss' }}
            needConfirm={false}
            onChange={drand}
            minDate={dayjs()}
            style={{ width: '100%' }}
          />
        </Form.Item>
        {kind && kind.bits < STRONG_BITS && (
          <Alert
            style={{ marginBottom: 16 }}
            type="warning"
            showIcon
            title="这一来源可能的结果太少，须有至少一名见证人交存输入，并在开奖以前拆封。"
          />
        )}
        <Form.List name="witnesses">
          {(rows, { add, remove }) => (
            <Form.Item
              label="见证人"
              className="lines-item"
              extra={`见证人也可用自己的手机打开公开页“抽取公开 › 见证人”生成密封值，抽取编号填 ${d.number}。`}
            >
              <div className="lines">
                {rows.map((f) => (
                  <div key={f.key} className="line">
                    <Form.Item name={[f.name, 'name']} noStyle rules={[{ required: true, min: 2, message: '填姓名' }]}>
                      <Input className="mid" placeholder="姓名" aria-label="见证人姓名" maxLength={30} />
                    </Form.Item>
                    <Form.Item
                      name={[f.name, 'commitment']}
                      noStyle
                      normalize={(v: string) => v.trim().toLowerCase()}
                      rules={[{ required: true, pattern: /^[0-9a-f]{64}$/, message: '密封值为 64 位' }]}
                    >
                      <Input className="wide" placeholder="密封值（64 位）" aria-label="密封值" maxLength={80} />
                    </Form.Item>
                    <Button onClick={() => setSlipFor(f.name)}>在本机生成</Button>
                    <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                      ×
                    </Button>
                  </div>
                ))}
              </div>
              <Button size="small" onClick={() => add({})}>
                加一名见证人
              </Button>
            </Form.Item>
          )}
        </Form.List>
      </Form>
      {slipFor !== undefined && (
        <WitnessSlip
          number={d.number}
          name={String(form.getFieldValue(['witnesses', slipFor, 'name']) ?? '')}
          onClose={() => setSlipFor(undefined)}
          onMade={(name, commitment) => form.setFieldValue(['witnesses', slipFor], { name, commitment })}
        />
      )}
    </Modal>
  );
}
