import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/meetings.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { useUnits } from './units.ts';

type Meeting = ClientOutput<typeof contract.meeting>;

/** Whom else the notice of a meeting goes to. */
export function NotifyMeeting({ meeting: m, onClose }: { meeting: Meeting; onClose: () => void }) {
  const units = useUnits();
  const [more, setMore] = useState<string[]>([]);
  const send = useCommand(contract.notifyMeeting, { done: '已发出通知', touches: ['meetings'], onDone: onClose });
  return (
    <Modal
      open
      title="发会议通知"
      okText="发出"
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => send.mutate({ id: m.id, version: m.version, unitIds: more })}
    >
      <p>
        {m.committeeId ? '所选委员会的成员单位都会收到通知；' : '这次会议没有选委员会；'}
        已通知过的单位不会重复收到。还要通知：
      </p>
      <Select
        mode="multiple"
        style={{ width: '100%' }}
        value={more}
        onChange={setMore}
        showSearch={{ optionFilterProp: 'label' }}
        options={units.options}
        maxTagCount={8}
        placeholder="其他单位"
        aria-label="其他单位"
      />
    </Modal>
  );
}

/** Called off, with the reason that the units told of it will read. */
export function CancelMeeting({ meeting: m, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const cancel = useCommand(contract.cancelMeeting, {
    done: m.attendance.length > 0 ? '已取消，参会单位会收到通知' : '已取消',
    touches: ['meetings'],
    onDone: onClose,
  });
  return (
    <Modal
      open
      title="取消会议"
      okText="取消会议"
      cancelText="不取消"
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={cancel.isPending}
      onCancel={onClose}
      onOk={() => cancel.mutate({ id: m.id, version: m.version, reason })}
    >
      <p>{m.attendance.length > 0 ? '已通知的单位会收到取消通知和原因。' : '还没有通知任何单位。'}</p>
      <Input.TextArea
        rows={2}
        maxLength={300}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        placeholder="例如：因工作安排调整，会议改期。"
        aria-label="取消的原因"
      />
    </Modal>
  );
}
