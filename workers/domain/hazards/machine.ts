import type { HazardState } from '../../contract/hazards.ts';
import type { Machine, Step } from '../machine.ts';

type HazardStep = Step<HazardState>;

const onSpot: HazardStep = {
  to: 'submitted',
  by: 'hazard.rectify',
  label: '现场已整改，提交复查',
  needs: ['rectification', 'evidence'],
  evidence: ['after'],
  within: 'place',
};
const assign: HazardStep = { to: 'assigned', by: 'hazard.assign', label: '交办', needs: ['unitId'], within: 'place' };
const start: HazardStep = { to: 'rectifying', by: 'hazard.rectify', label: '签收并开始整改', within: 'owner' };
const submit: HazardStep = {
  to: 'submitted',
  by: 'hazard.rectify',
  label: '提交整改结果',
  needs: ['rectification', 'evidence'],
  evidence: ['after'],
  within: 'owner',
};
const notMine: HazardStep = {
  to: 'confirmed',
  by: 'hazard.rectify',
  label: '不属本单位',
  needs: ['reason'],
  within: 'owner',
};
const reopen: HazardStep = {
  to: 'confirmed',
  by: 'hazard.confirm',
  label: '重新打开',
  needs: ['reason'],
  within: 'place',
};

/** The lifecycle of a hazard as data: every verb, every button and every refusal is read from here. */
export const HAZARD_MACHINE = {
  reported: {
    confirm: { to: 'confirmed', by: 'hazard.confirm', label: '认定为隐患', needs: ['level'], within: 'place' },
    dismiss: { to: 'not_established', by: 'hazard.confirm', label: '认定不成立', needs: ['reason'], within: 'place' },
    merge: { to: 'merged', by: 'hazard.confirm', label: '并入另一条', needs: ['intoId', 'reason'], within: 'place' },
    onSpot,
  },
  confirmed: { assign, onSpot },
  assigned: { start, notMine, assign: { ...assign, label: '改派' } },
  rectifying: { submit, notMine },
  submitted: {
    verify: {
      to: 'verified',
      by: 'hazard.verify',
      label: '复查验收通过',
      needs: ['opinion'],
      notBy: 'rectifiedBy',
      evidence: ['before', 'after'],
      within: 'place',
    },
    sendBack: { to: 'returned', by: 'hazard.verify', label: '退回重改', needs: ['reason'], within: 'place' },
  },
  returned: { start: { ...start, label: '继续整改' }, submit },
  verified: {
    close: { to: 'closed', by: 'hazard.close', label: '销号', evidence: ['before', 'after'], within: 'place' },
  },
  closed: { reopen },
  not_established: { reopen },
  merged: {},
} as const satisfies Machine<HazardState>;

/** Nothing more is waited for: no clock runs, the row leaves the lists of work. */
export const FINISHED: readonly string[] = ['closed', 'not_established', 'merged'];

/** Events that are no steps. */
const OTHER_LABELS: Record<string, string> = { report: '上报', evidence: '补充照片' };

/** How an event reads in the timeline: as the button that was pressed in that state. */
export function labelOf(action: string, from: string | null): string {
  const steps: Record<string, HazardStep> = HAZARD_MACHINE[(from ?? 'merged') as HazardState] ?? {};
  return steps[action]?.label ?? OTHER_LABELS[action] ?? '更新';
}
