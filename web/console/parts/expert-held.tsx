import { Link } from '@tanstack/react-router';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { heldList, settleHeld } from '../../../workers/contract/expert-intake.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';

type Row = ClientOutput<typeof heldList>['items'][number];

/** Applications under an identity number that is known already: the office compares, and joins or refuses. */
export function HeldApplications() {
  const pages = usePages(heldList, { limit: 20 } as never);
  const [settling, setSettling] = useState<Row>();
  const items = pages.items as Row[];
  if (items.length === 0) return null;
  return (
    <>
      {settling && <SettleHeld row={settling} onClose={() => setSettling(undefined)} />}
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 12 }}
        title={`有 ${items.length}${pages.hasNextPage ? ' 份以上' : ' 份'}申请的证件号已有档案，请核对是否本人再申请`}
        description={
          <ol className="rows">
            {items.map((row) => (
              <li key={row.id} className="row">
                <span className="num">{row.number}</span>
                <span className="grow">
                  {row.name}申请{row.pools.map((p) => p.title).join('、')}，经历 {row.periods} 段、证书{' '}
                  {row.credentials} 项{!row.phoneSame && <span className="late">，电话与档案不同</span>}
                  {row.name !== row.expertName && <span className="late">，姓名与档案不同</span>}
                </span>
                <Link to={'/experts/$id' as never} params={{ id: row.expertId } as never}>
                  看档案
                </Link>
                <Button size="small" onClick={() => setSettling(row)}>
                  处理
                </Button>
              </li>
            ))}
          </ol>
        }
      />
    </>
  );
}

function SettleHeld({ row, onClose }: { row: Row; onClose: () => void }) {
  const [words, setWords] = useState('');
  const settle = useCommand(settleHeld, {
    done: '已处理',
    touches: ['expertApplications.', 'experts.'],
    onDone: onClose,
  });
  const press = (accept: boolean) => settle.mutate({ id: row.id, version: row.version, accept, words });
  const short = words.trim().length < 2;
  return (
    <Modal
      open
      title={`申请 ${row.number}`}
      onCancel={onClose}
      footer={[
        <Button key="no" danger disabled={short} loading={settle.isPending} onClick={() => press(false)}>
          不予受理
        </Button>,
        <Button key="yes" type="primary" disabled={short} loading={settle.isPending} onClick={() => press(true)}>
          确认是本人，并入档案
        </Button>,
      ]}
    >
      <p>
        并入后，新填的经历、证书加到原有档案上，并按申请的专家库进入核验；原有内容不改。请先打档案里登记的电话向本人核实。
      </p>
      <Input.TextArea
        rows={3}
        maxLength={200}
        value={words}
        onChange={(e) => setWords(e.target.value)}
        aria-label="核实情况；不予受理的，申请人看得到这段话"
        placeholder="核实情况；不予受理的，申请人看得到这段话"
      />
    </Modal>
  );
}
