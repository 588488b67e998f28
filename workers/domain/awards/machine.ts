import type { AwardState } from '../../contract/register-words.ts';
import type { Machine } from '../machine.ts';

const own = { by: 'duty.do', within: 'place' } as const;
const decide = { by: 'committee.manage', notBy: 'appliedBy' } as const;
const cancel = { ...own, to: 'cancelled', label: '撤回申报', needs: ['reason'] } as const;
const reject = { ...decide, to: 'rejected', label: '评审不通过', needs: ['reason'] } as const;

/** 示范创建: applied for by a unit, reviewed and granted by the office, looked at again, and kept or taken back. */
export const AWARD_MACHINE = {
  applied: {
    review: { ...decide, to: 'reviewed', label: '评审', needs: ['score', 'opinion'] },
    sendBack: { ...decide, to: 'returned', label: '退回修改', needs: ['reason'] },
    reject,
    cancel,
  },
  returned: {
    resubmit: { ...own, to: 'applied', label: '修改后重新申报', needs: ['items', 'words'] },
    cancel,
  },
  reviewed: {
    grant: { ...decide, to: 'awarded', label: '命名发证', needs: ['certificate', 'awardedOn'] },
    reject,
  },
  awarded: {
    recheck: { ...decide, to: 'awarded', label: '“回头看”合格', needs: ['recheckedOn', 'opinion'] },
    withdraw: { by: 'committee.manage', to: 'withdrawn', label: '撤销命名', needs: ['reason'] },
  },
  rejected: {},
  cancelled: {},
  withdrawn: {},
} as const satisfies Machine<AwardState>;
