import { and, asc, eq, gt } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { entryOf } from '../outbox/search.ts';

const CHUNK = 500;

/** Puts every hazard into the search index of the cell this context is opened in, those of sealed tips excepted. */
export async function indexAllHazards({ db, ports }: Ctx): Promise<void> {
  const { hazard } = db.rows;
  let after = 0;
  for (;;) {
    const rows = await db
      .select({
        seq: hazard.seq,
        number: hazard.number,
        title: hazard.title,
        description: hazard.description,
        address: hazard.address,
        enterprise: hazard.enterprise,
      })
      .from(hazard)
      .where(and(gt(hazard.seq, after), eq(hazard.restricted, 0)))
      .orderBy(asc(hazard.seq))
      .limit(CHUNK);
    await ports.search.replace(rows.map(entryOf));
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!.seq;
  }
}
