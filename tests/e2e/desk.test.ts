import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { comeBack, report } from './desk-reporter.ts';
import { choose, desk, openSealed, unlock, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a page is opened at one press, searched here, walked by keyboard; two tips of one matter are merged', async () => {
  const words = { place: '锦绣路9号', enterprise: '枣庄锦绣木业有限公司' };
  const receipts = [
    await report(baseUrl, { text: { ...words, text: '锦绣木业的喷漆房没有通风，气味很大，灯也不是防爆的。' } }),
    await report(baseUrl, { text: { ...words, text: '锦绣木业喷漆房里没有通风设备，灯不是防爆灯，气味呛人。' } }),
  ];
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'tips');
  await go('/tips');
  await page.getByText('已加密').first().waitFor();
  await usable(page, 'desk, sealed');
  await page.getByRole('button', { name: '解密本页并检索' }).click();
  await unlock(page);
  await page.getByText('本页已解密').waitFor();
  await page.getByLabel('在已解密的举报里查找').fill('防爆灯');
  const hits = page.locator('tbody tr[tabindex]');
  await hits.filter({ hasText: '没有通风，气味' }).waitFor({ state: 'detached' });
  const found = await hits.allTextContents();
  expect([found.length > 0, found.filter((row) => !row.includes('灯不是防爆灯'))]).toEqual([true, []]);
  await page.getByLabel('在已解密的举报里查找').fill('');
  await page.locator('tbody tr[tabindex]').nth(1).waitFor();
  await page.getByRole('heading', { name: /可能是同一件事/ }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.matches('tbody tr[tabindex]:nth-of-type(n+2)'))).toBe(true);

  const pair = page.locator('li').filter({ hasText: '喷漆房' }).filter({ hasText: '文字相似' }).first();
  expect(await pair.textContent()).toContain('企业名称相同');
  await pair.getByRole('button', { name: '对照并案' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.locator('.sealed-text').count()).toBe(2);
  await usable(page, 'merge');
  await dialog.getByRole('button', { name: '并案', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(troubles).toEqual([]);
  await close();
  for (const receipt of receipts) expect((await comeBack(baseUrl, receipt)).view.found).toBe(true);
});

test('a copied sentence stops the brief until it is rewritten; what must stay is answered for', async () => {
  const text = '昨天夜里两点看到罐车往雨水井里倒东西，车身写着运输公司的名字。';
  await report(baseUrl, { text: { text, place: '北环路桥下' } });
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'tips');
  await go('/tips');
  await openSealed(page, '罐车往雨水井');
  await page.getByRole('button', { name: '写转办摘要' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('隐患名称').fill('雨水井倾倒不明液体');
  await dialog.getByLabel('情况（用自己的话写）').fill('夜里两点看到罐车往雨水井里倒东西，值班人员未制止。');
  await dialog.getByText(/与原文连续 \d+ 个字相同/).waitFor();
  for (const line of await dialog.locator('#checked input, .ant-checkbox-group input').all()) await line.check();
  await usable(page, 'brief');
  await dialog.getByRole('button', { name: '认定并转入隐患清单' }).click();
  await dialog.getByRole('alert').filter({ hasText: '可能暴露举报人' }).last().waitFor();
  await dialog.getByLabel('情况（用自己的话写）').fill('有运输车辆向雨水井倾倒液体，值班人员未制止。');
  await dialog.getByText(/与原文连续/).waitFor({ state: 'detached' });
  await dialog.getByLabel('必须写，且不会让人认出举报人').check();
  await dialog.getByRole('button', { name: '认定并转入隐患清单' }).click();
  await page.getByRole('link', { name: /已认定/ }).waitFor();
  expect(troubles).toEqual([]);
  await close();
});

test('a call is written down and sealed; its receipt has to be changed at first use', async () => {
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'tips');
  await go('/tips/enter');
  await choose(page, '最接近哪一类', '燃气');
  await page.getByLabel('具体地点').fill('新城小区3号楼');
  await page.getByLabel('看到了什么').fill('楼道里闻到燃气味，打电话来的人说已经三天。');
  await usable(page, 'enter');
  await page.getByRole('button', { name: '加密并提交' }).click();
  const slip = page.getByTestId('slip');
  await slip.waitFor();
  expect(await slip.textContent()).not.toMatch(/枣庄|高新区/);
  const receipt = (await slip.locator('b').allTextContents()).join('');
  await usable(page, 'slip');
  await page.getByLabel('已交给举报人').check();
  await page.getByRole('button', { name: '完成，不再显示' }).click();
  await page.getByRole('button', { name: '解密本页并检索' }).waitFor();
  expect(troubles).toEqual([]);
  await close();
  const { view } = await comeBack(baseUrl, receipt);
  expect([view.found, view.channel, view.mustChange]).toEqual([true, 'phone', true]);
});

test('officer and reporter talk: a question from the list, an answer, the mark, a photo-less reply', async () => {
  const receipt = await report(baseUrl, { text: { text: '仓库后门常年上锁，钥匙在库管手里。' } });
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'tips');
  await go('/tips');
  await openSealed(page, '仓库后门常年上锁');
  await page.getByLabel('询问模板').click();
  await page.getByLabel('询问模板').press('Enter');
  const asked = await page.getByLabel('答复或询问').inputValue();
  await page.getByRole('button', { name: '加密发出' }).click();
  await page
    .locator('.talk-text')
    .filter({ hasText: asked.slice(0, 10) })
    .waitFor();

  const reporter = await comeBack(baseUrl, receipt);
  expect(await reporter.read()).toEqual([asked]);
  await reporter.reply('在西侧第二个门，每天下午都锁。');
  await page.getByRole('link', { name: '回到列表' }).click();
  await page.getByLabel('有新消息').check();
  await page.locator('tbody tr[tabindex]').filter({ hasText: '仓库后门' }).first().click();
  await page.locator('.talk-text').filter({ hasText: '在西侧第二个门' }).waitFor();
  await page.getByLabel('答复或询问').fill('已安排，库管夜班交接时核对。');
  await page.getByText('必须写，且不会让人认出举报人').first().waitFor();
  expect(await page.getByRole('button', { name: '加密发出' }).isDisabled()).toBe(true);
  await page.getByLabel('答复或询问').fill('收到，我们会在近期现场核查。');
  await page.getByRole('button', { name: '加密发出' }).click();
  await page.locator('.talk-text').filter({ hasText: '现场核查' }).waitFor();
  await usable(page, 'tip');
  expect((await reporter.read())[0]).toBe('收到，我们会在近期现场核查。');
  expect(troubles).toEqual([]);
  await close();
});

