import { eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { canonical } from '../events.ts';
import type { Notice } from '../notifications/notify.ts';
import { sha256 } from '../sessions/refresh-token.ts';
import { type CheckRow, type FindingRow, findingsOf, itemsOf, peopleOf } from './rows.ts';
import { checkFor, stepWrites } from './step.ts';

/** 定稿: numbered, and frozen with the hash of everything the record says. */
export async function finishCheck(
  ctx: Ctx,
  input: InputOf<typeof contract.finishCheck>,
): Promise<OutputOf<typeof contract.finishCheck>> {
  const row = await checkFor(ctx, input, 'finish');
  const open = itemsOf(row).filter((item) => item.answer === null).length;
  if (open > 0) refuse('bad_request', { fields: [{ path: 'items', message: `检查表还有 ${open} 项没有填写` }] });
  const recordHash = await hashOf(ctx, row);
  const year = localDay(ctx.now).slice(0, 4);
  // Drawn before the commit, so that the answer can say it; a number may stay unused, none is given twice.
  const number = `〔${year}〕${await ctx.db.nextNumber(`check.${year}`)}号`;
  const { writes, done } = await stepWrites(ctx, row, 'finish', {
    set: { number, recordHash, finishedAt: ctx.now, finishedBy: personId(ctx) },
    data: { number, recordHash, findings: row.findings },
    notices: told(row, number),
  });
  const answer = await ctx.db.commit(writes, { ...done, number, recordHash });
  ctx.ports.wakeOutbox();
  return answer;
}

function told(row: CheckRow, number: string): Notice[] {
  const unitId = row.unitId ?? row.placeUnitId;
  if (row.kind !== 'visit' || unitId === null) return [];
  return [
    {
      to: [{ role: 'unit_handler', unitId, exact: true }],
      kind: 'check.finished',
      title: `检查记录 ${number}：${row.title}`,
      body: row.findings > 0 ? `发现 ${row.findings} 处问题，请查看并整改。` : '没有发现问题。',
      link: `/checks/${row.id}`,
    },
  ];
}

/** SHA-256 over the whole record: whoever changes a word of it afterwards is found out. */
export async function hashOf(ctx: Ctx, row: CheckRow): Promise<string> {
  const l = ctx.db.rows.recheckLine;
  const [people, findings, lines] = await Promise.all([
    peopleOf(ctx, row.id),
    findingsOf(ctx, row.id),
    row.kind === 'recheck'
      ? ctx.db
          .select({ rank: l.rank, hazardId: l.hazardId, result: l.result, words: l.words, photo: sql`${l.blobId}` })
          .from(l)
          .where(eq(l.checkId, row.id))
          .orderBy(l.rank)
      : [],
  ]);
  const { id, kind, title, tags, unannounced, unitId, enterprise, creditCode, address, placeUnitId } = row;
  const { startedAt, startedBy, longitude, latitude, accuracy, position, items, words, advice, received, seed } = row;
  return sha256(
    canonical({
      ...{ id, kind, title, tags, unannounced, unitId, enterprise, creditCode, address, placeUnitId, startedAt },
      ...{ startedBy, longitude, latitude, accuracy, position, items, words, advice, received, seed, people, lines },
      // A task made of a finding later is no part of the record.
      findings: findings.map(withoutTask),
    }),
  );
}

function withoutTask(row: FindingRow) {
  const { taskId: _, ...finding } = row;
  return finding;
}
