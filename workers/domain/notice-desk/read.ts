import {
  MAX_NOTICE_TEXT,
  type readNotice as readRoute,
  type uploadNotice as uploadRoute,
} from '../../contract/notice-desk.ts';
import type { NoticeReading } from '../../contract/notices.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { noticeText } from '../notices/file.ts';
import type { UnitRef } from '../notices/match.ts';
import { UnreadableNotice } from '../notices/problems.ts';
import { readNotice } from '../notices/read.ts';
import { draftOf } from './draft.ts';
import { knownUnits } from './known-units.ts';
import { isScannedPdf, refusal, tooLong } from './refused.ts';
import { storedText } from './rows.ts';

type Input = InputOf<typeof readRoute>;
type Answer = OutputOf<typeof readRoute>;

/** @throws `notice_empty`, `notice_no_items`, `too_large` */
export async function readPasted(ctx: Ctx, { text, keep }: Input): Promise<Answer> {
  return keepNotice(ctx, { text, fileName: '', keep, path: 'text' });
}

/** @throws as `readPasted`, and `notice_scanned`, `notice_pdf`, `archive_refused`, `unsupported_file` */
export async function readFile(
  ctx: Ctx,
  { fileName, keep }: InputOf<typeof uploadRoute>,
  bytes: Uint8Array,
): Promise<Answer> {
  let text: string;
  try {
    text = noticeText(bytes);
  } catch (error) {
    const pdf = error instanceof UnreadableNotice && error.problem === 'pdf';
    throw pdf && isScannedPdf(bytes) ? new DomainError('notice_scanned') : refusal(error, 'file');
  }
  return keepNotice(ctx, { text, fileName, keep, path: 'file' });
}

interface Kept {
  readonly text: string;
  readonly fileName: string;
  /** Also a text without items: its tasks will be added by hand. */
  readonly keep: boolean;
  readonly path: 'text' | 'file';
}

async function keepNotice(ctx: Ctx, { text, fileName, keep, path }: Kept): Promise<Answer> {
  if (text.length > MAX_NOTICE_TEXT) {
    throw tooLong(path, '文字超过 20 万字，不像是一份通知。请只留下通知正文和任务清单，再粘贴或上传。');
  }
  const units = await knownUnits(ctx);
  const reading = readingOf(text, units, keep, path);
  const stored = draftOf(reading, units, localDay(ctx.now));
  const id = ctx.newId();
  const tasks = stored.draft.items.length;
  const body = { entity: 'notice', entityId: id, action: 'read', from: null, to: 'reviewing' };
  const { write, head } = nextEvent(ctx, NO_EVENTS, { ...body, data: { tasks, characters: text.length } });
  const row = ctx.db.insert('notice', {
    id,
    title: stored.draft.title,
    fileName,
    body: text,
    draft: storedText(stored),
    state: 'reviewing',
    createdBy: personId(ctx),
    createdAt: ctx.now,
    updatedAt: ctx.now,
    ...head,
  });
  return ctx.db.commit([write, row], { id, tasks });
}

function readingOf(text: string, units: readonly UnitRef[], keep: boolean, path: 'text' | 'file'): NoticeReading {
  try {
    return readNotice(text, { units });
  } catch (error) {
    const bare = error instanceof UnreadableNotice && error.problem === 'no_items';
    if (!keep || !bare) throw refusal(error, path);
    const title =
      text
        .split('\n')
        .map((line) => line.trim())
        .find((line) => line !== '') ?? '';
    const nothing = { docNo: null, issuer: null, issuedOn: null, items: [], rules: [], doubts: [], unmatched: [] };
    return { title, ...nothing, spans: { title: null, docNo: null, issuer: null, issuedOn: null } };
  }
}
