import { ROBOT_HOSTS, type WebhookKind } from '../../contract/webhook-words.ts';

/** Names that mean a network of one's own, whatever a resolver says. */
const INNER =
  /(^|\.)(localhost|localdomain|local|lan|home|corp|internal|intranet|private|arpa|test|invalid|example|onion|alt)$/;
const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/**
 * The address a tenant typed, or the sentence that refuses it. Names alone: every spelling of an IP address, public ones too,
 * is refused here. What a name resolves to is decided at the socket, see decision 0142. `loopback`: tests of this machine.
 */
export function readTarget(kind: WebhookKind, text: string, loopback: boolean): URL | string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return '网址写得不对';
  }
  if (loopback && url.protocol === 'http:' && LOOPBACK.test(url.hostname)) return url;
  if (url.protocol !== 'https:') return '网址须以 https:// 开头';
  if (url.username !== '' || url.password !== '') return '网址里不能带用户名、密码';
  if (url.port !== '') return '只能用 https 的标准端口';
  url.hash = '';
  const host = url.hostname.replace(/\.$/, '');
  if (!NAME.test(host) || INNER.test(host)) return '须是公网上的域名，不能是 IP 地址或内网名称';
  if (kind !== 'generic' && host !== ROBOT_HOSTS[kind]) return `这种机器人的网址在 ${ROBOT_HOSTS[kind]}`;
  return url;
}
