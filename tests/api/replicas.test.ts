import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { createApp } from '../../workers/app.ts';
import * as contract from '../../workers/contract/platform.ts';
import type { Route } from '../../workers/contract/route.ts';
import * as settings from '../../workers/contract/settings.ts';
import { form } from '../../workers/contract/tips.ts';
import { Opener } from '../../workers/http/opener.ts';
import { operator } from '../support/operator.ts';
import { type Caller, mintTenant, platform, requestOf, type World } from '../support/world.ts';

const FORM = /^00:[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/;

/** An isolate with replicas switched on, and what it asked each cell to begin a session with. */
function isolate(replicas = true) {
  const begun: string[] = [];
  const cells = new Map(
    [...platform.cells].map(([name, cell]) => {
      const db = new Proxy(cell.db, {
        get(target, property) {
          const value = Reflect.get(target, property) as unknown;
          if (property !== 'withSession') return typeof value === 'function' ? value.bind(target) : value;
          return (constraint: string) => {
            begun.push(`${name} ${constraint}`);
            return target.withSession(constraint);
          };
        },
      });
      return [name, { db, search: cell.search }] as const;
    }),
  );
  const app = createApp(new Opener({ ...platform, cells, replicas }));
  const send = async (world: World, who: Caller, route: Route, input: Record<string, unknown>, mark?: string) => {
    const request = requestOf(route, input, world.slug, who.token, uuidv7());
    if (mark !== undefined) request.headers.set('anshao-bookmark', mark);
    const answer = await app.fetch(request);
    await answer.text();
    return { status: answer.status, mark: answer.headers.get('anshao-bookmark') };
  };
  return { send, begun };
}
const setting = (key: string) => ({ key, value: 1, version: 0 });

test('staff read on from what they have seen; who writes, and who has seen nothing, begins at the primary', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const { send, begun } = isolate();
  const first = await send(world, admin, settings.settings, {});
  expect(first.mark).toMatch(FORM);
  const written = await send(world, admin, settings.setSetting, setting('box'), first.mark as string);
  expect(written.mark).toMatch(FORM);
  expect((written.mark as string) > (first.mark as string)).toBe(true);
  const read = await send(world, admin, settings.settings, {}, written.mark as string);
  expect((read.mark as string) >= (written.mark as string)).toBe(true);
  const seen = (written.mark as string).slice(3);
  expect(begun).toEqual(['00 first-primary', '00 first-primary', `00 ${seen}`]);
});

test('what is no bookmark of ours is not passed on', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const { send, begun } = isolate();
  for (const mark of ['00:first-unconstrained', '00:x', 'first-unconstrained', `00:${'0'.repeat(500)}`]) {
    expect((await send(world, admin, settings.settings, {}, mark)).status).toBe(200);
  }
  expect(new Set(begun)).toEqual(new Set(['00 first-primary']));
});

test('a reporter gets no bookmark and begins no session, whatever is sent along; nor does anybody when replicas are off', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const on = isolate();
  const { mark } = await on.send(world, admin, settings.settings, {});
  on.begun.length = 0;
  expect((await on.send(world, world.public, form, {}, mark as string)).mark).toBeNull();
  expect((await on.send(world, admin, form, {}, mark as string)).mark).toBeNull();
  expect(on.begun).toEqual([]);
  const off = isolate(false);
  expect((await off.send(world, admin, settings.settings, {}, mark as string)).mark).toBeNull();
  expect(off.begun).toEqual([]);
});

test('a bookmark of the cell a district has left is dropped; one of the cell it moved to tells an isolate that knew nothing', async () => {
  const op = await operator();
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const [here, elsewhere] = [isolate(), isolate()];
  const { mark: old } = await here.send(world, admin, settings.setSetting, setting('box'));
  await elsewhere.send(world, admin, settings.settings, {}, old as string);
  await op.call(contract.move, { no: world.no, cell: '01', reason: '均衡各单元的数据量' });
  // `here` learns of the move by the refusal of its first write there.
  expect((await here.send(world, admin, settings.setSetting, setting('bax'))).status).toBe(503);
  const moved = await here.send(world, admin, settings.setSetting, setting('bax'), old as string);
  expect(moved.mark).toMatch(/^01:/);
  expect(here.begun.at(-1)).toBe('01 first-primary');
  await elsewhere.send(world, admin, settings.settings, {}, moved.mark as string);
  expect(elsewhere.begun.at(-1)).toBe(`01 ${(moved.mark as string).slice(3)}`);
  await elsewhere.send(world, admin, settings.settings, {}, old as string);
  expect(elsewhere.begun.at(-1)).toBe('01 first-primary');
});
