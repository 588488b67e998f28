import { expect, test } from 'vitest';
import * as api from '../../workers/contract/hazards.ts';
import { addUnit, people } from '../../workers/contract/people.ts';
import { directory, suspend } from '../../workers/contract/platform.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import { readRows } from '../../workers/ports/excel.ts';
import { district } from '../support/hazards.ts';
import { HOSTILE, SCRIPT, SQL } from '../support/hostile.ts';
import { anyone, operator } from '../support/operator.ts';
import { app, mintTenant, platform } from '../support/world.ts';

/** Texts that a person may well write, and that must come back as they were written. */
const TEXTS = HOSTILE.filter((v) => typeof v === 'string' && v.trim().length > 1 && v.length <= 80 && v.isWellFormed());

test('SQL, script, paths and formulas in a hazard’s texts are kept to the letter and do nothing', async () => {
  const d = await district();
  expect(TEXTS.length).toBeGreaterThan(4);
  for (const text of TEXTS as string[]) {
    const { id } = await d.report({ title: text, description: text, address: text, enterprise: text });
    const row = await d.one(id);
    expect([row.title, row.description, row.address, row.enterprise]).toEqual([text, text, text, text]);
    await d.office.call(api.confirm, { id, version: 1, level: 'general', sector: SQL.slice(0, 40), note: text });
    await d.office.call(api.assign, { id, version: 2, unitId: d.bureau, watcher: text.slice(0, 60), note: text });
    const { items } = await d.office.call(api.events, { id });
    expect(items.map((e) => e.data.note).filter(Boolean)).toEqual([text, text]);
    const { sector, watcher } = await d.one(id);
    expect([sector, watcher]).toEqual([SQL.slice(0, 40), text.slice(0, 60)]);
  }
  await drainOutbox(await d.ctx());
  const all = await d.office.call(api.queue, {});
  expect(all.items.map((r) => r.title)).toEqual([...TEXTS].reverse());
  for (const q of [SQL, SCRIPT, '"', '" OR v MATCH "x', 'a* NEAR b', '-', '(', '%', '_']) {
    const found = await d.office.call(api.queue, { q });
    expect(found.items.every((r) => TEXTS.includes(r.title))).toBe(true);
  }
  for (const q of ['%', '_', '"', "' OR 1=1 --"]) {
    expect([q, (await d.office.call(people, { q })).items]).toEqual([q, []]);
  }
  expect((await d.office.call(api.queue, { q: SQL })).items.map((r) => r.title)).toEqual([SQL]);

  // A spreadsheet that ran a cell of ours as a formula would carry the script to the clerk's desk.
  const response = await d.office.send(api.exportQueue, {});
  const sheet = await readRows(new Uint8Array(await response.arrayBuffer()), 100, 20);
  const formula = TEXTS.find((text) => String(text).startsWith('=')) as string;
  expect(sheet.flat().some((cell) => String(cell).endsWith(formula))).toBe(true);
});

test('one name may hold what another may not be made of', async () => {
  const d = await district();
  const admin = await d.person(['tenant_admin']);
  const unit = { kind: 'department', name: SQL, shortName: '局' } as const;
  expect(await admin.call(addUnit, unit)).toMatchObject({ name: SQL });
  await expect(admin.call(addUnit, unit)).rejects.toThrow('409 name_taken');
  expect((await admin.call(addUnit, { ...unit, name: SCRIPT })).name).toBe(SCRIPT);
});

test('public pages show a district’s name and notice as text, and a search as what was typed', async () => {
  const world = await mintTenant();
  const page = async (path: string) => {
    const response = await app.fetch(new Request(`http://anshao.test${path}`));
    expect(response.status).toBeLessThan(600);
    return { text: await response.text(), csp: response.headers.get('content-security-policy') ?? '' };
  };
  await platform.directory
    .prepare('UPDATE tenant SET name = ?, short_name = ? WHERE id = ?')
    .bind(SCRIPT, SCRIPT, world.no)
    .run();
  const paths = [`/${world.slug}`, `/${world.slug}/tip`, `/${world.slug}/receipt`, `/${world.slug}/poster`];
  const shown = [];
  for (const path of [...paths, `/${world.slug}/console`, `/?q=${encodeURIComponent(SCRIPT)}`])
    shown.push(await page(path));
  await (await operator()).call(suspend, { no: world.no, reason: '演练', notice: SCRIPT });
  shown.push(await page(`/${world.slug}`), await page(`/${world.slug}/tip`));
  for (const { text, csp } of shown) {
    expect(text).not.toContain('<script>alert');
    expect(csp).toMatch(/script-src|default-src 'none'/);
    expect(csp).not.toMatch(/script-src[^;]*unsafe-inline/);
  }
  expect(shown.at(-1)?.text).toContain('&lt;script&gt;');
  expect((await anyone.call(directory, { q: '%_' })).items).toEqual([]);
});
