import { and, asc, gte, lte, or, type SQL, sql } from 'drizzle-orm';
import type * as contract from '../../contract/criminal-cases.ts';
import { CASE_ORGANS, CASE_STATES } from '../../contract/register-words.ts';
import type { OutputOf } from '../../contract/route.ts';
import { writeWorkbook } from '../../ports/excel.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { chargesOf } from './rows.ts';

interface Period {
  readonly from: string;
  readonly to: string;
}
type Bulletin = OutputOf<typeof contract.caseBulletin>;
type Tally = Bulletin['total'];
const NONE: Tally = { found: 0, referred: 0, filed: 0, prosecuted: 0, judged: 0, notFiled: 0, dropped: 0 };
const STEPS: readonly [keyof Tally, string][] = [
  ['found', '发现'],
  ['referred', '移送'],
  ['filed', '立案'],
  ['prosecuted', '起诉'],
  ['judged', '判决'],
  ['notFiled', '不予立案'],
  ['dropped', '撤案、不起诉'],
];
const MOST = 5_000;

/** Counts of what happened between two days, both counted in, of each charge in the order of the tenant's list. */
export async function caseBulletin(ctx: Ctx, period: Period): Promise<Bulletin> {
  check(period);
  const c = ctx.db.rows.criminalCase;
  const within = (day: SQL | typeof c.foundOn) => sql`${day} BETWEEN ${period.from} AND ${period.to}`;
  const count = (condition: SQL, name: string) => sql<number>`SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`.as(name);
  const ended = (state: string) => sql`${c.state} = ${state} AND ${within(sql`${c.endedOn}`)}`;
  const [rows, charges] = await Promise.all([
    ctx.db
      .select({
        charge: c.charge,
        found: count(within(c.foundOn), 'n_found'),
        referred: count(within(sql`${c.referredOn}`), 'n_referred'),
        filed: count(within(sql`${c.filedOn}`), 'n_filed'),
        prosecuted: count(within(sql`${c.prosecutedOn}`), 'n_prosecuted'),
        judged: count(within(sql`${c.judgedOn}`), 'n_judged'),
        notFiled: count(ended('not_filed'), 'n_not_filed'),
        dropped: count(ended('dropped'), 'n_dropped'),
      })
      .from(c)
      .groupBy(c.charge),
    chargesOf(ctx),
  ]);
  const place = (key: string) => charges.findIndex((one) => one.key === key) >>> 0;
  const byCharge = rows
    .filter((row) => STEPS.some(([step]) => row[step] > 0))
    .sort((a, b) => place(a.charge) - place(b.charge))
    .map((row) => ({ ...row, name: charges.find((one) => one.key === row.charge)?.name ?? row.charge }));
  const total = { ...NONE };
  for (const row of byCharge) for (const [step] of STEPS) total[step] += row[step];
  return { total, byCharge };
}

/** The counts as a table, and the cases behind them. */
export async function exportCases(ctx: Ctx, period: Period): Promise<Uint8Array> {
  const { total, byCharge } = await caseBulletin(ctx, period);
  const c = ctx.db.rows.criminalCase;
  const days = [c.foundOn, c.referredOn, c.filedOn, c.prosecutedOn, c.judgedOn, c.endedOn];
  const rows = await ctx.db
    .select()
    .from(c)
    .where(or(...days.map((day) => and(gte(day, period.from), lte(day, period.to)))))
    .orderBy(asc(c.foundOn), asc(c.id))
    .limit(MOST + 1);
  const names = new Map((await chargesOf(ctx)).map((one) => [one.key, one.name]));
  const line = (name: string, row: Tally) => [name, ...STEPS.map(([step]) => row[step])];
  const cases = rows
    .slice(0, MOST)
    .map((row) => [
      row.number,
      row.accused,
      names.get(row.charge) ?? row.charge,
      CASE_STATES[row.state as keyof typeof CASE_STATES],
      row.organ === null ? '' : CASE_ORGANS[row.organ as keyof typeof CASE_ORGANS],
      row.foundOn,
      row.referredOn ?? '',
      row.filedOn ?? '',
      row.prosecutedOn ?? '',
      row.judgedOn ?? '',
      row.endedOn ?? '',
      row.outcome,
    ]);
  return writeWorkbook([
    {
      name: '统计',
      header: ['罪名', ...STEPS.map(([, label]) => label)],
      rows: [...byCharge.map((row) => line(row.name, row)), line('合计', total)],
    },
    {
      name: '案件',
      header: ['案号', '涉案单位', '罪名', '状态', '移送机关', '发现', '移送', '立案', '起诉', '判决', '终止', '结果'],
      rows: cases,
    },
    {
      name: '说明',
      header: ['项目', '内容'],
      rows: [
        ['地区', ctx.tenant.name],
        ['时段', `${period.from} 至 ${period.to}`],
        ['导出日期', localDay(ctx.now)],
        ...(rows.length > MOST ? [['注意', `案件超过 ${MOST} 件，本表只列前 ${MOST} 件。`]] : []),
      ],
    },
  ]);
}

function check({ from, to }: Period): void {
  if (to < from) refuse('bad_request', { fields: [{ path: 'to', message: '结束日期早于开始日期' }] });
}
