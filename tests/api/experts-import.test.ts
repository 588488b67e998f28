import { expect, test } from 'vitest';
import { type Applicant, applicantSheets, applicants } from '../../seeds/demo/applicants.ts';
import * as intake from '../../workers/contract/expert-intake.ts';
import { CREDENTIAL_KINDS, WORK_KINDS } from '../../workers/contract/expert-words.ts';
import * as api from '../../workers/contract/experts.ts';
import { readSheets, writeWorkbook } from '../../workers/ports/excel.ts';
import { type Intake, intakeWorld, said, sendBytes } from '../support/experts.ts';

const LABELS: Record<string, string> = { chemicals: '危险化学品', gas: '城镇燃气', food: '食品药品' };
const sheetsOf = (list: readonly Applicant[]) =>
  applicantSheets(list, { field: (key) => LABELS[key] ?? key, work: WORK_KINDS, kind: CREDENTIAL_KINDS });
type Preview = {
  blobId: string;
  total: number;
  good: number;
  rows: { row: number; does: string; errors: string[]; identityTail: string }[];
  strays: string[];
};

async function previewed(at: Intake, sheets: ReturnType<typeof sheetsOf>, by = at.keeper, poolId = at.poolId) {
  const { status, body } = await sendBytes(at, by, intake.preview, { poolId }, await writeWorkbook(sheets));
  return { status, body: body as unknown as Preview & { code: string; fields: { message: string }[] } };
}

async function imported(at: Intake, blobId: string, by = at.keeper) {
  const sum = { added: 0, seats: 0, skipped: 0, calls: 0 };
  for (let from = 0, total = 1; from < total; sum.calls++) {
    const part = await by.call(intake.run, { blobId, from });
    sum.added += part.added;
    sum.seats += part.seats;
    sum.skipped += part.skipped;
    from = part.done;
    total = part.total;
  }
  return sum;
}

test('two hundred applicants come in by parts, once; a second pool adds seats; nobody’s number is told', async () => {
  const at = await intakeWorld();
  const list = applicants('2026-11-18');
  const { body } = await previewed(at, sheetsOf(list));
  expect([body.total, body.good, body.strays]).toEqual([200, 200, []]);
  expect(body.rows.every((r) => r.does === 'add')).toBe(true);
  expect(JSON.stringify(body)).not.toContain(list[0]!.identityNumber);
  const first = await imported(at, body.blobId);
  expect(first).toMatchObject({ added: 200, seats: 0, skipped: 0 });
  expect(first.calls).toBeGreaterThan(2);
  expect(await imported(at, body.blobId)).toMatchObject({ added: 0, seats: 0, skipped: 200 });
  const again = await previewed(at, sheetsOf(list.slice(0, 3)));
  expect(again.body.good).toBe(0);
  expect(again.body.rows[0]!.errors).toEqual(['已在这个专家库中，或申请正在办理']);
  const gas = await previewed(at, sheetsOf(list.slice(0, 5)), at.gasKeeper, at.gasPool);
  expect(gas.body.rows.map((r) => r.does)).toEqual(Array(5).fill('seat'));
  expect(await imported(at, gas.body.blobId, at.gasKeeper)).toMatchObject({ added: 0, seats: 5 });
  await expect(at.gasKeeper.call(intake.run, { blobId: body.blobId })).rejects.toThrow('404 not_found');
  const one = (await at.gasKeeper.call(api.list, { limit: 100 })).items;
  expect(one).toHaveLength(5);
  const record = await at.gasKeeper.call(api.one, { id: one[0]!.id });
  expect(record.periods.length).toBe(list.find((a) => a.name === record.name)!.periods.length);
  const text = await said(at);
  for (const a of list.slice(0, 20))
    for (const secret of [a.identityNumber, a.phone]) expect(text).not.toContain(secret);
});

test('every row says what is wrong with it, by its number and in a sentence', async () => {
  const at = await intakeWorld();
  const sheets = sheetsOf(applicants('2026-11-18', 6));
  const [people, work, papers] = sheets.map((s) => s.rows) as [string[][], string[][], string[][]];
  people[1]![1] = `${people[1]![1]!.slice(0, 17)}${people[1]![1]!.endsWith('1') ? '2' : '1'}`;
  people[2]![1] = people[0]![1]!;
  people[3]![2] = '12345';
  people[4]![0] = '=HYPERLINK("http://x","点我")';
  people[5]![1] = people[5]![1]!.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
  work[0]![5] = '2021-02-30';
  work[0]![4] = '不存在的领域';
  papers[0]![6] = '2010-01-01';
  const { body } = await previewed(at, sheets);
  const errors = (n: number) => body.rows[n]!.errors.join('；');
  expect(errors(0)).toContain('工作经历第 2 行：“专业领域”不认识');
  expect(errors(0)).toContain('工作经历第 2 行：“开始日期”不对');
  expect(errors(0)).toContain('职称资格第 2 行：“有效期至”早于“发证日期”');
  expect(errors(1)).toContain('校验');
  expect(errors(2)).toContain('与第 2 行的身份证号相同');
  expect(errors(3)).toContain('手机号格式不对');
  expect([body.rows[4]!.does, body.rows[5]!.does]).toEqual(['add', 'add']);
  expect(body.strays.length).toBeGreaterThan(0);
  expect(body.strays[0]).toMatch(/^“工作经历”第 \d+ 行：身份证号在“专家”表中没有$/);
  expect(await imported(at, body.blobId)).toMatchObject({ added: 2, skipped: 4 });
  const names = (await at.keeper.call(api.list, {})).items.map((e) => e.name);
  expect(names).toContain('=HYPERLINK("http://x","点我")');
});

test('fifty thousand rows, another table, something that is no workbook: refused at once, in a sentence', async () => {
  const at = await intakeWorld();
  const [people] = sheetsOf(applicants('2026-11-18', 1));
  const many = { ...people!, rows: Array.from({ length: 50_000 }, () => people!.rows[0]!) };
  const large = await previewed(at, [many]);
  expect([large.status, large.body.code]).toEqual([413, 'too_large']);
  expect(large.body.fields[0]!.message).toContain('一次最多 2,000 名专家');
  const other = await previewed(at, [{ name: '人员', header: ['姓名'], rows: [['张三']] }]);
  expect([other.status, other.body.fields[0]!.message]).toEqual([400, '没有名为“专家”的工作表，请用下载的模板填写']);
  const short = await previewed(at, [{ name: '专家', header: ['姓名'], rows: [['张三']] }]);
  expect(short.body.fields[0]!.message).toContain('第一行缺少“身份证号”');
  const pdf = await sendBytes(
    at,
    at.keeper,
    intake.preview,
    { poolId: at.poolId },
    new TextEncoder().encode('%PDF-1.7 %%EOF'),
  );
  expect(pdf.status).toBe(415);
  expect((await previewed(at, sheetsOf(applicants('2026-11-18', 1)), at.gasKeeper)).status).toBe(400);
  const template = new Uint8Array(await (await at.keeper.send(intake.template, {})).arrayBuffer());
  const read = await readSheets(template, { 专家: 10, 工作经历: 10 }, 12);
  expect(read.get('专家')![0]).toEqual(['姓名', '身份证号', '手机号', '工作单位', '职务', '简介']);
  const { body } = await sendBytes(at, at.keeper, intake.preview, { poolId: at.poolId }, template);
  expect([body.total, body.strays]).toEqual([0, []]);
});
