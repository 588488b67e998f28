import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from '@playwright/test';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExpertFacts, evaluate } from '../../workers/protocol/eligibility.ts';
import { openBrowser } from '../support/browser.ts';
import { job, person, plainRule } from '../support/eligibility.ts';
import { usable } from './staff-steps.ts';

const root = resolve(import.meta.dirname, '../..');
let browser: Browser;
let script = '';
beforeAll(async () => {
  browser = await openBrowser();
  const entry = resolve(root, 'web/shared/expert-timeline.ts');
  const built = (await build({
    ...{ root, configFile: false, logLevel: 'silent', publicDir: false },
    build: { write: false, target: 'es2018', lib: { entry, formats: ['iife'], name: 'timeline', fileName: 't' } },
  })) as Rollup.RollupOutput[];
  script = built[0]!.output[0]!.code;
});
afterAll(() => browser.close());

const TODAY = '2026-11-22';
/** Everything a history can have: overlap, gap, part-time, another field, no proof, a day that is none, the future. */
const motley: ExpertFacts = person([
  job('2016-02-29', '2018-03-01', { employer: '枣庄市某化工设计研究院有限公司安全环保所' }),
  job('2017-09-01', '2018-09-01', { employer: '某化工厂' }),
  job('2019-06-01', '2021-06-01', { employer: '某职业学院', share: 50 }),
  job('2021-06-01', '2022-01-01', { employer: '某煤矿', field: 'mine' }),
  job('2022-01-01', '2024-01-01', { employer: '某安全评价公司', evidenced: false }),
  job('2021-02-30', '2022-01-01', { employer: '某厂' }),
  job('2025-01-01', null, { employer: '某应急技术中心', work: 'management' }),
]);

async function show(width: number, facts: ExpertFacts) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const css = readFileSync(resolve(root, 'web/shared/expert-timeline.css'), 'utf8');
  await page.setContent(
    `<!doctype html><html lang="zh-CN"><title>时间轴</title><style>body{margin:16px}${css}</style><main><h1>时间轴</h1><div id="at"></div></main>`,
  );
  await page.addScriptTag({ content: script });
  await page.evaluate(
    ([v, f]) => {
      const { expertTimeline } = (
        globalThis as unknown as { timeline: typeof import('../../web/shared/expert-timeline.ts') }
      ).timeline;
      document.getElementById('at')!.appendChild(expertTimeline(v, f));
    },
    [evaluate(plainRule, facts, TODAY), facts] as const,
  );
  return page;
}

test.each([375, 1440])('a motley history at %i px: drawn, told in words, and on paper', async (width) => {
  const page = await show(width, motley);
  await usable(page, `timeline ${width}`);
  const picture = page.getByRole('img', { name: /工作经历时间轴，共 7 段。合格年限/ });
  expect(await picture.locator('rect.xt-off').count()).toBe(6);
  // What counts, once in its own row and once in the sum; each overlap and gap in the sum alone.
  expect(await picture.locator('rect.xt-on').count()).toBe(6);
  expect(await picture.locator('rect.xt-share').count()).toBe(2);
  expect([await picture.locator('rect.xt-twice').count(), await picture.locator('rect.xt-gap').count()]).toEqual([
    1, 2,
  ]);
  expect(await page.getByText('今天', { exact: true }).count()).toBe(1);

  const items = page.getByRole('list').last().getByRole('listitem');
  expect(await items.count()).toBe(7);
  const said = await items.allInnerTexts();
  expect(said[2]).toContain('非全职，按 50% 计入 365 天');
  expect(said[3]).toContain('从事的领域与本库不符，不计');
  expect(said[4]).toContain('缺少证明材料，暂不计');
  expect(said[5]).toContain('起止日期或工作占比有误，不计');
  expect(said[6]).toContain('2025 年 1 月 1 日 — 至今');
  await page.getByText('✓ 符合入库条件').waitFor();
  await page.getByText('？须人工核对').waitFor();

  // No letters over the edge, and bars within the width.
  const out = await picture.evaluate((svg) => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('svg > text, svg > rect')].filter((e) => {
      const { left, right } = e.getBoundingClientRect();
      return left < box.left - 1 || right > box.right + 1;
    }).length;
  });
  expect(out).toBe(0);
  await page.emulateMedia({ media: 'print' });
  expect(await picture.isVisible()).toBe(true);
  await page.context().close();
});

test('enough, nearly enough, and nothing at all', async () => {
  const whole = await show(375, person([job('2010-01-01', null)]));
  await whole.getByText('✓ 符合入库条件').waitFor();
  const near = await show(375, person([job('2021-11-23', null)]));
  await near.getByRole('img', { name: '已计 4 年 364 天（1825 天），要求 5 年（1826 天）' }).waitFor();
  await near.getByText('2026-11-23 起符合').waitFor();
  await usable(near, 'nearly enough');
  const none = await show(375, person([]));
  await none.getByText('还没有填写工作经历。').waitFor();
  await usable(none, 'nothing');
  for (const page of [whole, near, none]) await page.context().close();
});
