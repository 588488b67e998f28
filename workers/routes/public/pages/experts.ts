import type { Context } from 'hono';
import { ERRORS } from '../../../contract/errors.ts';
import type { Ctx } from '../../../domain/context.ts';
import { DomainError } from '../../../domain/errors.ts';
import { paperRule } from '../../../domain/month/settings.ts';
import { publicCard } from '../../../domain/seats/card.ts';
import { objectPlainly } from '../../../domain/seats/object.ts';
import { publicPublicity, publicRoster } from '../../../domain/seats/roster.ts';
import { newTicket } from '../../../domain/tips/plain-ticket.ts';
import { readBytes } from '../../../http/body.ts';
import type { Opener } from '../../../http/opener.ts';
import { cardPage } from './expert-card.ts';
import { unknownPage } from './notices.ts';
import { noObjectionPage, objectionPage, objectionTakenPage, publicityPage } from './objection.ts';
import { rosterPage } from './roster.ts';

const PAGE = 30;
const NUMBER = /^[A-Z]{1,6}-\d{4}-\d{4,6}$/;

/** The public pages of the expert pools, each from the same readers as the API. */
export async function rosterDoor(c: Context, { platform }: Opener, ctx: Ctx): Promise<Response> {
  const asked = { poolId: (c.req.query('poolId') ?? '').slice(0, 64), q: (c.req.query('q') ?? '').trim().slice(0, 40) };
  const cursor = c.req.query('cursor');
  const wanted = { ...(asked.poolId ? { poolId: asked.poolId } : {}), ...(asked.q ? { q: asked.q } : {}) };
  const data = await orFirstPage((from) => publicRoster(ctx, { ...wanted, ...from, limit: PAGE }), cursor);
  return rosterPage(platform, ctx.tenant, asked, data);
}

export async function publicityDoor(c: Context, { platform }: Opener, ctx: Ctx): Promise<Response> {
  const [list, { signature }] = await Promise.all([
    orFirstPage((from) => publicPublicity(ctx, { ...from, limit: PAGE }), c.req.query('cursor')),
    paperRule(ctx),
  ]);
  return publicityPage(platform, ctx.tenant, { ...list, office: signature });
}

/** A cursor somebody made up is no reason for no page. */
function orFirstPage<T>(read: (from: { cursor?: string }) => Promise<T>, cursor: string | undefined): Promise<T> {
  if (cursor === undefined) return read({});
  return read({ cursor }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'bad_request') return read({});
    throw error;
  });
}

export async function cardDoor(c: Context, { platform }: Opener, ctx: Ctx, origin: string): Promise<Response> {
  const number = (c.req.param('number') ?? '').toUpperCase();
  const serial = Number(c.req.query('serial'));
  if (!NUMBER.test(number)) return unknownPage(platform);
  try {
    const shown = await publicCard(ctx, { number, ...(Number.isInteger(serial) && serial > 0 ? { serial } : {}) });
    return await cardPage(platform, ctx.tenant, origin, shown, await ctx.ports.proofJwks());
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return unknownPage(platform);
    throw error;
  }
}

/** The form and its answer, for a browser that runs no script. What was typed comes back in the answer alone. */
export async function objectionDoor(c: Context, opener: Opener, ctx: Ctx): Promise<Response> {
  const { platform } = opener;
  const seatId = (c.req.param('seatId') ?? '').slice(0, 64);
  const [{ items }, { signature: office }] = await Promise.all([
    publicPublicity(ctx, { seatId, limit: 1 }),
    paperRule(ctx),
  ]);
  const [candidate] = items;
  if (!candidate) return noObjectionPage(platform, ctx.tenant);
  const form = async (values: Record<string, string>, errors: Record<string, string>, notice: string) =>
    objectionPage(platform, ctx.tenant, {
      ...{ candidate, office, values, errors, notice },
      ticket: values.ticket || (await newTicket(ctx)),
    });
  if (c.req.method === 'GET') return form({}, {}, '');
  await opener.limit('objection', `t${ctx.tenant.no}`, c.req.raw);
  const sent = new URLSearchParams(new TextDecoder().decode(await readBytes(c.req.raw, 64 * 1024)));
  const field = (name: string, most: number) => (sent.get(name) ?? '').trim().slice(0, most);
  const values = { words: field('words', 2000), contact: field('contact', 100), ticket: field('ticket', 200) };
  if (values.words.length < 10) return form(values, { words: '请写具体一些，至少十个字。' }, '');
  try {
    const outcome = await objectPlainly(ctx, { seatId, ...values });
    if (outcome.kind === 'taken') return await objectionTakenPage(platform, ctx.tenant, office);
    if (outcome.kind === 'early')
      return await form(values, {}, `请等 ${outcome.seconds} 秒再按“提交异议”，您写的内容都在。`);
    return await form({ ...values, ticket: '' }, {}, '页面停留太久，请再按一次“提交异议”，内容都在。');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return form({ ...values, ticket: '' }, {}, ERRORS[error.code][1]);
  }
}
