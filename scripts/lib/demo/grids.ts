import { addUnit } from '../../../workers/contract/people.ts';
import { type Desk, keyOf } from './client.ts';
import type { DemoTenant } from './tenants.ts';

/** Two communities with two grid cells each below the street that is shown. A city has counties there, and none. */
export async function addGrids(admin: Desk, { slug, street, level }: DemoTenant): Promise<void> {
  if (level === 'city') return;
  for (const [i, name] of ['朝阳社区', '东湖社区'].entries()) {
    const key = keyOf(slug, 'community', i);
    const shortName = name.slice(0, 2);
    const community = { kind: 'community' as const, name, shortName, parentId: `unit-${street}`, sort: i };
    const { id } = await admin.call(addUnit, community, key);
    for (const n of [1, 2]) {
      const grid = { kind: 'grid' as const, name: `${name}第${n}网格`, shortName: `${n}网格`, parentId: id, sort: n };
      await admin.call(addUnit, grid, `${key}-${n}`);
    }
  }
}
