import { toBase64 } from '../../workers/protocol/bytes.ts';
import { deriveReceipt, formatReceipt, newReceipt } from '../../workers/protocol/receipt.ts';
import { openReporterKeys, rewrapReporterKeys } from '../../workers/protocol/reporter-keys.ts';
import { ask, Refused, sentence } from './api.ts';
import { $, newKey } from './dom.ts';
import { showCode } from './receipt-card.ts';
import type { Session } from './session.ts';

/**
 * Another code for the same tip. The old one counts until the new one has been written down and asked back, so that whoever
 * closes the page halfway has lost nothing.
 */
export async function renew(session: Session): Promise<void> {
  const { api, no, view, wrap } = session;
  $('change-note').textContent = '正在手机里生成新码，要几秒钟……';
  const secret = await openReporterKeys(wrap, no, view);
  const receipt = newReceipt();
  const keys = await deriveReceipt(receipt, no);
  const reporterWrapped = await rewrapReporterKeys(keys.wrap, no, view.reporterPublic, secret);
  const { locator, auth } = keys;
  const body = { token: view.token, locator: toBase64(locator), auth: toBase64(auth), reporterWrapped };
  const key = newKey();
  let perhaps = false;
  $('change-note').textContent = '';
  showCode(formatReceipt(receipt), $('new-code'), ['answer', 'receipt', 'asked', 'end'], async () => {
    try {
      await ask(`${api}/receipt/replace`, body, key);
    } catch (error) {
      perhaps = perhaps || !(error instanceof Refused) || /^(offline|internal)$/.test(error.refusal.code);
      const both = '没有收到答复，两个码都请先留着。再按一次；还不行，就用新码查查看，查不到再用旧码。';
      const over = error instanceof Refused && error.refusal.code === 'receipt_expired';
      if (over) throw new Error(perhaps ? both : '超过了十分钟，没有换成，旧码仍然有效。请重新查询后再换。');
      throw new Error(perhaps ? both : `${sentence(error)}旧码仍然有效。`);
    }
  });
}
