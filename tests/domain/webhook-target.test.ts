import { expect, test } from 'vitest';
import { readTarget } from '../../workers/domain/webhooks/target.ts';

const refused = (text: string, kind: Parameters<typeof readTarget>[0] = 'generic') =>
  typeof readTarget(kind, text, false) === 'string';

test('an address on the internet is taken, and no other scheme, port or user', () => {
  expect(String(readTarget('generic', 'https://hooks.gov.cn/anshao?key=1#x', false))).toBe(
    'https://hooks.gov.cn/anshao?key=1',
  );
  expect(refused('https://例子.中国/钩')).toBe(false);
  for (const text of [
    ...['http://hooks.gov.cn/', 'ftp://hooks.gov.cn/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:,x'],
    ...['https://user@hooks.gov.cn/', 'https://a:b@hooks.gov.cn/', 'https://hooks.gov.cn@127.0.0.1/'],
    ...['https://hooks.gov.cn:8443/', 'https://hooks.gov.cn:22/', 'https://hooks.gov.cn:80/', 'not an address', ''],
  ])
    expect([text, refused(text)]).toEqual([text, true]);
});

test('no spelling of an IP address is taken: private, loopback, link-local, CGNAT, multicast, metadata, mapped', () => {
  for (const host of [
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.1', '127.1', '0.0.0.0', '0'],
    ...['169.254.169.254', '100.64.0.1', '100.100.100.200', '224.0.0.1', '255.255.255.255', '8.8.8.8'],
    ...['2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '017700000001', '127.0.0.1.', '１２７.0.0.1'],
    ...['[::1]', '[::]', '[fc00::1]', '[fd12:3456::1]', '[fe80::1]', '[ff02::1]', '[2001:db8::1]'],
    ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
  ])
    expect([host, refused(`https://${host}/x`)]).toEqual([host, true]);
});

test('no name of an inner network is taken, however it is dressed', () => {
  for (const host of [
    ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'intranet', 'db', 'printer.local', 'oa.lan', 'x.home'],
    ...['metadata.google.internal', 'x.corp', 'router.home.arpa', '1.0.0.127.in-addr.arpa', 'a.test', 'x.onion'],
    ...['hooks.gov.cn%00.localhost', 'a_b.gov.cn', '-a.gov.cn', `${'a'.repeat(64)}.gov.cn`],
  ])
    expect([host, refused(`https://${host}/x`)]).toEqual([host, true]);
});

test('a robot is called where robots of its kind live, and nowhere else', () => {
  for (const [kind, url] of [
    ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k'],
    ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=k'],
    ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/k'],
  ] as const) {
    expect([kind, refused(url, kind)]).toEqual([kind, false]);
    expect([kind, refused(url.replace('.com', '.com.evil.cn').replace('.cn/', '.cn.evil.cn/'), kind)]).toEqual([
      kind,
      true,
    ]);
  }
  expect(refused('https://hooks.gov.cn/', 'wecom')).toBe(true);
});

test('this machine is reachable only where a test says so, and then nothing else in the house', () => {
  expect(readTarget('wecom', 'http://127.0.0.1:8080/x', true)).toBeInstanceOf(URL);
  for (const text of ['http://127.0.0.1:8080/', 'http://localhost/', 'http://[::1]/']) expect(refused(text)).toBe(true);
  expect(typeof readTarget('generic', 'http://192.168.1.1/', true)).toBe('string');
});
