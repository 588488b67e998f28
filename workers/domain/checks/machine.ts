import type { CheckState } from '../../contract/check-words.ts';
import type { Step } from '../machine.ts';

/** `visit`: one of those on it. `owner`: who plans for the unit that owns it. `part`: either. */
export interface CheckStep extends Omit<Step<CheckState>, 'within'> {
  readonly within: 'visit' | 'owner' | 'part';
  /** Of visits alone: a round of re-checks has lines instead. */
  readonly visitOnly?: true;
}

const edit: CheckStep = { to: 'planned', by: 'check.plan', label: '修改安排', within: 'owner', visitOnly: true };
const finding = { by: 'check.do', label: '记录问题', within: 'visit', needs: ['title'], visitOnly: true } as const;
const judge = { by: 'check.do', label: '记录回头看结果', within: 'visit', needs: ['result'] } as const;
const toTasks = { by: 'task.plan', label: '履职问题转为任务', within: 'part', visitOnly: true } as const;

/** The lifecycle of a visit as data. Planned and hidden, started with time and place, written, frozen. */
export const CHECK_MACHINE: Readonly<Record<CheckState, Readonly<Record<string, CheckStep>>>> = {
  planned: {
    start: { to: 'started', by: 'check.do', label: '开始检查', needs: ['statement'], within: 'visit' },
    edit,
    cancel: { to: 'cancelled', by: 'check.plan', label: '取消检查', needs: ['reason'], within: 'owner' },
  },
  started: {
    finding: { ...finding, to: 'started' },
    judge: { ...judge, to: 'started' },
    record: { to: 'recorded', by: 'check.do', label: '保存检查记录', needs: ['attended'], within: 'visit' },
  },
  recorded: {
    finding: { ...finding, to: 'recorded' },
    judge: { ...judge, to: 'recorded' },
    record: { to: 'recorded', by: 'check.do', label: '更正检查记录', needs: ['attended'], within: 'visit' },
    toTasks: { ...toTasks, to: 'recorded' },
    finish: { to: 'finished', by: 'check.do', label: '定稿', within: 'visit' },
  },
  finished: { toTasks: { ...toTasks, to: 'finished' } },
  cancelled: {},
};

/** How an event reads in the timeline. */
export function labelOf(action: string, from: string | null): string {
  if (action === 'plan') return '安排检查';
  if (action === 'draw') return '抽取样本';
  return CHECK_MACHINE[(from ?? 'cancelled') as CheckState]?.[action]?.label ?? '更新';
}
