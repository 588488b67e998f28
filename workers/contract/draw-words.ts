/** What a draw picks for: experts for one job, or enterprises with inspectors and experts at once (双随机). */
export const DRAW_KINDS = { expert: '抽取专家', double_random: '双随机' } as const;
export type DrawKind = keyof typeof DRAW_KINDS;
/** The lists a draw freezes. */
export const DRAW_LISTS = { enterprises: '受检单位', inspectors: '检查人员', experts: '专家' } as const;
export type DrawListName = keyof typeof DRAW_LISTS;
/** What may be done with a draw. */
export const DRAW_ACTIONS = {
  edit: '修改',
  commit: '封存并公布名单',
  open: '拆封见证人输入',
  seed: '录入开奖结果',
  confirm: '核对并抽取',
  call: '通知与递补',
  finish: '办结',
  void: '作废',
  redraw: '重新抽取',
} as const;
export type DrawAction = keyof typeof DRAW_ACTIONS;
/** A draw names at most this many in all, selected and alternates. */
export const MAX_PICKS = 1000;
export const MAX_ENTERPRISES = 3000;
