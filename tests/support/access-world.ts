import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { TableName } from '../../db/schema/index.ts';
import type { NewRow, Write } from '../../db/tenant-db.ts';
import { type Grant, ROLES, type Role } from '../../workers/contract/access.ts';
import { pathFields, type Route } from '../../workers/contract/route.ts';
import type { Place } from '../../workers/contract/sight.ts';
import { furnish } from './furnish.ts';
import { type Target, target } from './hostile.ts';
import { FAMILY, FIELDS } from './naming.ts';
import { sample } from './sample.ts';
import { type Caller, mintTenant, T0, type World } from './world.ts';

type Ids = Readonly<Record<string, string>>;

/** Hazards in the states in which the steps of the intake may be taken, so that a step is refused for who asks alone. */
const STATES: Readonly<Record<string, string>> = { reported: 'reported', refused: 'not_established' };
/** What `id` in the path stands for, where the family does not say it. */
const IN_PATH: Readonly<Record<string, string>> = {
  'hazards.confirm': 'reported',
  'hazards.dismiss': 'reported',
  'hazards.merge': 'reported',
  'hazards.reopen': 'refused',
  'identity.request': 'tip',
  'templates.fromTask': 'task',
};
/** Fields of a body that name files: a file of the caller's own each time. */
const FILES = ['blobIds', 'evidence', 'blobId', 'photos'];

export interface AccessWorld {
  readonly t: Target;
  readonly ids: Ids;
  /** Somebody with this one post where the place says; `blob` is a file of theirs. */
  who(role: Role, place: Place): Promise<{ caller: Caller; slug: string; blob: string }>;
  input(route: Route, place: Place, blob: string): Record<string, unknown>;
}

/** A district where everything belongs to one unit, another unit, and another district that has as much of its own. */
export async function accessWorld(): Promise<AccessWorld> {
  const t = await target();
  const { db } = await t.world.ctx();
  const ids: Record<string, string> = { ...t.ids, ...named(Object.keys(STATES)) };
  const elsewhere = await mintTenant();
  const { ids: foreign } = await furnish(await elsewhere.ctx());
  const away = { ...foreign, reported: foreign.hazard, refused: foreign.hazard } as Ids;
  const unitId = ids.unit as string;
  const other = await t.world.unit('另一个局');
  await db.commit([...ownedBy(t.world, ids, unitId, await t.world.ctx())], null);
  return {
    t,
    ids,
    async who(role, place) {
      const world = place === 'elsewhere' ? elsewhere : t.world;
      const at = place === 'own' ? unitId : other;
      const grant: Grant = { role, unitId: ROLES[role].scoped && place !== 'elsewhere' ? at : '' };
      const caller = await world.person([grant]);
      const inside = (await world.ctx()).db;
      const blob = uuidv7();
      const file = { ...{ id: blob, objectKey: `none/${blob}`, purpose: 'document', mediaType: 'image/jpeg' } };
      const bytes = { size: 1, sha256: 'f'.repeat(64), createdBy: caller.personId, createdAt: T0 };
      const linked = role === 'expert' && place === 'own';
      const me = inside.update('expert', { personId: caller.personId }, (x) => eq(x.id, ids.expert as string));
      await inside.commit([inside.insert('blob', { ...file, ...bytes }), ...(linked ? [me] : [])], null);
      return { caller, slug: world.slug, blob };
    },
    input(route, place, blob) {
      const fields = pathFields(route.path);
      const family = IN_PATH[route.id] ?? FAMILY[route.id.split('.')[0] as string];
      const inBody = place === 'elsewhere' ? away : ids;
      const idOf = (name: string) => {
        if (name === 'key') return 'people';
        if (fields.includes(name)) return ids[(name === 'id' ? family : FIELDS[name]) ?? ''];
        if (FILES.includes(name)) return blob;
        // Kin among the staff are written down by the office alone.
        if (name === 'personId' && route.id.startsWith('ties.')) return undefined;
        return inBody[(name === 'intoId' ? 'merged' : name === 'expertIds' ? 'expert' : FIELDS[name]) ?? ''];
      };
      return sample(route.input, idOf) as Record<string, unknown>;
    },
  };
}

const named = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, uuidv7()]));

/** Gives what is furnished to the unit, and adds what a route needs to be asked for in earnest. */
function* ownedBy(world: World, ids: Ids, unitId: string, { db }: Awaited<ReturnType<World['ctx']>>): Generator<Write> {
  const set = <T extends TableName>(table: T, change: Partial<NewRow<T>>, name: string): Write =>
    db.update(table, change as never, (x) => eq((x as unknown as { id: never }).id, ids[name] as never));
  const owner = { ownerUnitId: unitId };
  yield set('hazard', owner, 'hazard');
  yield set('hazard', owner, 'merged');
  yield set('plan', owner, 'plan');
  yield set('task', { ...owner, dispatchedAt: T0 }, 'task');
  yield set('checkVisit', owner, 'check');
  yield set('checkVisit', owner, 'recheck');
  yield set('checkTeam', owner, 'team');
  yield set('meeting', { committeeId: ids.committee as string }, 'meeting');
  yield set('dutyLine', { blobId: ids.blob as string }, 'dutyLine');
  yield set('expertFee', { state: 'approved' }, 'fee');
  yield set('blob', { attachedTo: `expert:${ids.expert}` }, 'blob');
  let seq = 950;
  for (const [name, state] of Object.entries(STATES)) {
    yield db.insert('hazard', {
      ...{
        id: ids[name] as string,
        seq: ++seq,
        number: `x-${world.no}-${seq}`,
        state,
        level: 'general',
        source: 'grid',
      },
      ...{ title: '占道', description: '', ownerUnitId: unitId, createdAt: T0, updatedAt: T0 },
      ...{ version: 1, eventHash: 'f'.repeat(64) },
    });
  }
}
