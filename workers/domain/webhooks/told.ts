import { eq } from 'drizzle-orm';
import { topicOf } from '../../contract/webhook-words.ts';
import type { Ctx } from '../context.ts';
import type { Told } from './message.ts';
import type { Waiting } from './push.ts';

interface Open {
  readonly number: string | null;
  readonly title: string | null;
}
type Look = (ctx: Ctx, id: string) => Promise<Open | undefined>;

const BARE: Look = async () => ({ number: null, title: null });

/** By the page a notice leads to: what everybody in the office may read of it; undefined: nothing, not even that it is. */
const LOOKS: Readonly<Record<string, Look>> = {
  async hazards({ db }, id) {
    const h = db.rows.hazard;
    const [row] = await db
      .select({ number: h.number, title: h.title, source: h.source, restricted: h.restricted })
      .from(h)
      .where(eq(h.id, id));
    // What a tip brought to light is told nobody outside, confirmed or not: the minute alone is a trace.
    return row && row.restricted === 0 && row.source !== 'tip' ? row : undefined;
  },
  async tasks({ db }, id) {
    const t = db.rows.task;
    const [row] = await db.select({ number: t.number }).from(t).where(eq(t.id, id));
    return row && { number: row.number, title: null };
  },
  async bulletins({ db }, id) {
    const b = db.rows.bulletin;
    const [row] = await db.select({ title: b.title, state: b.state }).from(b).where(eq(b.id, id));
    return row?.state === 'published' ? { number: null, title: row.title } : undefined;
  },
  plans: BARE,
  'month-reports': BARE,
  reports: BARE,
  meetings: BARE,
  orders: BARE,
  summonses: BARE,
};

/** The message of a waiting row; undefined where nothing may be said. */
export async function toldOf(
  ctx: Ctx,
  row: { readonly id: string; readonly createdAt: number },
  base: string,
  { kind, link }: Waiting,
): Promise<Told | undefined> {
  const say = topicOf(kind)?.say;
  const [, page, id = ''] = /^\/([a-z-]+)(?:\/([\w-]+))?(?:\?.*)?$/.exec(link) ?? [];
  const open = page === undefined ? undefined : await LOOKS[page]?.(ctx, id);
  if (say === undefined || open === undefined) return undefined;
  const { number, title } = open;
  return { id: row.id, kind, say, number, title, link: base + link, at: row.createdAt };
}
