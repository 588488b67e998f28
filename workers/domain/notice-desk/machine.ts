import type { NoticeState } from '../../contract/notice-desk.ts';
import type { Machine } from '../machine.ts';

/** A notice is reviewed until its tasks are made or it is put aside; neither is undone here. */
export const NOTICE_MACHINE = {
  reviewing: {
    save: { to: 'reviewing', by: 'task.plan', label: '核对' },
    confirm: { to: 'confirmed', by: 'task.plan', label: '确认，生成任务' },
    discard: { to: 'discarded', by: 'task.plan', label: '作废' },
  },
  confirmed: {},
  discarded: {},
} as const satisfies Machine<NoticeState>;
