import { stepsOf } from './machine.ts';

/** Events that are no steps. */
const OTHER_LABELS: Record<string, string> = {
  apply: '提出申请',
  confirm: '核验一项材料',
  confirmMany: '一次核验多项材料',
  unconfirm: '撤销一项核验',
  judge: '提交评审意见',
  object: '收到异议',
  contact: '查看异议人联系方式',
  upheld: '认定异议成立',
  dismiss: '驳回异议',
  evaluate: '重新测算入库条件',
  reevaluate: '按现行条件重新测算',
};

/** How an event reads: as the button that was pressed in that state. */
export function labelOf(action: string, from: string | null): string {
  return stepsOf(from ?? '')[action]?.label ?? OTHER_LABELS[action] ?? '更新';
}
