import { and, or, type SQL, sql } from 'drizzle-orm';
import { TIE_KINDS, type TieKind } from '../../contract/expert-words.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

const bare = (column: unknown): SQL => sql`replace(replace(${column}, ' ', ''), '　', '')`;
const plain = (name: string): string => name.replaceAll(/\s/g, '');

export interface Target {
  readonly enterprise: string;
  readonly creditCode: string;
}
export interface TieFound {
  readonly target: Target;
  /** '' for a present employer, which no rule can leave out. */
  readonly kind: TieKind | '';
  readonly words: string;
}

/** Declared ties of these experts to the enterprises, and the jobs they hold there: three statements for any number of them. */
export async function tiesTo(
  { db }: Ctx,
  experts: ReadonlySet<string>,
  targets: readonly Target[],
): Promise<Map<string, TieFound[]>> {
  const found = new Map<string, TieFound[]>();
  const named = new Map(targets.filter((one) => one.enterprise !== '').map((one) => [plain(one.enterprise), one]));
  if (named.size === 0) return found;
  const coded = new Map(targets.filter((one) => one.creditCode !== '').map((one) => [one.creditCode, one]));
  const { expertTie: t, expertPeriod: p, expert: e } = db.rows;
  const names = [...named.keys()];
  const [declared, periods, employers] = await Promise.all([
    db
      .select({
        ...{ expertId: t.expertId, kind: t.kind, enterprise: t.enterprise, creditCode: t.creditCode },
        ...{ fromDay: t.fromDay, toDay: t.toDay },
      })
      .from(t)
      .where(or(among(sql`upper(${t.creditCode})`, coded.keys()), among(bare(t.enterprise), names))),
    db
      .select({ expertId: p.expertId, enterprise: p.employer, post: p.post })
      .from(p)
      .where(and(sql`${p.toDay} IS NULL`, among(bare(p.employer), names))),
    db
      .select({ expertId: e.id, enterprise: e.employer })
      .from(e)
      .where(among(bare(e.employer), names)),
  ]);
  const note = (expertId: string, enterprise: string, kind: TieFound['kind'], words: string, creditCode = '') => {
    const target = coded.get(creditCode.toUpperCase()) ?? named.get(plain(enterprise));
    if (target && experts.has(expertId)) found.set(expertId, [...(found.get(expertId) ?? []), { target, kind, words }]);
  };
  for (const one of employers) note(one.expertId, one.enterprise, '', '工作单位就是受检单位');
  for (const one of periods) note(one.expertId, one.enterprise, '', `在受检单位任职：${one.post}`);
  for (const one of declared) {
    const span = one.fromDay || one.toDay ? `（${one.fromDay ?? ''}—${one.toDay ?? '至今'}）` : '';
    const kind = one.kind as TieKind;
    note(one.expertId, one.enterprise, kind, `${TIE_KINDS[kind]}${span}`, one.creditCode);
  }
  return found;
}
