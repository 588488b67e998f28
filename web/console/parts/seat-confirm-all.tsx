import { Alert, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { CREDENTIAL_KINDS } from '../../../workers/contract/expert-words.ts';
import { confirmFigures } from '../../../workers/contract/seats.ts';
import { useCommand } from '../data.ts';
import { type Figure, type Seat, TOUCHES } from './seat-bits.tsx';
import { useRefusal } from './use-refusal.ts';

/** What is still to be compared, confirmed in one act: first it is listed, and what has no file is ticked by hand. */
export function ConfirmAll({ of }: { of: Seat }) {
  const [asking, setAsking] = useState(false);
  const left = [...of.periods, ...of.credentials].filter((f) => f.status !== 'confirmed');
  if (left.length < 2) return null;
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        全部核对一致
      </Button>
      {asking && <Ask of={of} left={left} onClose={() => setAsking(false)} />}
    </>
  );
}

const nameOf = (figure: Figure): string =>
  'employer' in figure
    ? `${figure.employer}，${figure.fromDay} 至 ${figure.toDay ?? '今'}`
    : `${CREDENTIAL_KINDS[figure.kind]}：${figure.name}`;

function Ask({ of, left, onClose }: { of: Seat; left: readonly Figure[]; onClose: () => void }) {
  const { refusal, refused } = useRefusal();
  const [originals, setOriginals] = useState<readonly string[]>([]);
  const run = useCommand(confirmFigures, {
    done: '已核验',
    touches: TOUCHES,
    onDone: onClose,
    onRefused: refused,
  });
  const proven = left.filter((f) => f.blobId !== null);
  const bare = left.filter((f) => f.blobId === null);
  const chosen = [...proven, ...bare.filter((f) => originals.includes(f.id))];
  const pins = Object.fromEntries(chosen.map((f) => [f.id, f.hash]));
  return (
    <Modal
      open
      title="以下各项都已对照材料，逐项一致？"
      okText={`核验 ${chosen.length} 项`}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={run.isPending}
      onOk={() => run.mutate({ id: of.id, version: of.version, pins, originals: [...originals] })}
      onCancel={onClose}
    >
      {refusal && <Alert type="error" showIcon title={refusal} style={{ marginBottom: 12 }} />}
      <p className="muted">每一项都按现在的内容和材料记下核验人、时间；之后有改动，须重新核验。</p>
      {proven.length > 0 && (
        <ul className="seat-confirm">
          {proven.map((f) => (
            <li key={f.id}>
              {nameOf(f)}
              {f.status === 'stale' && <span className="muted">（核验后有变动）</span>}
            </li>
          ))}
        </ul>
      )}
      {bare.length > 0 && (
        <>
          <h3>没有上传材料的，看过原件再勾选</h3>
          <Checkbox.Group value={[...originals]} onChange={setOriginals} style={{ display: 'grid', gap: 8 }}>
            {bare.map((f) => (
              <Checkbox key={f.id} value={f.id}>
                {nameOf(f)}
              </Checkbox>
            ))}
          </Checkbox.Group>
        </>
      )}
    </Modal>
  );
}
