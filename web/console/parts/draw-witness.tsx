import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { openWitness } from '../../../workers/contract/draws.ts';
import { newDrawSalt } from '../../../workers/protocol/draw-salt.ts';
import { commitmentOf } from '../../../workers/protocol/draw-text.ts';
import { useCommand } from '../data.ts';
import { Digest, type Draw } from './draw-bits.tsx';

/** Made for the witness at this screen: the words never leave the browser, only the digest goes into the form. */
export function WitnessSlip({
  number,
  name: given,
  onMade,
  onClose,
}: {
  number: string;
  name: string;
  onMade: (name: string, commitment: string) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState(given);
  const [words, setWords] = useState('');
  const [made, setMade] = useState<{ salt: string; commitment: string }>();
  const seal = async () => {
    const salt = newDrawSalt();
    setMade({ salt, commitment: await commitmentOf(number, name.trim(), words.trim(), salt) });
  };
  const filled = name.trim().length >= 2 && words.trim() !== '';
  return (
    <Modal
      open
      title="请见证人本人填写"
      okText={made ? '已抄下，填入密封值' : '生成密封值'}
      okButtonProps={{ disabled: !filled }}
      onCancel={onClose}
      onOk={() => {
        if (!made) return void seal();
        onMade(name.trim(), made.commitment);
        onClose();
      }}
    >
      <Form layout="vertical">
        <Form.Item label="见证人姓名">
          <Input value={name} disabled={!!made} onChange={(e) => setName(e.target.value)} maxLength={30} />
        </Form.Item>
        <Form.Item label="只有见证人知道的一句话">
          <Input.Password value={words} disabled={!!made} onChange={(e) => setWords(e.target.value)} maxLength={200} />
        </Form.Item>
      </Form>
      {made && (
        <Alert
          type="warning"
          showIcon
          title="请见证人抄下自己写的话和附加码，开奖以前凭它拆封。关掉以后不再显示。"
          description={
            <>
              <div>
                附加码 <b className="num">{made.salt}</b>
              </div>
              <div className="muted">
                密封值 <Digest of={made.commitment} />
              </div>
            </>
          }
        />
      )}
    </Modal>
  );
}

/** Words and salt from the witness's slip, typed in before the numbers are drawn. */
export function OpenWitness({ draw: d, name, onClose }: { draw: Draw; name: string; onClose: () => void }) {
  const [form] = Form.useForm<{ input: string; salt: string }>();
  const open = useCommand(openWitness, { done: '已拆封，与密封值一致', touches: ['draws'], onDone: onClose });
  return (
    <Modal
      open
      title={`拆封：${name}`}
      okText="拆封"
      confirmLoading={open.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={(v) => open.mutate({ id: d.id, version: d.version, name, ...v })}>
        <Form.Item name="input" label="写下的话" rules={[{ required: true, message: '请一字不差地录入' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="salt" label="附加码" rules={[{ required: true, message: '请录入附加码' }]}>
          <Input maxLength={64} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
