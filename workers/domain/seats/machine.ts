import type { SeatState } from '../../contract/expert-words.ts';
import type { Machine, Step } from '../machine.ts';

/**
 * What must hold besides state and post. `figures`: every period and credential was confirmed against its evidence.
 * `apart`: neither who confirmed or checked, nor who already judged this round. `clear`: no tie to the applicant.
 * `panel`: as many approvals as the rule asks for, and no refusal. `pins`: nothing changed since the reviewers saw it.
 * `period`: the publicity period is over. `unopposed`: no objection is open. `eligible`: the rule in force today passes.
 * `quota`: the pool has a place. `ending`: the term ends within the days of the setting. `term`: it is over.
 */
export type Gate =
  | 'figures'
  | 'apart'
  | 'clear'
  | 'panel'
  | 'pins'
  | 'period'
  | 'unopposed'
  | 'eligible'
  | 'quota'
  | 'ending'
  | 'term';

export interface SeatStep extends Step<SeatState> {
  readonly gates?: readonly Gate[];
  /** Taken by the system or from a place of its own; never a button of the desk. */
  readonly silent?: true;
}

const reason = ['reason'] as const;
const refuse = { to: 'refused', by: 'expert.manage', label: '不予通过', needs: reason, gates: ['clear'] } as const;
const withdraw = { to: 'withdrawn', by: 'expert.manage', label: '登记撤回申请', needs: reason } as const;
const askSupplement = {
  to: 'supplement',
  by: 'expert.manage',
  label: '要求补正',
  needs: ['items', 'reason'],
  gates: ['clear'],
} as const;
/** All is checked and judged anew, in the next round. */
const sendBack = {
  to: 'applied',
  by: 'expert.manage',
  label: '退回重新核验',
  needs: reason,
  gates: ['clear'],
} as const;
/** A figure or a file was changed after somebody had judged it. */
const changed = { to: 'applied', by: 'expert.manage', label: '材料有变动，重新核验', silent: true } as const;
const remove = { to: 'removed', by: 'expert.appoint', label: '解聘', needs: reason, gates: ['clear'] } as const;
const end = { to: 'ended', by: 'expert.appoint', label: '聘期届满', gates: ['term'], silent: true } as const;
const again = { to: 'applied', by: 'expert.manage', label: '重新申请', silent: true } as const;
const renew = {
  to: 'appointed',
  by: 'expert.appoint',
  label: '续聘',
  needs: ['letterNo'],
  gates: ['clear', 'ending', 'eligible'],
} as const;

/** A place in a pool: every verb, every button and every refusal is read from here. */
export const SEAT_MACHINE = {
  applied: {
    check: { to: 'checked', by: 'expert.manage', label: '材料核验通过', gates: ['clear', 'figures'] },
    askSupplement,
    refuse: { ...refuse, label: '不予受理' },
    withdraw,
  },
  supplement: {
    supplemented: { to: 'applied', by: 'expert.manage', label: '补正材料已收到' },
    refuse,
    withdraw,
  },
  checked: {
    /** Stays until the panel is complete: see review.ts. */
    review: {
      to: 'reviewed',
      by: 'expert.review',
      label: '评审',
      needs: ['opinion', 'words'],
      gates: ['clear', 'apart'],
    },
    askSupplement,
    sendBack,
    changed,
    refuse,
    withdraw,
  },
  reviewed: {
    publicise: {
      to: 'publicised',
      by: 'expert.manage',
      label: '公示',
      needs: ['fromDay'],
      gates: ['clear', 'panel', 'pins'],
    },
    sendBack,
    changed,
    refuse,
    withdraw,
  },
  publicised: {
    appoint: {
      to: 'appointed',
      by: 'expert.appoint',
      label: '聘任',
      needs: ['letterNo'],
      gates: ['clear', 'panel', 'pins', 'period', 'unopposed', 'eligible', 'quota'],
    },
    /** By an objection that turned out right. */
    uphold: { to: 'refused', by: 'expert.appoint', label: '异议成立，不予聘任', gates: ['clear'], silent: true },
    sendBack,
    changed,
    refuse,
    withdraw,
  },
  appointed: {
    renew,
    suspend: { to: 'suspended', by: 'expert.appoint', label: '暂停', needs: reason, gates: ['clear'] },
    remove,
    end,
  },
  suspended: {
    resume: {
      to: 'appointed',
      by: 'expert.appoint',
      label: '恢复',
      needs: reason,
      gates: ['clear', 'eligible'],
    },
    remove,
    end,
  },
  refused: { again },
  withdrawn: { again },
  removed: {},
  ended: { again, renew: { ...renew, gates: ['clear', 'eligible', 'quota'] } },
} as const satisfies { readonly [state in SeatState]: { readonly [action: string]: SeatStep } } & Machine<SeatState>;

/** Nothing more is waited for: the row leaves the lists of work. */
export const FINISHED: readonly string[] = ['refused', 'withdrawn', 'removed', 'ended'];
/** On the way to an appointment. */
export const PENDING: readonly string[] = ['applied', 'supplement', 'checked', 'reviewed', 'publicised'];

export function stepsOf(state: string): Readonly<Record<string, SeatStep>> {
  return SEAT_MACHINE[state as SeatState] ?? {};
}
