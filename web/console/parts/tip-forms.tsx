import { Alert, Button, Checkbox, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { sectors } from '../../../workers/contract/people.ts';
import { brief, refuseTip } from '../../../workers/contract/tip-desk.ts';
import type { TipContent } from '../../../workers/protocol/compose.ts';
import { sentence, useCommand, useRoute } from '../data.ts';
import type { Sealed } from '../pages/tip.tsx';
import { useUnits } from './units.ts';

const CHECKS = [
  ['no_name', '没有举报人的姓名、称呼、联系方式'],
  ['no_only_i_knew', '没有只有举报人才知道的事'],
  ['no_shift', '没有班次、岗位、工种等能推出是谁的内容'],
  ['no_exact_minute', '没有精确到时分的时间'],
  ['no_words', '没有照抄举报人的原话'],
] as const;
const TOUCHES = ['tips.', 'hazards.', 'home'];

/** 转办摘要: the officer's own words beside the reporter's, and a checklist of what gives a reporter away. */
export function BriefForm({ tip, content }: { tip: Sealed; content: TipContent }) {
  const [open, setOpen] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [form] = Form.useForm();
  const units = useUnits();
  const list = useRoute(sectors, {});
  const summary = Form.useWatch<string | undefined>('summary', form) ?? '';
  const send = useCommand(brief, {
    done: '已认定，转入隐患清单',
    touches: TOUCHES,
    onDone: () => setOpen(false),
    onRefused: (e) => {
      setRefusal(sentence(e));
      return true;
    },
  });
  const copied = longestShared(content.text, summary);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        写转办摘要
      </Button>
      <Modal
        open={open}
        width={960}
        title="转办摘要（承办单位只能看到这里写的内容）"
        okText="认定并转入隐患清单"
        confirmLoading={send.isPending}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        maskClosable={false}
      >
        <div className="grid2">
          <div>
            <div className="muted">举报原文（仅您可见）</div>
            <div className="sealed-text">{content.text}</div>
          </div>
          <Form
            form={form}
            layout="vertical"
            initialValues={{
              level: 'general',
              placeUnitId: tip.header.placeUnitId ?? undefined,
              checked: [],
            }}
            onFinish={(v) => {
              setRefusal('');
              send.mutate({
                id: tip.id,
                version: tip.version,
                ...v,
                placeUnitId: v.placeUnitId ?? null,
                sector: v.sector ?? null,
              });
            }}
          >
            <Form.Item name="title" label="隐患名称" rules={[{ required: true, min: 2, message: '请填写隐患名称' }]}>
              <Input maxLength={80} showCount />
            </Form.Item>
            <Form.Item
              name="summary"
              label="情况（用自己的话写）"
              rules={[{ required: true, min: 2, message: '请填写情况' }]}
            >
              <Input.TextArea rows={5} maxLength={4000} showCount />
            </Form.Item>
            {copied.length >= 8 && (
              <Alert
                type="warning"
                showIcon
                title={`与原文有 ${copied.length} 个字相同：“${copied.slice(0, 20)}”，请改写`}
                style={{ marginBottom: 12 }}
              />
            )}
            <Form.Item name="level" label="等级">
              <Radio.Group
                options={[
                  { value: 'general', label: '一般隐患' },
                  { value: 'major', label: '重大事故隐患' },
                ]}
              />
            </Form.Item>
            <Form.Item name="sector" label="行业领域">
              <Select allowClear options={list.data?.items.map((s) => ({ value: s.sector, label: s.label }))} />
            </Form.Item>
            <Form.Item name="placeUnitId" label="所在街道">
              <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={units.options} />
            </Form.Item>
            <Form.Item name="address" label="地址（到承办单位能找到为止）">
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="enterprise" label="企业或场所">
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item
              name="checked"
              label="逐项核对，会不会暴露举报人"
              rules={[
                {
                  validator: (_, v: string[]) =>
                    v?.length === CHECKS.length
                      ? Promise.resolve()
                      : Promise.reject(new Error('五项都核对无误后才能转办')),
                },
              ]}
            >
              <Checkbox.Group
                options={CHECKS.map(([value, label]) => ({ value, label }))}
                style={{ flexDirection: 'column', gap: 4 }}
              />
            </Form.Item>
            {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
          </Form>
        </div>
      </Modal>
    </>
  );
}

/** The longest run of characters the summary shares with the reporter's words. */
function longestShared(original: string, summary: string): string {
  let best = '';
  for (let from = 0; from < summary.length; from++) {
    while (from + best.length < summary.length && original.includes(summary.slice(from, from + best.length + 1))) {
      best = summary.slice(from, from + best.length + 1);
    }
  }
  return best;
}

export function RefuseForm({ tip }: { tip: Sealed }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const send = useCommand(refuseTip, { done: '已答复举报人', touches: TOUCHES, onDone: () => setOpen(false) });
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        认定不成立
      </Button>
      <Modal
        open={open}
        title="认定不成立"
        okText="答复举报人"
        okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
        confirmLoading={send.isPending}
        onCancel={() => setOpen(false)}
        onOk={() => send.mutate({ id: tip.id, version: tip.version, reason })}
      >
        <p>理由会原样显示在举报人的回执页上：</p>
        <Input.TextArea
          rows={4}
          maxLength={500}
          showCount
          value={reason}
          onChange={(e) => setReason(e.target.value)}
          aria-label="理由"
        />
      </Modal>
    </>
  );
}