test('a sealed name is opened by two custodians together, each in a browser of their own', async () => {
  const text = { text: '打磨车间没有除尘设备，粉尘很厚。', name: '钱小雨', contact: '13900002222' };
  await report(baseUrl, { header: { track: 'sealed_name' }, text });
  const officer = await desk(browser, baseUrl, 'tips');
  await officer.go('/tips');
  await openSealed(officer.page, '打磨车间没有除尘');
  expect(await officer.page.content()).not.toContain('钱小雨');
  await officer.page.getByRole('button', { name: '申请调取姓名' }).click();
  await officer.page.getByLabel('理由', { exact: true }).fill('需当面核实粉尘清理记录，线上问不清楚');
  await officer.page.getByRole('dialog').getByRole('button', { name: '申请调取姓名' }).click();
  await officer.page.getByText('姓名保管未同意，纪检监察未同意').waitFor();

  for (const login of ['custodian', 'discipline']) {
    const custodian = await desk(browser, baseUrl, login);
    await custodian.go('/identity');
    await unlock(custodian.page);
    await custodian.page.getByText('需当面核实粉尘清理记录').first().waitFor();
    await usable(custodian.page, 'identity');
    await custodian.page.getByRole('button', { name: /^同意/ }).first().click();
    await custodian.page.getByRole('button', { name: '同意，封给申请人' }).click();
    await custodian.page.getByText('等我决定（0）').waitFor();
    expect(await custodian.page.content()).not.toContain('钱小雨');
    expect(custodian.troubles).toEqual([]);
    await custodian.close();
  }
  await officer.page.getByRole('link', { name: '回到列表' }).click();
  await officer.page.locator('tbody tr[tabindex]').filter({ hasText: '打磨车间' }).first().click();
  await officer.page.getByRole('button', { name: '打开姓名' }).click();
  await officer.page.getByRole('button', { name: '现在打开' }).click();
  expect(await officer.page.getByTestId('identity').textContent()).toContain('钱小雨');
  await officer.page.getByRole('button', { name: '看完，关闭' }).click();
  await officer.page.getByText('已打开').first().waitFor();
  expect(officer.troubles).toEqual([]);
  await officer.close();
});

test('a tip about the officer’s own unit is handed to discipline inspection, which alone can open it then', async () => {
  const receipt = await report(baseUrl, { text: { text: '应急管理局的人提前通知企业来检查，企业都收拾好了。' } });
  const officer = await desk(browser, baseUrl, 'tips');
  await officer.go('/tips');
  await openSealed(officer.page, '提前通知企业来检查');
  await officer.page.getByRole('button', { name: '回避，移送纪检' }).click();
  await officer.page.getByRole('button', { name: '转封并移交' }).click();
  await officer.page.getByRole('button', { name: '解密本页并检索' }).waitFor();
  expect(officer.troubles).toEqual([]);
  await officer.close();

  const discipline = await desk(browser, baseUrl, 'discipline');
  await discipline.go('/tips');
  await openSealed(discipline.page, '提前通知企业来检查');
  expect(discipline.troubles).toEqual([]);
  await discipline.close();
  expect((await comeBack(baseUrl, receipt)).view.found).toBe(true);
});

test('another district’s matter is sealed anew to it; the reporter reads the new code, which must be changed', async () => {
  const receipt = await report(baseUrl, { text: { text: '老家矿上晚上偷着放炮，山上裂缝越来越大。' } });
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'tips');
  await go('/tips');
  await openSealed(page, '晚上偷着放炮');
  await page.getByRole('button', { name: '移送外地' }).click();
  await choose(page, '移送到', '旬阳');
  await page.getByLabel('移送理由').fill('事项在旬阳市辖区');
  await usable(page, 'move');
  await page.getByRole('button', { name: '加密并移送' }).click();
  await page.getByText('已移送').first().waitFor();
  expect(troubles).toEqual([]);
  await close();
  const [told] = await (await comeBack(baseUrl, receipt)).read();
  const code = /：([\d ]{26,})/.exec(told!)![1]!.replace(/ /g, '');
  const { view } = await comeBack(baseUrl, code, 'xunyang');
  expect([view.found, view.channel, view.mustChange]).toEqual([true, 'moved', true]);
});
