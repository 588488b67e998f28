import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { choose, desk, picture, take, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const DAY = 86_400_000;
const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
const today = local(Date.now());

type Scope = Page | ReturnType<Page['getByRole']>;
/** Types a day into a picker. */
async function pick(scope: Scope, label: string, day: string): Promise<void> {
  const field = scope.getByLabel(label, { exact: true });
  await field.evaluate((el) => el.removeAttribute('readonly'));
  await field.fill(day);
  await field.press('Tab');
}

/** Opens a list without a search field. */
async function option(page: Page, dialog: Scope, label: string, word: string): Promise<void> {
  await dialog.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: word }).first().click();
}

test('an award: a programme out of a checklist, applied for on a phone, reviewed, granted, looked at again', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/awards?tab=programmes');
  await page.getByRole('button', { name: '新建创建项目' }).click();
  const editor = page.getByRole('dialog');
  await editor.getByLabel('项目名称').fill('安全发展示范单位');
  await choose(page, '创建标准（检查表模板）', '人员密集场所消防检查');
  await editor.getByLabel('依据').fill('区安委办〔2026〕8号');
  await usable(page, 'programme 1440');
  await editor.getByRole('button', { name: '保存' }).click();
  await page.getByText('安全发展示范单位').waitFor();

  const unit = await desk(browser, baseUrl, 'unit', 375);
  await unit.go('/awards?tab=programmes');
  await unit.page
    .getByRole('row')
    .filter({ hasText: '安全发展示范单位' })
    .getByRole('button', { name: '申报' })
    .click();
  const form = unit.page.getByRole('dialog');
  for (const group of await form.getByRole('radiogroup').all()) await group.getByText('达标', { exact: true }).click();
  await form.getByLabel('创建情况').fill('对照标准逐条整改，已全部达标。');
  await usable(unit.page, 'application 375');
  await form.getByRole('button', { name: '提交申报' }).click();
  await unit.page.getByText('待评审').waitFor();
  await usable(unit.page, 'award 375');
  const path = new URL(unit.page.url()).pathname.split('/console')[1]!;

  await office.go(path);
  await take(page, '评审', async (dialog) => {
    await dialog.getByLabel('得分（百分制）').fill('95');
    await dialog.getByLabel('意见').fill('符合标准，同意命名。');
  });
  await take(page, '命名发证', async (dialog) => {
    await dialog.getByLabel('证书编号').fill(`SF-${Date.now()}`);
    await pick(dialog, '命名日期', today);
  });
  await page.getByText('已命名').waitFor();
  await page.getByText('下次回头看').waitFor();
  await usable(page, 'award 1440');
  await take(page, '“回头看”合格', async (dialog) => {
    await pick(dialog, '“回头看”日期', today);
    await dialog.getByLabel('意见').fill('保持良好。');
  });
  await page.getByText('上次回头看').waitFor();
  await office.go('/awards?tab=recheck');
  await page.getByRole('row').filter({ hasText: '安全发展示范单位' }).waitFor();
  await usable(page, 'rechecks 1440');
  expect([...office.troubles, ...unit.troubles]).toEqual([]);
  await unit.close();
  await office.close();
});

