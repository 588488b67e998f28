import { Alert, Button, Checkbox, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { sectors } from '../../../workers/contract/people.ts';
import { brief } from '../../../workers/contract/tip-desk.ts';
import type { TipContent } from '../../../workers/protocol/compose.ts';
import { useCommand, useRoute } from '../data.ts';
import { CHECKS } from './brief-check.ts';
import { FindingList, useFindings } from './tip-findings.tsx';
import type { Sealed } from './tip-sealed.ts';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

export const TOUCHES = ['tips.', 'hazards.', 'home'];
const lineId = (key: string): string => `check-${key}`;

/** 转办摘要: the officer's own words beside the reporter's, and a checklist of what gives a reporter away. */
export function BriefForm({ tip, content }: { tip: Sealed; content: TipContent }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        写转办摘要
      </Button>
      <Modal
        open={open}
        width={1000}
        title="转办摘要（承办单位只能看到这里写的内容）"
        footer={null}
        onCancel={() => setOpen(false)}
        maskClosable={false}
      >
        <div className="grid2">
          <div>
            <div className="muted">举报原文（仅您可见）</div>
            <div className="sealed-text">{content.text}</div>
            <div>{[content.place, content.enterprise].filter(Boolean).join(' · ')}</div>
          </div>
          <Fields tip={tip} content={content} onDone={() => setOpen(false)} />
        </div>
      </Modal>
    </>
  );
}

function Fields({ tip, content, onDone }: { tip: Sealed; content: TipContent; onDone: () => void }) {
  const { refusal, setRefusal, refused } = useRefusal();
  const [form] = Form.useForm();
  const units = useUnits();
  const list = useRoute(sectors, {});
  const watched = (Form.useWatch([], form) ?? {}) as { title?: string; summary?: string };
  const typed = [watched.title, watched.summary].filter(Boolean).join('\n');
  const found = useFindings(typed, content);
  const send = useCommand(brief, {
    done: '已认定，转入隐患清单',
    touches: TOUCHES,
    onDone,
    onRefused: refused,
  });
  const level = tip.kind === 'major' ? 'major' : 'general';
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ level, placeUnitId: tip.header.placeUnitId ?? undefined, checked: [] }}
      onFinish={(v) => {
        setRefusal('');
        if (found.open.length > 0) {
          setRefusal(`还有 ${new Set(found.open.map((f) => f.id)).size} 处可能暴露举报人，请改写或逐条确认。`);
          return;
        }
        send.mutate({
          ...{ id: tip.id, version: tip.version, ...v },
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
      <FindingList typed={typed} found={found} lineId={lineId} />
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
              v?.length === CHECKS.length ? Promise.resolve() : Promise.reject(new Error('五项都核对无误后才能转办')),
          },
        ]}
      >
        <Checkbox.Group style={{ flexDirection: 'column', gap: 4 }}>
          {CHECKS.map(([value, label], n) => (
            <Checkbox key={value} id={lineId(value)} value={value}>
              {n + 1}. {label}
              {found.open.some((f) => f.key === value) && <span className="late">　有待改写或确认</span>}
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        认定并转入隐患清单
      </Button>
    </Form>
  );
}
