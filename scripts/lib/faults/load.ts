import { ApiError, call } from '../../../web/shared/api.ts';
import * as parts from '../../../workers/contract/assignments.ts';
import * as hazards from '../../../workers/contract/hazards.ts';
import { importPreview, importRun } from '../../../workers/contract/people.ts';
import * as plans from '../../../workers/contract/plans.ts';
import * as receipts from '../../../workers/contract/receipts.ts';
import * as tasks from '../../../workers/contract/tasks.ts';
import * as tipDesk from '../../../workers/contract/tip-desk.ts';
import { writeWorkbook } from '../../../workers/ports/excel.ts';
import { type Bytes, toBase64 } from '../../../workers/protocol/bytes.ts';
import { TipRefused } from '../../../workers/protocol/client.ts';
import { newTipId } from '../../../workers/protocol/compose.ts';
import { newMessageDraft, sealMessage } from '../../../workers/protocol/messages.ts';
import { deriveReceipt } from '../../../workers/protocol/receipt.ts';
import { openReporterKeys } from '../../../workers/protocol/reporter-keys.ts';
import { picture } from '../demo/picture.ts';
import { Broken, codeOf, type Journal } from './journal.ts';
import type { Now, Place } from './people.ts';

/** The receipt's own derivation is the reporter's work, not the server's. */
const ITERATIONS = 1000;
const newKey = (): string => crypto.randomUUID();

export interface Lanes {
  readonly place: Place;
  readonly journal: Journal<Now>;
  readonly now: Now;
  /** A number of its own for whatever must not be named twice. */
  readonly serial: () => number;
  readonly random: () => number;
}

/** One piece of work from its beginning to its end; what it was at when the connection broke is left where it was. */
export const WORK: Readonly<Record<string, (lanes: Lanes) => Promise<void>>> = {
  tip: sendTip,
  hazard: handleHazard,
  brief: briefTip,
  task: carryOutTask,
  import: importPeople,
};

async function photo({ journal, now, serial }: Lanes, who: 'office' | 'handler', stage: 'before' | 'after') {
  const [key, bytes] = [newKey(), picture(stage, serial() % 40)];
  return (await journal.send('photo', now, (n) => n[who].call(hazards.upload, {}, key, bytes))).id;
}

/** Sealed, with a photo; then its reporter comes back with the receipt, and writes. */
async function sendTip(lanes: Lanes): Promise<void> {
  const { journal, now, place, random, serial } = lanes;
  const { payload, receipt } = await now.reporter.prepare({
    iterations: ITERATIONS,
    text: { text: `第 ${serial()} 件：安全出口上锁` },
    photos: [{ bytes: picture('before', serial() % 40) as Bytes, mediaType: 'image/png' }],
  });
  const key = newTipId();
  await journal.send('tip', now, (n) => n.reporter.post(payload, key));
  if (random() < 0.7) return;
  const { locator, auth, wrap } = await deriveReceipt(receipt, place.no, ITERATIONS);
  const shown = { locator: toBase64(locator), auth: toBase64(auth) };
  const { base } = now;
  const view = receipts.statusView.parse(JSON.parse((await call(receipts.status, shown, { base })).padded));
  if (!view.found) throw new Error('a tip that was acknowledged is not found by its receipt');
  const inbox = await call(receipts.inbox, { token: view.token }, { base });
  const { sealTo } = receipts.inboxView.parse(JSON.parse(inbox.padded));
  const { sign } = await openReporterKeys(wrap, place.no, view);
  const draft = newMessageDraft(newTipId());
  const scope = { tenantNo: place.no, tipId: payload.id, formHash: payload.formHash };
  const words = { v: 1, text: '铁链还在。', question: '', day: view.day, files: [] } as const;
  const to = { reporterPublic: payload.reporterPublic, roles: sealTo };
  const sealed = await sealMessage(scope, draft, words, to, { key: sign });
  const message = { ...sealed, wraps: [...sealed.wraps], token: view.token, id: draft.id, kind: 'message' };
  const input = message as Parameters<typeof call<typeof receipts.reply>>[1];
  const replyKey = newKey();
  await journal.send('message', now, (n) => call(receipts.reply, input, { base: n.base, key: replyKey }));
}

