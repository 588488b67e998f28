import { and, eq, sql } from 'drizzle-orm';
import type { guide as contract, finishStep as finishContract } from '../../contract/people.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { headOf } from '../committees/set-sector.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { among } from '../units/scope.ts';

const KEYS = ['committees', 'people', 'poster', 'test_tip'] as const;
const ENOUGH_PEOPLE = 2;

/** The first-run guide, reckoned from what the tenant holds; what data cannot show, somebody ticks. */
export async function guide(ctx: Ctx): Promise<OutputOf<typeof contract>> {
  const { committee: c, unit: u, person: p, roleKey: k, tip: t, setting: s } = ctx.db.rows;
  const { db } = ctx;
  const number = sql<number>`count(*)`;
  const [[committees], [units], [people], keys, tips, ticks] = await Promise.all([
    db.select({ n: number }).from(c).where(eq(c.active, true)),
    db.select({ n: number }).from(u).where(eq(u.active, true)),
    db.select({ n: number }).from(p).where(eq(p.status, 'active')),
    db
      .select({ id: k.id })
      .from(k)
      .where(and(eq(k.role, 'intake'), eq(k.state, 'active')))
      .limit(1),
    db.select({ id: t.id }).from(t).limit(1),
    db
      .select({ key: s.key, value: s.value })
      .from(s)
      .where(
        among(
          s.key,
          KEYS.map((key) => `guide.${key}`),
        ),
      ),
  ]);
  const ticked = (key: (typeof KEYS)[number]) =>
    ticks.some((row) => row.key === `guide.${key}` && row.value === 'true');
  const active = people?.n ?? 0;
  const hasKey = keys.length > 0;
  const hasTip = tips.length > 0;
  return {
    steps: [
      {
        key: 'committees',
        done: ticked('committees'),
        detail: `已装入 ${committees?.n ?? 0} 个委员会、${units?.n ?? 0} 个单位，请对照本地文件核对。`,
      },
      {
        key: 'people',
        done: active >= ENOUGH_PEOPLE || ticked('people'),
        detail: `已有 ${active} 人启用账号。整改和复查须由不同的人完成，至少要有两人。`,
      },
      {
        key: 'tip_office',
        done: hasKey,
        detail: hasKey ? '举报受理岗位的密钥已启用，可以受理举报。' : '指定举报受理员，由其在自己的电脑上启用密钥。',
      },
      {
        key: 'poster',
        done: ticked('poster'),
        detail: '打印带二维码的举报海报，张贴在企业、园区、社区的醒目位置。',
      },
      {
        key: 'test_tip',
        done: hasTip || ticked('test_tip'),
        detail: hasTip ? '已收到过举报。' : '用手机扫一次海报，发一条试用举报，看它是否到达受理台。',
      },
    ],
  };
}

export async function finishStep(ctx: Ctx, input: InputOf<typeof finishContract>): Promise<{ ok: true }> {
  const key = `guide.${input.key}`;
  const to = input.done ? 'done' : 'open';
  const body = { entity: 'guide', entityId: input.key, action: 'tick', from: null, to, data: {} };
  const { write, head } = nextEvent(ctx, await headOf(ctx, 'guide', input.key), body);
  const set = { value: String(input.done), version: head.version, updatedAt: ctx.now };
  return ctx.db.commit([write, ctx.db.upsert('setting', { key, ...set }, ['key'], set)], { ok: true } as const);
}
