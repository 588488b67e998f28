import { tokens } from '../../../db/search-index.ts';
import type { Folder } from '../generate/folder.ts';

/** Numbers no directory ever gives: neighbours that lie in the cell and are asked by nobody. */
const NEIGHBOUR = 1_000_000;
/** In this order: whoever is referred to first. */
const TABLES = ['unit', 'person', 'sla_policy', 'hazard', 'clock', 'counter'];

/**
 * Neighbours as large as one tenant: its ledger over again under other numbers, clocks, counters and words with it, and the
 * first event of each hazard. What the measured tenant reads of its own is untouched.
 */
export async function copyLedger(
  folder: Folder,
  { no, cell }: { no: number; cell: string },
  range: { from: number; to: number },
  tell: (what: string) => void,
): Promise<void> {
  const db = folder.database(`CELL_${cell}`);
  const search = folder.database(`SEARCH_${cell}`);
  const texts = db
    .prepare('SELECT seq, number, title, description, address, enterprise FROM hazard WHERE tenant_id = ?')
    .all(no);
  const words = texts.map(({ seq, ...text }) => ({ seq: Number(seq), text: Object.values(text).join(' ') }));
  const insert = search.prepare('INSERT INTO hazard_search (rowid, v) VALUES (?, ?)');
  db.exec('PRAGMA foreign_keys = OFF');
  for (let n = range.from; n < range.to; n++) {
    const tenant = NEIGHBOUR + n;
    db.exec('BEGIN');
    for (const table of [...TABLES, 'event']) {
      const columns = db
        .prepare(`PRAGMA table_info("${table}")`)
        .all()
        .map((c) => String(c.name))
        .filter((c) => c !== 'tenant_id');
      const own = columns.map((c) => `"${c}"`).join(', ');
      const some = table === 'event' ? " AND entity = 'hazard' AND seq = 1" : '';
      db.prepare(
        `INSERT INTO ${table} (tenant_id, ${own}) SELECT ?, ${own} FROM ${table} WHERE tenant_id = ?${some}`,
      ).run(tenant, no);
    }
    db.exec('COMMIT');
    search.exec('BEGIN');
    for (const { seq, text } of words) insert.run(tenant * 2 ** 32 + seq, tokens(tenant, text).join(' '));
    search.exec('COMMIT');
    if ((n + 1) % 10 === 0) tell(`${n + 1} neighbours`);
  }
  db.exec('PRAGMA foreign_keys = ON');
}
