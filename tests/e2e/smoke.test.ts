import { expect, inject, test } from 'vitest';

test('the built system answers on the address it was given', async () => {
  const response = await fetch(`${inject('baseUrl')}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok' });
});
