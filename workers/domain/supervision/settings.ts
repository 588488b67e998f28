import type { Ctx } from '../context.ts';
import { readSetting } from '../tips/settings.ts';

/** Of the written report after a summons. `months` 0: the tenant has no rule, the policy's own amount counts. */
export interface ReportRule {
  readonly months: number;
  /** From the talk, or from the bulletin in which the matter was told to all. */
  readonly from: 'talk' | 'bulletin';
  readonly basis: string;
  readonly checked: boolean;
}

/** Setting `supervision.summons_report_months`; a value out of bounds counts as none. */
export async function reportRule(ctx: Ctx): Promise<ReportRule> {
  const value = ((await readSetting(ctx, 'supervision.summons_report_months')) ?? {}) as Record<string, unknown>;
  const { months, from, basis, basisChecked } = value;
  const whole = Number.isInteger(months) && (months as number) >= 1 && (months as number) <= 24;
  return {
    months: whole ? (months as number) : 0,
    from: from === 'bulletin' ? 'bulletin' : 'talk',
    basis: typeof basis === 'string' ? basis : '',
    checked: basisChecked === true,
  };
}
