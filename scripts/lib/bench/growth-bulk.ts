import { mintTenantId, TenantDb } from '../../../db/tenant-db.ts';
import { nodeD1 } from '../faults/node-d1.ts';
import type { Folder } from '../generate/folder.ts';
import { median } from './cpu.ts';
import type { Row } from './table.ts';

const ROWS = 5_000;
const ROUNDS = 5;
/** As many units, by statements of five hundred rows in one commit, as one by one. */
const GOAL = 1 / 10;

/** CPU of this process for one row, both ways through the same TenantDb into the same file; the rows are taken out again. */
export async function bulkRows(folder: Folder, cell: string): Promise<Row[]> {
  const database = folder.database(`CELL_${cell}`);
  const tenant = 999_999;
  const db = new TenantDb(nodeD1(database), mintTenantId(tenant));
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    id: `bulk-${i}`,
    kind: 'department',
    name: `单位${i}`,
    shortName: `${i}`,
  }));
  const cost = async (work: () => Promise<unknown>): Promise<number> => {
    const from = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(from);
    database.prepare('DELETE FROM unit WHERE tenant_id = ?').run(tenant);
    return (user + system) / ROWS;
  };
  const costs = { single: [] as number[], bulk: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const single = await cost(async () => {
      for (const row of rows) await db.commit([db.insert('unit', row)], null);
    });
    const bulk = await cost(() => db.commit(db.insertMany('unit', rows), null));
    if (round === 0) continue;
    costs.single.push(single);
    costs.bulk.push(bulk);
  }
  const [single, bulk] = [median(costs.single), median(costs.bulk)];
  return [
    { name: 'a row inserted alone, CPU', value: single, unit: 'µs', goal: null },
    { name: 'a row of a bulk import, CPU', value: bulk, unit: 'µs', goal: null },
    { name: 'a row of a bulk import to one inserted alone', value: bulk / single, unit: '×', goal: GOAL },
  ];
}
