import { expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';

const baseUrl = inject('baseUrl');

test('the API documentation shows every group of routes, from our own files, within its content policy', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ locale: 'zh-CN' });
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(baseUrl) && !request.url().startsWith('data:')) troubles.push(request.url());
    });
    await page.goto(`${baseUrl}/api/docs`);
    await page.locator('.opblock-tag').first().waitFor();
    expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(15);
    await page.locator('.opblock-tag').first().click();
    await page.locator('.opblock').first().click();
    await page.getByText('谁可以调用').first().waitFor();
    expect(troubles).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('the document is OpenAPI 3.1 and names the paths of the running system', async () => {
  const answer = await fetch(`${baseUrl}/api/openapi.json`);
  expect(answer.headers.get('content-type')).toContain('application/json');
  const document = (await answer.json()) as { openapi: string; paths: Record<string, unknown> };
  expect(document.openapi).toBe('3.1.0');
  const response = await fetch(`${baseUrl}/platform/api/directory`);
  expect(response.status).toBe(200);
  expect(document.paths).toHaveProperty(['/platform/api/directory']);
});
