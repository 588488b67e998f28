import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select, Steps } from 'antd';
import { useState } from 'react';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import { neighbours } from '../../../workers/contract/tip-desk.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useRoute } from '../data.ts';
import { useMe } from './person.ts';
import { MOVE_STEPS, type Move, type MoveWish, runMove, startedMove, startMove } from './tip-move-steps.ts';
import type { Sealed } from './tip-sealed.ts';
import { useVault } from './vault.ts';

/** Not this district's: sealed anew to another one's intake, here in the browser. */
export function MoveAway({ tip, opened }: { tip: Sealed; opened: OpenedTip }) {
  const [open, setOpen] = useState(false);
  const vault = useVault();
  const half = vault && startedMove(vault, tip.id);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{half ? '继续移送外地' : '移送外地'}</Button>
      {open && <Dialog tip={tip} opened={opened} half={half} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({
  tip,
  opened,
  half,
  onClose,
}: {
  tip: Sealed;
  opened: OpenedTip;
  half: Move | undefined;
  onClose: () => void;
}) {
  const me = useMe();
  const vault = useVault();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [step, setStep] = useState(half?.step);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const run = async (move: Move) => {
    setBusy(true);
    setProblem('');
    try {
      await runMove(move, { vault: vault!, tenantNo: me.tenant.no, tip, opened }, setStep);
      void message.success('已移送，举报人下次来看时会读到新的回执码');
      await client.invalidateQueries({ predicate: (q) => /^(tips\.|hazards\.|home)/.test(String(q.queryKey[0])) });
      onClose();
    } catch (error) {
      setProblem(said(error));
    } finally {
      setBusy(false);
    }
  };
  const begin = (wish: MoveWish) => run(startMove(vault!, tip.id, wish));
  return (
    <Modal open width={720} title="移送外地" footer={null} onCancel={busy ? undefined : onClose} maskClosable={false}>
      {step === undefined ? (
        <WishForm tip={tip} opened={opened} onWish={(wish) => void begin(wish)} />
      ) : (
        <>
          <Steps
            orientation="vertical"
            size="small"
            current={step}
            status={problem ? 'error' : 'process'}
            items={MOVE_STEPS.map((title) => ({ title }))}
          />
          {problem && <Alert type="error" showIcon role="alert" title={problem} style={{ marginTop: 12 }} />}
          {!busy && vault && startedMove(vault, tip.id) && (
            <Button type="primary" style={{ marginTop: 12 }} onClick={() => void run(startedMove(vault, tip.id)!)}>
              从这一步继续
            </Button>
          )}
          <p className="muted">中途停下可以继续，不会重复送交。锁上密钥或关掉网页之前请办完。</p>
        </>
      )}
    </Modal>
  );
}

function said(error: unknown): string {
  if (error instanceof ApiError) return sentence(error);
  if (error instanceof Error && error.message === 'unsigned')
    return '您的签名钥匙没有登记，不能告诉举报人新回执码。请保管根密钥的同事在“举报密钥”页为您登记。';
  return '对方公布的密钥与其签名链对不上，没有送交。请与对方核实。';
}

function WishForm({ tip, opened, onWish }: { tip: Sealed; opened: OpenedTip; onWish: (wish: MoveWish) => void }) {
  const [q, setQ] = useState('');
  const found = useRoute(neighbours, { q });
  const { text, place, enterprise } = opened.content;
  return (
    <Form
      layout="vertical"
      initialValues={{ text, place, enterprise, category: tip.header.category }}
      onFinish={(v) => {
        const toName = found.data?.items.find((n) => n.slug === v.toSlug)?.name ?? '对方';
        const words = { text: v.text, place: v.place ?? '', enterprise: v.enterprise ?? '', name: '', contact: '' };
        onWish({ toSlug: v.toSlug, toName, reason: v.reason, category: v.category, text: words });
      }}
    >
      <p>内容在本机封给对方的举报受理密钥，只有对方能打开；姓名、联系方式和附件不随同移送。</p>
      <Form.Item name="toSlug" label="移送到" rules={[{ required: true, message: '请选择地区' }]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          loading={found.isFetching}
          notFoundContent="没有可移送的地区：对方须在本系统开通并启用举报受理"
          options={found.data?.items.map((n) => ({ value: n.slug, label: n.name }))}
        />
      </Form.Item>
      <Form.Item name="category" label="类别">
        <Select options={Object.entries(CATEGORIES).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item
        name="text"
        label="移送的内容（默认是原文，可改写）"
        rules={[{ required: true, message: '请填写内容' }]}
      >
        <Input.TextArea rows={6} maxLength={8000} />
      </Form.Item>
      <Form.Item name="place" label="具体地点">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="enterprise" label="单位名称">
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="reason" label="移送理由" rules={[{ required: true, min: 2, message: '请填写理由' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        加密并移送
      </Button>
    </Form>
  );
}
