import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { newSecret, outgoing, type Told, taken } from '../../workers/domain/webhooks/message.ts';

const NOW = 1_795_000_000_000;
const from = { slug: 'yuhui', shortName: '禹会区' };
const told: Told = {
  ...{ id: 'msg-1', kind: 'hazard.urgent', say: '现场有危险的隐患', number: '2026-000123', title: '燃气泄漏' },
  ...{ link: 'https://anshao.gov.cn/yuhui/console/hazards/1', at: NOW },
};
const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64');

test('a system of one’s own can check the message with the library of Standard Webhooks; a changed one fails', async () => {
  const secret = newSecret();
  expect(newSecret()).not.toBe(secret);
  const now = Date.now();
  const { headers, body } = await outgoing('generic', new URL('https://hooks.gov.cn/x'), secret, from, told, now);
  const receiver = new Webhook(secret);
  expect(receiver.verify(body, headers)).toMatchObject({
    type: 'hazard.urgent',
    data: { tenant: 'yuhui', number: '2026-000123', title: '燃气泄漏', link: told.link },
  });
  expect(() => receiver.verify(body.replace('123', '124'), headers)).toThrow();
  expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
});

test('DingTalk: time and signature stand in the address; without a secret nothing is added', async () => {
  const url = 'https://oapi.dingtalk.com/robot/send?access_token=k';
  const sent = new URL((await outgoing('dingtalk', new URL(url), 'SECabc', from, told, NOW)).url);
  expect(sent.searchParams.get('timestamp')).toBe(String(NOW));
  expect(sent.searchParams.get('sign')).toBe(hmac('SECabc', `${NOW}\nSECabc`));
  expect((await outgoing('dingtalk', new URL(url), '', from, told, NOW)).url).toBe(url);
});

test('Feishu: time and signature stand in the body; the signed text is the key of an empty message', async () => {
  const { body } = await outgoing(
    'feishu',
    new URL('https://open.feishu.cn/open-apis/bot/v2/hook/k'),
    's',
    from,
    told,
    NOW,
  );
  const seconds = String(Math.floor(NOW / 1000));
  expect(JSON.parse(body)).toMatchObject({ timestamp: seconds, sign: hmac(`${seconds}\ns`, ''), msg_type: 'text' });
});

test('WeCom: the words a person reads, with the number and the link', async () => {
  const { body } = await outgoing('wecom', new URL('https://qyapi.weixin.qq.com/x'), '', from, told, NOW);
  expect(JSON.parse(body)).toEqual({
    msgtype: 'text',
    text: { content: `【安哨·禹会区】现场有危险的隐患 2026-000123 燃气泄漏\n${told.link}` },
  });
});

test('a robot that answers 200 and refuses in its body has refused', () => {
  expect(taken('wecom', 200, '{"errcode":0,"errmsg":"ok"}')).toBe(true);
  expect(taken('dingtalk', 200, '{"errcode":310000}')).toBe(false);
  expect(taken('feishu', 200, '{"code":19021}')).toBe(false);
  expect(taken('feishu', 200, '{"StatusCode":0}')).toBe(true);
  expect(taken('wecom', 200, '<html>')).toBe(false);
  expect(taken('generic', 204, '')).toBe(true);
  for (const status of [199, 301, 400, 500]) expect(taken('generic', status, '')).toBe(false);
});
