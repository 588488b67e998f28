import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useCan } from './person.ts';
import { DraftForm, type DraftFrom } from './supervision-draft.tsx';

/** A button that drafts a supervision order about a task's part or a hazard; shown to whoever issues orders. */
export function OrderFrom({ label = '督办', ...from }: DraftFrom & { label?: string }) {
  const can = useCan();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  if (!can('supervise.issue')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open && (
        <DraftForm
          kind="order"
          from={from}
          onClose={() => setOpen(false)}
          onDone={(id) => void navigate({ to: `/orders/${id}` as '/' })}
        />
      )}
    </>
  );
}
