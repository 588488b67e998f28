import type { Context } from 'hono';
import { ERRORS } from '../../../contract/errors.ts';
import { PLAIN_BYTES, PLAIN_PHOTOS, plainTip } from '../../../contract/plain.ts';
import type { Ctx } from '../../../domain/context.ts';
import { DomainError } from '../../../domain/errors.ts';
import { tipForm } from '../../../domain/tips/form.ts';
import { sendPlain } from '../../../domain/tips/plain.ts';
import { plainReceipt, plainReply } from '../../../domain/tips/plain-receipt.ts';
import { newTicket } from '../../../domain/tips/plain-ticket.ts';
import { readBytes } from '../../../http/body.ts';
import type { Opener } from '../../../http/opener.ts';
import { MESSAGE_TEXT_MAX } from '../../../protocol/messages.ts';
import { newReceipt, parseReceipt, receiptKind } from '../../../protocol/receipt.ts';
import { plainAnswerPage, plainAskPage } from './plain-receipt.ts';
import { plainClosedPage, plainTakenPage, plainTipPage } from './plain-tip.ts';

const SENTENCES: Record<string, string> = {
  track: '请选一种举报方式。',
  category: '请选最接近的一类；拿不准就选“其他”。',
  danger: '请选现在是不是正有危险。',
  casualty: '请选有没有人受伤或死亡；不知道就选“否”。',
  aboutOffice: '请选一项；不知道就选“否”。',
  place: '请写具体地点，否则派去的人找不到。',
  text: '请写几句您看到的情况。',
  name: '您选了留姓名，请填写；不想留，改选匿名。',
  contact: '请填电话；不想留，改选匿名。',
};

/** The two pages that work without script: the form, and the look at a receipt. Nothing typed is written down in clear. */
export async function plainTipDoor(c: Context, opener: Opener, ctx: Ctx): Promise<Response> {
  const { platform } = opener;
  const ready = await tipForm(ctx).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'no_role_key') return undefined;
    throw error;
  });
  if (!ready) return plainClosedPage(platform, ctx.tenant);
  const blank = async (values: Record<string, string>, errors: Record<string, string>, notice: string) =>
    plainTipPage(platform, ctx.tenant, {
      ...{ form: ready, values, errors, notice },
      ticket: values.ticket || (await newTicket(ctx)),
      receipt: values.receipt || newReceipt(2),
    });
  if (c.req.method === 'GET') return blank({}, {}, '');
  const arrivals = await opener.limit('tip', `t${ctx.tenant.no}`, c.req.raw);
  let values: Record<string, string> = {};
  try {
    const sent = await fields(c);
    values = sent.values;
    const parsed = plainTip.safeParse(values);
    const errors = parsed.success ? {} : errorsOf(parsed.error.issues.map((issue) => String(issue.path[0])));
    if (sent.photos.length > PLAIN_PHOTOS) errors.photos = `最多 ${PLAIN_PHOTOS} 张。`;
    if (!parsed.success || Object.keys(errors).length > 0) {
      const lost = !values.receipt || 'ticket' in errors || 'receipt' in errors;
      return await blank(lost ? { ...values, ticket: '', receipt: '' } : values, errors, '');
    }
    const outcome = await sendPlain(ctx, parsed.data, sent.photos, arrivals);
    if (outcome.kind === 'taken') return await plainTakenPage(platform, ctx.tenant, parsed.data.receipt, outcome.proof);
    if (outcome.kind === 'early') {
      const notice = `现在提交的人多，请等 ${outcome.seconds} 秒再按“提交”。您写的内容都在，照片要重新选。`;
      return await blank(values, {}, notice);
    }
    return await blank({ ...values, ticket: '' }, {}, '页面停留太久，请再按一次“提交”。内容都在，照片要重新选。');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return blank(values, {}, ERRORS[error.code][1]);
  }
}

function errorsOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, SENTENCES[name] ?? '请检查这一项。']));
}

/** @throws `too_large`, `bad_request` */
async function fields(c: Context): Promise<{ values: Record<string, string>; photos: Uint8Array[] }> {
  const type = c.req.header('content-type') ?? '';
  const bytes = await readBytes(c.req.raw, PLAIN_BYTES);
  const form = await new Response(bytes as BodyInit, { headers: { 'content-type': type } }).formData().catch(() => {
    throw new DomainError('bad_request');
  });
  const values: Record<string, string> = {};
  const photos: Uint8Array[] = [];
  for (const [name, value] of form as unknown as Iterable<[string, string | File]>) {
    if (typeof value === 'string') values[name] = value;
    else if (name === 'photos' && value.size > 0) photos.push(new Uint8Array(await value.arrayBuffer()));
  }
  return { values, photos };
}

const UNKNOWN = '没有找到这个回执码。请一组一组对一遍；也可能不是在这个地区举报的。';

export async function plainReceiptDoor(c: Context, opener: Opener, ctx: Ctx): Promise<Response> {
  const { platform } = opener;
  const ask = (error = '') => plainAskPage(platform, ctx.tenant, error);
  if (c.req.method === 'GET') return ask();
  await opener.limit('receipt', `t${ctx.tenant.no}`, c.req.raw);
  const sent = new URLSearchParams(new TextDecoder().decode(await readBytes(c.req.raw, 64 * 1024)));
  const receipt = parseReceipt(sent.get('code') ?? '');
  if (!receipt) return ask('回执码是 28 位数字，有一位对不上，请一组一组再核对一遍。');
  if (receiptKind(receipt) === 1) return ask('这是 26 位的回执码，只能在能运行脚本的浏览器里查。');
  const text = (sent.get('reply') ?? '').trim().slice(0, MESSAGE_TEXT_MAX);
  let [notice, kept] = ['', ''];
  if (text) {
    try {
      const kind = sent.get('retaliation') === 'yes' ? 'retaliation' : 'message';
      if (!(await plainReply(ctx, receipt, text, kind))) return await ask(UNKNOWN);
      notice = '已加密发出。';
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      [notice, kept] = [ERRORS[error.code][1], text];
    }
  }
  const answer = await plainReceipt(ctx, receipt);
  return answer.status.found ? plainAnswerPage(platform, ctx.tenant, { receipt, answer, notice, kept }) : ask(UNKNOWN);
}
