import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { ActionForm } from './action-form.tsx';
import type { Hazard } from './hazard-detail.tsx';

const NEEDS: Record<string, string> = {
  rectification: '整改情况',
  evidence: '整改后照片',
  unitId: '责任单位',
  reason: '理由',
  level: '等级',
  intoId: '并入哪一条',
  opinion: '验收意见',
};
const FIRST = ['confirm', 'assign', 'start', 'submit', 'verify', 'close'];
const GRAVE = ['dismiss', 'sendBack', 'merge', 'notMine'];

/** Buttons drawn from the lifecycle data the server sends: each says what it needs before it is pressed. */
export function HazardActions({ hazard }: { hazard: Hazard }) {
  const [doing, setDoing] = useState<string>();
  const shown = [...hazard.actions].sort((a, b) => Number(b.allowed) - Number(a.allowed));
  if (shown.length === 0) return null;
  return (
    <div className="row">
      {shown.map((a) => (
        <Tooltip
          key={a.action}
          title={
            a.allowed ? (a.needs.length > 0 ? `需要：${a.needs.map((n) => NEEDS[n] ?? n).join('、')}` : '') : a.why
          }
        >
          <Button
            type={FIRST.includes(a.action) && a.allowed ? 'primary' : 'default'}
            danger={GRAVE.includes(a.action) && a.allowed}
            disabled={!a.allowed}
            onClick={() => setDoing(a.action)}
          >
            {a.label}
          </Button>
        </Tooltip>
      ))}
      {doing && (
        <ActionForm
          hazard={hazard}
          action={doing}
          label={hazard.actions.find((a) => a.action === doing)?.label ?? ''}
          onClose={() => setDoing(undefined)}
        />
      )}
    </div>
  );
}
