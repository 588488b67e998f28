import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { endLoansWith, receiveLoan } from '../lending/receive.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { linkStep } from './links.ts';
import type { Message } from './message.ts';
import { receivePlan } from './receive-plan.ts';
import { receiveProgress } from './receive-progress.ts';
import { linkWith } from './rows.ts';

/**
 * What another district says, worked into rows of our own: the one door between two tenants. Only a district with whom a
 * link stands is heard, and only in its direction; anybody else's words change nothing.
 */
export async function receive(ctx: Ctx, from: string, message: Message): Promise<void> {
  switch (message.type) {
    case 'offer':
      return offered(ctx, from, message);
    case 'answer': {
      const link = await linkWith(ctx, 'down', from);
      if (link?.state !== 'offered') return;
      await ctx.db.commit(linkStep(ctx, link, 'answer', message.accept ? 'agreed' : 'refused'), null);
      return;
    }
    case 'end': {
      const links = [await linkWith(ctx, 'down', from), await linkWith(ctx, 'up', from)];
      const open = links.filter((link) => link !== undefined && link.state !== 'ended');
      await ctx.db.commit(
        [
          ...open.flatMap((link) => linkStep(ctx, link as NonNullable<typeof link>, 'end', 'ended')),
          ...(await endLoansWith(ctx, from)),
        ],
        null,
      );
      return;
    }
    case 'plan':
      if ((await linkWith(ctx, 'up', from))?.state === 'agreed') await receivePlan(ctx, from, message);
      return;
    case 'progress': {
      const link = await linkWith(ctx, 'down', from);
      if (link?.state === 'agreed' && link.unitId) await receiveProgress(ctx, link.unitId, message);
      return;
    }
    default:
      return receiveLoan(ctx, from, message);
  }
}

/** A city asks. It must lie above us by its division code, where both have one; the administrator then decides. */
async function offered(ctx: Ctx, from: string, message: Extract<Message, { type: 'offer' }>): Promise<void> {
  const { db, now } = ctx;
  const [city, own] = [message.divisionCode, ctx.tenant.divisionCode];
  const foreign = city !== '' && own !== '' && city.slice(0, 4) !== own.slice(0, 4) && !city.endsWith('0000');
  const known = await linkWith(ctx, 'up', from);
  if (foreign || (known && known.state !== 'ended' && known.state !== 'refused')) return;
  const d = db.rows.districtLink;
  const others = await db.select({ id: d.id, state: d.state }).from(d).where(eq(d.direction, 'up'));
  // One district above is enough: a second one waits until the first link ended.
  if (others.some((one) => one.state === 'agreed')) return;
  const notice = await notifyWrites(ctx, {
    to: [{ role: 'tenant_admin' }],
    kind: 'link.offered',
    title: `${message.name}请求连通任务交办`,
    body: '同意后，上级交办的任务会进入本地区的计划，进展会自动报回。请在“上下级连通”中答复。',
    link: '/links',
  });
  if (known) {
    await db.commit([...linkStep(ctx, known, 'offer', 'offered'), ...notice], null);
    return;
  }
  const id = ctx.newId();
  const body = { entity: 'district_link', entityId: id, action: 'offer', from: null, to: 'offered' };
  const { write, head } = nextEvent(ctx, NO_EVENTS, { ...body, data: { slug: from, direction: 'up' } });
  const row = { id, direction: 'up', slug: from, name: message.name, unitId: null, state: 'offered' };
  await db.commit(
    [write, db.insert('districtLink', { ...row, createdAt: now, updatedAt: now, ...head }), ...notice],
    null,
  );
}
