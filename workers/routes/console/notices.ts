import * as contract from '../../contract/notice-desk.ts';
import { DomainError } from '../../domain/errors.ts';
import { confirmNotice } from '../../domain/notice-desk/confirm.ts';
import { listNotices, oneNotice } from '../../domain/notice-desk/list.ts';
import { readFile, readPasted } from '../../domain/notice-desk/read.ts';
import { tooLong } from '../../domain/notice-desk/refused.ts';
import { discardNotice, saveNotice } from '../../domain/notice-desk/save.ts';
import { readBytes } from '../../http/body.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const noticeRoutes: readonly Bound[] = [
  bind(contract.readNotice, (ctx, input) => readPasted(ctx, input)),
  bind(contract.uploadNotice, async (ctx, input, { request }) => readFile(ctx, input, await file(request))),
  bind(contract.notices, (ctx, input) => listNotices(ctx, input)),
  bind(contract.noticeOne, (ctx, { id }) => oneNotice(ctx, id)),
  bind(contract.saveNotice, (ctx, input) => saveNotice(ctx, input)),
  bind(contract.confirmNotice, (ctx, input) => confirmNotice(ctx, input)),
  bind(contract.discardNotice, (ctx, input) => discardNotice(ctx, input)),
];

async function file(request: Request): Promise<Uint8Array> {
  try {
    return await readBytes(request, contract.MAX_NOTICE_FILE);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'too_large') throw error;
    throw tooLong('file', '文件超过 5 MB。请去掉图片后另存为 .docx，或把通知正文复制后粘贴。');
  }
}
