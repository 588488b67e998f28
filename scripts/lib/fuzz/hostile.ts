import fc from 'fast-check';
import { CANARY } from './schema.ts';

/** JSON that is written by hand, because no serializer would write it. */
export class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const TEXTS = [
  `'; DROP TABLE hazard;-- ${CANARY}`,
  `<script>alert("${CANARY}")</script>`,
  `../../../../etc/passwd/${CANARY}`,
  `=HYPERLINK("http://x/","${CANARY}")`,
  `${CANARY}\u0000${CANARY}`,
  `${CANARY}\ud800`,
  `\udc00${CANARY}`,
  `\u202e${CANARY}\u2066`,
  `${CANARY}\r\nSet-Cookie: a=b`,
  `\ufeff${CANARY}\u2028`,
  CANARY.repeat(12_000),
  `${CANARY}${'\u0301'.repeat(500)}`,
  '__proto__',
  'constructor',
  '-1',
  '1e309',
  'NaN',
  '9'.repeat(400),
  '2026-02-30',
  '９９９９-１２-３１',
  '',
  ' ',
];
const VALUES = [
  null,
  true,
  false,
  -1,
  0,
  0.1,
  -0,
  1e308,
  2 ** 53,
  -(2 ** 63),
  [],
  {},
  [[CANARY]],
  { [CANARY]: CANARY },
];

/** What nobody would type into a field. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...TEXTS),
  fc.constantFrom<unknown>(...VALUES),
  fc.string({ unit: 'binary', maxLength: 60 }).map((s) => `${CANARY}${s}`),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: 5, max: 40 }).map((n) => nested(n)),
);

const nested = (levels: number): unknown =>
  levels === 0 ? CANARY : levels % 2 === 0 ? [nested(levels - 1)] : { a: nested(levels - 1) };

/** Bodies that are no JSON object, or one that means two things. `own`: the valid body as text. */
export function rawBody(own: string): fc.Arbitrary<Raw> {
  const inner = own.length > 2 ? `,${own.slice(1, -1)}` : '';
  const texts = [
    ...['', '[]', 'null', '42', `"${CANARY}"`, `{"${CANARY}":`, '{a:1}', `${own}${own}`, `${own.slice(0, -1)}`],
    ...[
      `{"id":"${CANARY}"${inner}}`,
      `{"__proto__":{"version":1,"id":"${CANARY}"}${inner}}`,
      `{"constructor":{"prototype":{"a":1}}${inner}}`,
    ],
    ...[`${'['.repeat(20_000)}${CANARY}`, `{"a":${'['.repeat(400)}${']'.repeat(400)}}`, `{"version":1e400${inner}}`],
    ...[
      `{"version":-0${inner}}`,
      `{"version":${'9'.repeat(400)}${inner}}`,
      `\ufeff${own}`,
      `${own}\u0000`,
      `/*${CANARY}*/${own}`,
    ],
    ...[
      `{"title":"\\ud800${CANARY}"${inner}}`,
      `{"title":"\\u0000${CANARY}"${inner}}`,
      own.replaceAll('"', "'"),
      `${' '.repeat(1_200_000)}${own}`,
    ],
  ];
  return fc.constantFrom(...texts).map((text) => new Raw(text));
}

export type Headers = Readonly<Record<string, string>>;
/** Headers that lie about the body, or say too much. */
export const HEADERS: readonly Headers[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/xml' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': `multipart/form-data; boundary=${CANARY}` },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': CANARY },
  { 'accept-encoding': 'gzip;q=nonsense, *' },
  { accept: `text/${CANARY}` },
  { cookie: `${CANARY}=1; refresh=${'x'.repeat(4000)}` },
  { origin: `https://${CANARY}.example` },
  { 'x-forwarded-for': CANARY, 'cf-connecting-ip': CANARY },
  { 'x-forwarded-host': CANARY, 'x-forwarded-proto': 'javascript' },
  { 'x-http-method-override': 'DELETE', 'x-original-url': '/platform/api/tenants' },
  { range: 'bytes=9-1' },
  { 'if-none-match': `"${CANARY}"`, 'if-modified-since': CANARY },
  { 'accept-language': `${CANARY},${'zh;q=0.9,'.repeat(300)}` },
  { traceparent: CANARY },
];