/** From the report to the close-out, with photos. */
async function handleHazard(lanes: Lanes): Promise<void> {
  const { journal, now, place, serial } = lanes;
  const before = await photo(lanes, 'office', 'before');
  const report = { title: `演练隐患 ${serial()}`, source: 'grid' as const, evidence: [before] };
  const keys = Array.from({ length: 7 }, newKey);
  const { id } = await journal.send('hazard.report', now, (n) => n.office.call(hazards.report, report, keys[0]));
  let version = 1;
  const step = async (
    name: string,
    send: (n: Now, seen: { id: string; version: number }) => Promise<{ version: number }>,
  ) => {
    const seen = { id, version };
    ({ version } = await journal.send(`hazard.${name}`, now, (n) => send(n, seen)));
  };
  const { ownerUnitId: unitId } = place;
  await step('confirm', (n, seen) => n.office.call(hazards.confirm, { ...seen, level: 'general' }, keys[1]));
  await step('assign', (n, seen) => n.office.call(hazards.assign, { ...seen, unitId }, keys[2]));
  await step('start', (n, seen) => n.handler.call(hazards.start, seen, keys[3]));
  const evidence = [await photo(lanes, 'handler', 'after')];
  const done = { rectification: '已整改', evidence };
  await step('submit', (n, seen) => n.handler.call(hazards.submit, { ...seen, ...done }, keys[4]));
  await step('verify', (n, seen) => n.inspector.call(hazards.verify, { ...seen, opinion: '合格' }, keys[5]));
  await step('close', (n, seen) => n.office.call(hazards.close, seen, keys[6]));
}

/** The oldest tip nobody has opened becomes a hazard like any other. */
async function briefTip({ journal, now, random }: Lanes): Promise<void> {
  const { items } = await now.tips.call(tipDesk.desk, { state: 'received', limit: 20 });
  const waiting = items[Math.floor(random() * items.length)];
  if (!waiting) return;
  const { id, version } = await now.tips.call(tipDesk.openTip, { id: waiting.id });
  const key = newKey();
  const words = { title: '安全出口上锁', summary: '夜间出口锁闭，疏散受阻。', level: 'general' } as const;
  const checked: ('no_name' | 'no_only_i_knew' | 'no_shift' | 'no_exact_minute' | 'no_words')[] = [
    ...(['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const),
  ];
  await journal.send('tip.brief', now, (n) => n.tips.call(tipDesk.brief, { id, version, ...words, checked }, key));
}

/** A plan with one task: dispatched, signed for, reported on, done, accepted. */
async function carryOutTask({ journal, now, place, serial }: Lanes): Promise<void> {
  const keys = Array.from({ length: 7 }, newKey);
  const year = new Date().getUTCFullYear();
  const plan = { kind: 'manual', year, title: `演练计划 ${serial()}` } as const;
  const { id: planId } = await journal.send('plan', now, (n) => n.office.call(plans.addPlan, plan, keys[0]));
  const units = [{ unitId: place.ownerUnitId, role: 'lead' as const }];
  const draft = { planId, title: '排查燃气隐患', dueDay: `${year + 1}-01-31`, units };
  const { id, version } = await journal.send('task', now, (n) => n.office.call(tasks.addTask, draft, keys[1]));
  await journal.send('task.dispatch', now, (n) => n.office.call(tasks.dispatchTask, { id, version }, keys[2]));
  const [part] = (await now.office.call(tasks.task, { id })).assignments;
  if (!part) throw new Error('a dispatched task has no part');
  let seen = { id: part.id, version: part.version };
  const step = async (name: string, send: (n: Now, at: typeof seen) => Promise<{ version: number }>) => {
    const at = seen;
    seen = { ...at, version: (await journal.send(`task.${name}`, now, (n) => send(n, at))).version };
  };
  await step('acknowledge', (n, at) => n.handler.call(parts.acknowledge, at, keys[3]));
  await step('progress', (n, at) => n.handler.call(parts.progress, { ...at, progress: 50, note: '过半' }, keys[4]));
  await step('submit', (n, at) => n.handler.call(parts.submit, { ...at, note: '已完成' }, keys[5]));
  await step('accept', (n, at) => n.office.call(parts.acceptPart, at, keys[6]));
}

/** Four people from a sheet: a look at it, then all of them in one commit. */
async function importPeople({ journal, now, serial }: Lanes): Promise<void> {
  const rows = Array.from({ length: 4 }, () => serial()).map((n) => [`演练员${n}`, `drill${n}`]);
  const sheet = await writeWorkbook([{ name: '人员', header: ['姓名', '用户名'], rows }]);
  const { blobId } = await now.admin.call(importPreview, { kind: 'people' }, undefined, sheet);
  const key = newKey();
  await journal.send('import', now, (n) => n.admin.call(importRun, { kind: 'people', blobId }, key));
}

/** Refusals that say nothing about faults: somebody was faster, or too much came at once. */
const NORMAL = new Set([
  'conflict',
  'unavailable',
  'wrong_state',
  'rate_limited',
  'proof_invalid',
  'proof_spent',
  'not_signed_in',
]);
const isNormal = (error: unknown): boolean =>
  (error instanceof ApiError || error instanceof TipRefused) && NORMAL.has(error.code);

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Piece after piece, until the connection breaks or `over` says so. */
export async function lane(name: keyof typeof WORK, lanes: Lanes, over: () => boolean = () => false): Promise<void> {
  while (!over()) {
    try {
      await WORK[name]!(lanes);
      await pause(5);
    } catch (error) {
      if (isNormal(error)) continue;
      if (error instanceof Broken || codeOf(error) === 'offline') return;
      throw error;
    }
  }
}
