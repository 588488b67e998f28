import type { WebhookKind } from '../../contract/webhook-words.ts';

/** What is told: fixed words, a number, a title everybody in the office may read, a link. */
export interface Told {
  /** The same at each attempt: receivers know a repeat by it. */
  readonly id: string;
  readonly kind: string;
  readonly say: string;
  readonly number: string | null;
  readonly title: string | null;
  readonly link: string;
  readonly at: number;
}

export interface Sender {
  readonly slug: string;
  readonly shortName: string;
}

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return Buffer.from(await crypto.subtle.sign('HMAC', imported, Buffer.from(text))).toString('base64');
}

/** 32 random bytes in the form of Standard Webhooks. */
export const newSecret = (): string =>
  `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`;

const textOf = (from: Sender, told: Told): string =>
  `【安哨·${from.shortName}】${[told.say, told.number, told.title].filter(Boolean).join(' ')}\n${told.link}`;

type Make = (url: URL, secret: string, from: Sender, told: Told, now: number) => Promise<Outgoing>;
const json = { 'content-type': 'application/json; charset=utf-8' };

/** Each receiver's own form and signature. */
const FORMS: Record<WebhookKind, Make> = {
  async wecom(url, _secret, from, told) {
    return {
      url: url.href,
      headers: json,
      body: JSON.stringify({ msgtype: 'text', text: { content: textOf(from, told) } }),
    };
  },
  async dingtalk(url, secret, from, told, now) {
    if (secret !== '') {
      url.searchParams.set('timestamp', String(now));
      url.searchParams.set('sign', await hmac(Buffer.from(secret), `${now}\n${secret}`));
    }
    return {
      url: url.href,
      headers: json,
      body: JSON.stringify({ msgtype: 'text', text: { content: textOf(from, told) } }),
    };
  },
  async feishu(url, secret, from, told, now) {
    const timestamp = String(Math.floor(now / 1000));
    // The text to be signed is the key, and the message is empty: so it says on their page.
    const sign = secret === '' ? {} : { timestamp, sign: await hmac(Buffer.from(`${timestamp}\n${secret}`), '') };
    const body = { ...sign, msg_type: 'text', content: { text: textOf(from, told) } };
    return { url: url.href, headers: json, body: JSON.stringify(body) };
  },
  async generic(url, secret, from, { id, kind, at, ...data }, now) {
    const timestamp = String(Math.floor(now / 1000));
    const body = JSON.stringify({
      type: kind,
      timestamp: new Date(at).toISOString(),
      data: { tenant: from.slug, ...data },
    });
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const signature = `v1,${await hmac(key, `${id}.${timestamp}.${body}`)}`;
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    return { url: url.href, headers: { ...json, ...headers }, body };
  },
};

export const outgoing = (kind: WebhookKind, url: URL, secret: string, from: Sender, told: Told, now: number) =>
  FORMS[kind](url, secret, from, told, now);

/** Robots answer 200 to everything, and say in the body whether they took it. */
export function taken(kind: WebhookKind, status: number, text: string): boolean {
  if (status < 200 || status > 299) return false;
  if (kind === 'generic') return true;
  try {
    const { errcode, code, StatusCode } = JSON.parse(text) as Record<string, unknown>;
    return (errcode ?? code ?? StatusCode) === 0;
  } catch {
    return false;
  }
}
