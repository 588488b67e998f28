import { expect, inject, test } from 'vitest';

const url = inject('baseUrl');
const MB = 1024 * 1024;

test('ten megabytes over a real socket, announced or in chunks, twelve at once: a sentence each, and the server goes on', async () => {
  const announced = () => new Uint8Array(10 * MB).fill(32);
  const chunked = () =>
    new ReadableStream({
      start(controller) {
        for (let i = 0; i < 11; i++) controller.enqueue(new Uint8Array(MB).fill(32));
        controller.close();
      },
    });
  const send = async (path: string, body: Uint8Array<ArrayBuffer> | ReadableStream) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const response = await fetch(`${url}/demo-county/api${path}`, init);
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => send('/tips', i % 2 ? announced() : chunked())),
  );
  expect(answers).toEqual(Array.from({ length: 12 }, () => [413, 'too_large']));
  // A photo sent when the sign-in has just run out: 401 makes the page renew it, a broken connection would not.
  const late = await Promise.all(Array.from({ length: 6 }, () => send('/blobs?purpose=evidence', announced())));
  expect(late).toEqual(Array.from({ length: 6 }, () => [401, 'not_signed_in']));
  expect((await fetch(`${url}/demo-county/api/tip-form`)).status).toBe(200);
});
