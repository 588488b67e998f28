import { Form, Input, Modal } from 'antd';
import { confirmSeed, enterSeed, finishDraw, redraw, voidDraw } from '../../../workers/contract/draws.ts';
import { seedKind } from '../../../workers/protocol/draw-seed.ts';
import { useCommand } from '../data.ts';
import type { Draw } from './draw-bits.tsx';

/** The value as its source published it; the second person types it without seeing the first one's. */
export function SeedForm({ draw: d, confirm, onClose }: { draw: Draw; confirm: boolean; onClose: () => void }) {
  const [form] = Form.useForm<{ value: string }>();
  const enter = useCommand(enterSeed, { done: '已录入，请另一人核对', touches: ['draws'], onDone: onClose });
  const check = useCommand(confirmSeed, { done: '两人录入一致，已抽出结果', touches: ['draws'], onDone: onClose });
  const command = confirm ? check : enter;
  const kind = d.seedSource && seedKind(d.seedSource.kind);
  return (
    <Modal
      open
      title={confirm ? '另一人核对并抽取' : '录入开奖结果'}
      okText={confirm ? '核对并抽取' : '录入'}
      confirmLoading={command.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p>
        {kind?.label} {d.seedSource?.id}。{confirm ? '请自己查公布的原件再录一遍，不要照抄别人录入的。' : ''}
      </p>
      <Form form={form} layout="vertical" onFinish={(v) => command.mutate({ id: d.id, version: d.version, ...v })}>
        <Form.Item
          name="value"
          label="开奖结果"
          extra={kind?.valueHint}
          rules={[
            {
              validator: (_, value: string) =>
                kind?.normal(value ?? '') === undefined
                  ? Promise.reject(new Error(kind?.valueHint ?? '请填写'))
                  : Promise.resolve(),
            },
          ]}
        >
          <Input maxLength={300} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

const SAID = {
  void: { title: '作废这次抽取', ok: '作废', done: '已作废', hint: '原因随名单公开，名单和指纹仍保留在公开页上。' },
  redraw: {
    title: '重新抽取',
    ok: '另立一次',
    done: '已另立一次，核对名单后封存',
    hint: '原来的一次不改不删，两次都公开，原因也公开。',
  },
  finish: { title: '办结', ok: '办结', done: '已办结，参加者的编号已公开对应谁', hint: '' },
};

/** A step that takes a reason, which everybody may read later. */
export function ReasonStep({
  draw: d,
  step,
  onClose,
  onRedrawn,
}: {
  draw: Draw;
  step: 'void' | 'redraw' | 'finish';
  onClose: () => void;
  onRedrawn: (id: string) => void;
}) {
  const [form] = Form.useForm<{ reason?: string }>();
  const said = SAID[step];
  const options = { done: said.done, touches: ['draws'], onDone: onClose };
  const drop = useCommand(voidDraw, options);
  const finish = useCommand(finishDraw, options);
  const again = useCommand(redraw, {
    ...options,
    onDone: ({ id }) => {
      onClose();
      onRedrawn(id);
    },
  });
  const run = ({ reason = '' }: { reason?: string }) => {
    const input = { id: d.id, version: d.version, reason };
    if (step === 'void') drop.mutate(input);
    else if (step === 'redraw') again.mutate(input);
    else finish.mutate(input);
  };
  const needed = step !== 'finish' || d.placesOpen > 0;
  const hint = step === 'finish' && d.placesOpen > 0 ? `还有 ${d.placesOpen} 个名额没有落实，请写明原因。` : said.hint;
  return (
    <Modal
      open
      title={said.title}
      okText={said.ok}
      okButtonProps={{ danger: step === 'void' }}
      confirmLoading={drop.isPending || again.isPending || finish.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p>{hint || '办结后公开页会写明参加者的编号对应谁；谢绝的人不公开。'}</p>
      <Form form={form} layout="vertical" onFinish={run}>
        {needed && (
          <Form.Item name="reason" label="原因" rules={[{ required: true, min: 4, message: '请写明原因' }]}>
            <Input.TextArea rows={2} maxLength={300} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
