import type { PackReward } from '../../workers/domain/packs/pack.ts';
import { local, stated } from '../lib/build.ts';

const REWARD = stated('《安全生产领域举报奖励办法》（安监总财〔2018〕19号）', '2018-01-04');
const SMALL = local('一般隐患的小额奖励');
const YUAN = 100;

const death = (grade: NonNullable<PackReward['grade']>, label: string, yuan: number): PackReward => ({
  key: `death-${grade}`,
  kind: 'death',
  label: `瞒报、谎报${label}`,
  grade,
  amount: yuan * YUAN,
  most: 300_000 * YUAN,
  ...REWARD,
});
const fixed = (key: string, label: string, yuan: number): PackReward => ({
  key: `fixed-${key}`,
  kind: 'fixed',
  label,
  amount: yuan * YUAN,
  ...SMALL,
});

/** The national scale: a share of the fine, a sum for each concealed death; and small local rewards, to be confirmed. */
export const rewards: PackReward[] = [
  {
    key: 'fine',
    kind: 'fine',
    label: '重大事故隐患、违法生产经营',
    shareBp: 1500,
    least: 3000 * YUAN,
    most: 300_000 * YUAN,
    ...REWARD,
  },
  death('general', '一般事故', 30_000),
  death('larger', '较大事故', 40_000),
  death('major', '重大事故', 50_000),
  death('extraordinary', '特别重大事故', 60_000),
  fixed('small', '一般隐患，整改容易', 300),
  fixed('middle', '一般隐患，整改较难', 500),
  fixed('large', '一般隐患，避免了较大损失', 3000),
];
