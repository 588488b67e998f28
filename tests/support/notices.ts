import { strToU8, zipSync } from 'fflate';
import * as desk from '../../workers/contract/notice-desk.ts';
import { app, type Caller, mintTenant, requestOf, type World } from './world.ts';

/** A .docx of these paragraphs, as small as one can be; `more`: other parts of the archive. */
export function docx(paragraphs: readonly string[], more: Record<string, Uint8Array> = {}): Uint8Array {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'word/document.xml': strToU8(`<w:document ${ns}><w:body>${body}</w:body></w:document>`),
    ...more,
  });
}

/** What an upload was answered: status, code and the sentences that say what to do. */
export async function uploaded(
  by: Caller,
  slug: string,
  bytes: Uint8Array,
  input: Record<string, string> = {},
  key: string = crypto.randomUUID(),
) {
  const request = requestOf(desk.uploadNotice, input, slug, by.token, key);
  const response = await app.fetch(new Request(request, { method: 'POST', body: bytes as BodyInit }));
  const body = (await response.json()) as {
    id: string;
    tasks: number;
    code?: string;
    detail?: string;
    fields?: { message: string }[];
  };
  return { status: response.status, ...body, told: body.fields?.[0]?.message ?? body.detail ?? '' };
}

export interface Office extends World {
  readonly planner: Caller;
  readonly emergency: string;
  readonly fire: string;
  readonly streets: readonly [string, string];
}

/** A district with a planner and a few units that the sample notices name. */
export async function office(): Promise<Office> {
  const world = await mintTenant();
  const emergency = await world.unit('区应急管理局');
  const fire = await world.unit('区消防救援大队');
  for (const name of [
    '区经济发展局',
    '区交警大队',
    '区公安分局',
    '区行政审批局',
    '区社会事务综合服务中心',
    '区党政综合办公室',
    '区财政部门',
    '区党群工作部',
  ]) {
    await world.unit(name);
  }
  await world.unit('区国土住建局');
  const streets = [await world.unit('东坡街道', 'street'), await world.unit('西桥街道', 'street')] as const;
  return { ...world, planner: await world.person(['commission_office'], '安委办甲'), emergency, fire, streets };
}