test('an accident: its report split into measures, made tasks, each judged with what shows it, concluded, made public', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/accident-reviews');
  await page.getByRole('button', { name: '登记事故调查报告' }).click();
  const editor = page.getByRole('dialog');
  await editor.getByLabel('事故名称').fill('某工地坍塌事故');
  await pick(editor, '事故日期', local(Date.now() - 90 * DAY));
  await pick(editor, '报告批复日期', local(Date.now() - 20 * DAY));
  await editor.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '某工地坍塌事故' }).waitFor();

  await page.getByRole('button', { name: '录入整改措施' }).click();
  const list = page.getByRole('dialog');
  const due = new Date(Date.now() + 40 * DAY);
  const until = `${due.getFullYear()}年${due.getMonth() + 1}月底前`;
  await list.getByLabel('报告文字').fill(`（一）全面排查在建工程脚手架，${until}完成。\n（二）开展警示教育。`);
  await list.getByRole('button', { name: '拆成措施' }).click();
  await list.getByLabel('措施 2', { exact: true }).waitFor();
  await choose(page, '措施 1 责任单位', '应急');
  await usable(page, 'measures 1440');
  await list.getByRole('button', { name: '保存措施' }).click();
  await page.getByText('共 2 项措施，已评估 0 项').waitFor();
  await take(page, '生成整改任务', async () => undefined);
  await page.getByRole('link', { name: '整改任务计划' }).waitFor();
  await page.getByRole('link', { name: '任务：草稿' }).waitFor();

  for (const [i, verdict] of ['已落实', '部分落实'].entries()) {
    await page.getByRole('button', { name: '评估', exact: true }).first().click();
    const form = page.getByRole('dialog');
    await form.getByText(verdict, { exact: true }).click();
    await form.getByLabel('评估情况').fill(`现场核查第 ${i + 1} 项。`);
    if (i === 0) {
      await form.locator('input[type=file]').setInputFiles(picture('现场.png'));
      await form.getByText('已传 1 个').waitFor();
    }
    await form.getByRole('button', { name: '保存评估' }).click();
    await page.getByText(`已评估 ${i + 1} 项`).waitFor();
  }
  await page.getByRole('button', { name: '佐证材料（图片）' }).waitFor();
  await take(page, '形成评估结论', async (dialog) => {
    await option(page, dialog, '评估结论', '基本落实');
    await dialog.getByLabel('说明').fill('总体落实较好，警示教育尚有两家企业未完成。');
  });
  await take(page, '登记向社会公开', async (dialog) => pick(dialog, '公开日期', today));
  await page.getByText('已公开').waitFor();
  await usable(page, 'accident 1440');
  await page.setViewportSize({ width: 375, height: 812 });
  await usable(page, 'accident 375');
  expect(office.troubles).toEqual([]);
  await office.close();
});

test('what a unit has for safety, filled in by itself; a case registered and referred', async () => {
  const unit = await desk(browser, baseUrl, 'housing', 375);
  await unit.go('/unit-profiles');
  await unit.page.getByRole('button', { name: '区国土住建局' }).click();
  await unit.page.getByRole('button', { name: '填报' }).click();
  const form = unit.page.getByRole('dialog').filter({ hasText: '是否设立安全管理机构' }).last();
  await form.getByText('已设立', { exact: true }).click();
  await form.getByLabel('机构名称').fill('安全生产科');
  await form.getByLabel('专职人数').fill('3');
  await usable(unit.page, 'profile 375');
  await form.getByRole('button', { name: '保存' }).click();
  await unit.page.getByText('安全生产科').first().waitFor();

  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/unit-profiles');
  await page.getByText(/全覆盖 \d+\/\d+/).waitFor();
  await usable(page, 'profiles 1440');
  await office.go('/criminal-cases');
  await page.getByRole('button', { name: '登记案件' }).click();
  const editor = page.getByRole('dialog');
  await editor.getByLabel('案号（登记编号）').fill(`刑-${Date.now()}`);
  await pick(editor, '发现日期', local(Date.now() - 5 * DAY));
  await editor.getByLabel('涉案单位（企业）').fill('某化工有限公司');
  await choose(page, '涉嫌罪名', '危险作业罪');
  await usable(page, 'case editor 1440');
  await editor.getByRole('button', { name: '保存' }).click();
  await page.getByText('涉嫌危险作业罪').waitFor();
  await take(page, '移送', async (dialog) => {
    await option(page, dialog, '移送机关', '公安机关');
    await pick(dialog, '日期', today);
  });
  await page.getByText('已移送').waitFor();
  await office.go('/criminal-cases?tab=bulletin');
  await page.getByRole('cell', { name: '合计' }).waitFor();
  await usable(page, 'bulletin 1440');
  expect([...office.troubles, ...unit.troubles]).toEqual([]);
  await unit.close();
  await office.close();
});
