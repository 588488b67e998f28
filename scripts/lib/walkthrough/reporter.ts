import { statusView } from '../../../workers/contract/receipts.ts';
import type { Bytes } from '../../../workers/protocol/bytes.ts';
import { type SentTip, TipClient } from '../../../workers/protocol/client.ts';
import { formatReceipt } from '../../../workers/protocol/receipt.ts';
import { must, type Steps } from '../steps.ts';
import type { District } from './onboard.ts';

export const CANARY = '三号车间后门被铁链锁死，里面还有人上夜班';

const client = (url: string, district: District) => new TipClient(fetch, `${url}/${district.slug}/api`);

/** A tip as a person sends it: proof of work, keys, photo, sealing, all on this side; only ciphertext leaves. */
export function sendTip(url: string, district: District, photo: Uint8Array, steps: Steps): Promise<SentTip> {
  return steps.run(
    'a person sends a sealed tip with a photo',
    () =>
      client(url, district).send({
        text: { text: CANARY, place: '工业路 8 号', enterprise: '某某制品厂' },
        header: { category: 'fire', danger: true },
        photos: [{ bytes: photo as Bytes, mediaType: 'image/png' }],
      }),
    (sent) => `receipt ${formatReceipt(sent.receipt)}`,
  );
}

/** Back with the receipt alone. */
export async function showReceipt(url: string, district: District, sent: SentTip, steps: Steps): Promise<void> {
  await steps.run(
    'the reporter comes back with the receipt and sees it closed',
    async () => {
      const view = statusView.parse(await client(url, district).status(district.no, sent.receipt));
      must(view.found, 'the receipt was not found');
      const last = view.steps.at(-1);
      must(last?.done, 'the receipt does not show the hazard closed');
      return view;
    },
    (view) => view.steps.map((s) => s.label).join(' → '),
  );
  await steps.run('a wrong receipt is answered alike', async () => {
    const view = statusView.parse(await client(url, district).status(district.no, '1'.repeat(26)));
    must(!view.found, 'a wrong receipt was found');
  });
}
