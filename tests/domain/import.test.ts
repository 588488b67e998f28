import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import * as contract from '../../workers/contract/people.ts';
import type { Route } from '../../workers/contract/route.ts';
import { readRows, writeWorkbook } from '../../workers/ports/excel.ts';
import { app, type Caller, mintTenant, requestOf, type World } from '../support/world.ts';

type Cells = (string | number | null)[][];
interface Preview {
  code?: string;
  blobId: string;
  total: number;
  good: number;
  rows: { row: number; errors: string[]; values: Record<string, string> }[];
}

async function upload(world: World, by: Caller, kind: 'people' | 'units', body: Uint8Array): Promise<Preview> {
  const plain = requestOf(contract.importPreview as Route, { kind }, world.slug, by.token, uuidv7());
  const request = new Request(plain, { body: body as BodyInit });
  return (await app.fetch(request)).json();
}

const PEOPLE = ['姓名', '用户名', '手机号', '单位', '职务', '岗位'];
const people = (rows: Cells) => writeWorkbook([{ name: '人员', header: PEOPLE, rows }]);
const UNITS = ['单位名称', '简称', '类别', '上级单位', '排序', '区划代码'];
const units = (rows: Cells) => writeWorkbook([{ name: '单位', header: UNITS, rows }]);

test('people: each row says what is wrong with it; only the good ones come in, once', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const bureau = await world.unit('应急管理局');
  const file = await people([
    ['张三', 'zhangsan', 13900000001, '应急管理局', '科员', '单位经办人、执法检查员'],
    ['李四', 'lisi', '139-0000', '', '', ''],
    ['王五', 'zhangsan', '', '', '', '领导'],
    ['', '1bad', '', '不存在的局', '', '大王'],
    ['赵六', 'zhaoliu', '', '', '', '网格员'],
    ['示例：张三', 'example', '', '', '', ''],
    [null, null, null, null, null, null],
    ['=cmd|calc', 'formula', '', '', "'; DROP TABLE person;--", '审计'],
  ]);
  const preview = await upload(world, admin, 'people', file);
  expect([preview.total, preview.good]).toEqual([6, 2]);
  expect(preview.rows.map((r) => [r.row, r.errors.length])).toEqual([
    [2, 0],
    [3, 1],
    [4, 1],
    [5, 4],
    [6, 1],
    [9, 0],
  ]);
  const run = () => admin.call(contract.importRun, { kind: 'people', blobId: preview.blobId });
  expect(await run()).toEqual({ added: 2, skipped: 4 });
  expect(await run()).toEqual({ added: 0, skipped: 6 });
  const { items } = await admin.call(contract.people, { q: 'zhangsan' });
  expect(items).toMatchObject([{ name: '张三', phone: '13900000001', unitName: '应急管理局', status: 'invited' }]);
  expect(items[0]!.roles).toContainEqual({ role: 'unit_handler', unitId: bureau });
  const odd = (await admin.call(contract.people, { q: 'formula' })).items[0]!;
  expect([odd.name, odd.post]).toEqual(['=cmd|calc', "'; DROP TABLE person;--"]);
  const edited = await admin.call(contract.editPerson, { ...odd, name: '钱七' });
  expect(edited.version).toBe(2);
  expect((await admin.call(contract.resetLink, { id: odd.id })).invitePath).toContain('/console/link#');
});

test('units: parents are found in the file whatever the order; rings and broken parents fall with their children', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  await world.unit('城关街道', 'street');
  const file = await units([
    ['一格', '', '网格', '东村', 1, ''],
    ['东村', '', '社区', '城关街道', 2, '610902001'],
    ['甲局', '', '部门', '乙局', '', ''],
    ['乙局', '', '部门', '甲局', '', ''],
    ['坏类', '', '衙门', '', '', ''],
    ['坏类之下', '', '部门', '坏类', '', ''],
    ['城关街道', '', '街道', '', '', ''],
  ]);
  const preview = await upload(world, admin, 'units', file);
  expect(preview.rows.map((r) => r.errors.length === 0)).toEqual([true, true, false, false, false, false, false]);
  expect(await admin.call(contract.importRun, { kind: 'units', blobId: preview.blobId })).toEqual({
    added: 2,
    skipped: 5,
  });
  const tree = (await admin.call(contract.units, {})).items;
  const nameOf = new Map(tree.map((u) => [u.id, u.name]));
  expect(Object.fromEntries(tree.map((u) => [u.name, nameOf.get(u.parentId ?? '')]))).toEqual({
    一格: '东村',
    东村: '城关街道',
    城关街道: undefined,
  });
});

test('two thousand people come in at one press; one more row is too many', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  await world.unit('城关街道', 'street');
  const rows = Array.from({ length: 2_000 }, (_, i) => [`网格${i}`, `grid${i}`, '', '城关街道', '', '网格员']);
  const preview = await upload(world, admin, 'people', await people(rows));
  expect(preview.good).toBe(2_000);
  expect(await admin.call(contract.importRun, { kind: 'people', blobId: preview.blobId })).toEqual({
    added: 2_000,
    skipped: 0,
  });
  const { db } = await world.ctx();
  const { personRole, event } = db.rows;
  expect(await db.select().from(personRole).where(eq(personRole.role, 'grid_worker'))).toHaveLength(2_000);
  expect(await db.select().from(event).where(eq(event.entity, 'person'))).toHaveLength(2_000);
  const more = await upload(world, admin, 'people', await people([...rows, ['多', 'more', '', '', '', '']]));
  expect(more.code).toBe('too_large');
});

test('a renamed PDF, a huge file, a sheet without titles, and another tenant’s preview are refused', async () => {
  const [world, other] = [await mintTenant(), await mintTenant()];
  const admin = await world.person(['tenant_admin']);
  const pdf = new TextEncoder().encode(`%PDF-1.7\n${'x'.repeat(5000)}`);
  expect((await upload(world, admin, 'people', pdf)).code).toBe('unsupported_file');
  expect((await upload(world, admin, 'people', new Uint8Array(5 * 1024 * 1024 + 1))).code).toBe('too_large');
  const untitled = await writeWorkbook([{ name: 'x', header: ['a', 'b'], rows: [['1', '2']] }]);
  expect((await upload(world, admin, 'people', untitled)).code).toBe('bad_request');
  const { db } = await world.ctx();
  expect(await db.select().from(db.rows.blob)).toEqual([]);

  const preview = await upload(world, admin, 'people', await people([['张三', 'zhangsan', '', '', '', '']]));
  const { blobId } = preview;
  const foreign = await other.person(['tenant_admin']);
  expect((await foreign.send(contract.importRun, { kind: 'people', blobId })).status).toBe(404);
  expect((await admin.send(contract.importRun, { kind: 'units', blobId })).status).toBe(404);
  const grid = await world.person(['grid_worker']);
  expect((await upload(world, grid, 'people', pdf)).code).toBe('forbidden');
});

test('the template reads back as an empty import and lists the words to choose from', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  await world.unit('城关街道', 'street');
  for (const kind of ['people', 'units'] as const) {
    const response = await admin.send(contract.importTemplate, { kind });
    expect(response.headers.get('content-disposition')).toContain('filename*=UTF-8');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect((await readRows(bytes, 10, 10))[0]).toEqual(kind === 'people' ? PEOPLE : UNITS);
    expect((await upload(world, admin, kind, bytes)).total).toBe(0);
  }
});
