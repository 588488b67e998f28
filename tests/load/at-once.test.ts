import { beforeAll, expect, inject, test } from 'vitest';
import { type Desk, signedIn } from '../../scripts/lib/demo/client.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { statusView } from '../../workers/contract/receipts.ts';
import { setSetting, settings } from '../../workers/contract/settings.ts';
import { desk as listTips } from '../../workers/contract/tip-desk.ts';
import { form } from '../../workers/contract/tips.ts';
import { TipClient } from '../../workers/protocol/client.ts';
import { envelopeDigest, newTipId } from '../../workers/protocol/compose.ts';

/** A demo district the browser tests leave alone: 33 more tips would push theirs off the first page. */
const SLUG = 'demo-county';
const url = inject('baseUrl');
const client = new TipClient(fetch, `${url}/${SLUG}/api`);
let officer: Desk;
let tenantNo: number;
beforeAll(async () => {
  officer = await signedIn(url, SLUG, 'tips');
  // So many in a minute would be a flood, and folded in the list.
  const admin = await signedIn(url, SLUG, 'admin');
  const { items } = await admin.call(settings, {});
  const version = items.find((s) => s.key === 'tip.flood')?.version ?? 0;
  await admin.call(setSetting, { key: 'tip.flood', value: { perMinute: 10_000, maxLevel: 1 }, version });
  tenantNo = (await officer.call(form, {})).tenant.no;
});

/** Everything behind every page. */
async function all<T>(page: (cursor?: string) => Promise<{ items: T[]; next: string | null }>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const got = await page(cursor);
    items.push(...got.items);
    if (got.next === null) return items;
    cursor = got.next;
  }
}
const tipHazards = () => all((cursor) => officer.call(hazards.queue, { source: 'tip', limit: 100, cursor }));
const tips = () => all((cursor) => officer.call(listTips, { limit: 100, cursor }));

test('32 people press at the same instant: 32 receipts, 32 hazards, none of them twice', async () => {
  const prepared = [];
  for (let i = 0; i < 32; i++) prepared.push(await client.prepare({ text: { text: `第 ${i} 件` } }));
  const [before, known] = [await tipHazards(), await tips()];
  const from = performance.now();
  const answers = await Promise.all(prepared.map(({ payload }) => client.post(payload, newTipId())));
  const took = performance.now() - from;
  expect(answers.map((a) => a.digest)).toEqual(
    await Promise.all(prepared.map(({ payload }) => envelopeDigest(payload.envelope))),
  );
  expect(new Set(answers.map((a) => a.digest)).size).toBe(32);
  expect(new Set(answers.map((a) => a.proof)).size).toBe(32);
  // A person waits for this with the thumb on the glass.
  expect(took).toBeLessThan(10_000);

  const after = await tipHazards();
  expect(after.length - before.length).toBe(32);
  expect(new Set(after.map((h) => h.number)).size).toBe(after.length);
  const fresh = (await tips()).filter((tip) => !known.some((old) => old.id === tip.id));
  expect(fresh.map((tip) => tip.id).sort()).toEqual(prepared.map(({ payload }) => payload.id).sort());
  expect(new Set(fresh.map((tip) => tip.hazardNumber)).size).toBe(32);
  for (const [i, { receipt }] of prepared.entries()) {
    const view = statusView.parse(await client.status(tenantNo, receipt));
    expect(view).toMatchObject({ found: true, digest: answers[i]?.digest, proof: answers[i]?.proof });
  }
});

test('one tip pressed eight times at once is one tip with eight equal answers', async () => {
  const { payload } = await client.prepare();
  const before = (await tipHazards()).length;
  const key = newTipId();
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.post(payload, key)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await tipHazards()).length).toBe(before + 1);
  expect((await tips()).filter((tip) => tip.id === payload.id)).toHaveLength(1);
});
