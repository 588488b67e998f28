import { createHash } from 'node:crypto';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Row, Shape } from '../../../db/dump.ts';
import type { Ctx } from '../context.ts';

/** What lets somebody in, and what lies sealed under this server's key: not exported. Whoever restores sends new links. */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  person: ['password_hash', 'totp_secret', 'totp_last_step'],
  session: ['refresh_hash', 'previous_hash'],
  invitation: ['token_hash'],
  expert: ['identity_mac', 'identity_sealed', 'phone_sealed'],
  expert_account: ['sealed'],
  expert_application: ['code_mac', 'sealed'],
  expert_objection: ['contact_sealed'],
  engagement: ['score_mac'],
  webhook: ['sealed'],
};

interface Entry {
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly sha256: string;
  readonly leftOut: readonly string[];
}

/** Everything of a tenant in one ZIP, made while it is read: at most one chunk of a table or of an object is in memory. */
export function archive(ctx: Ctx): ReadableStream<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    else if (bytes.length > 0) ready.push(bytes);
  });
  const work = write(ctx, zip);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (ready.length === 0) {
        const { done } = await work.next();
        if (failure) throw failure;
        if (done) break;
      }
      if (ready.length === 0) return controller.close();
      for (const bytes of ready.splice(0)) controller.enqueue(bytes);
    },
    async cancel() {
      zip.terminate();
      await work.return(undefined);
    },
  });
}

async function* write(ctx: Ctx, zip: Zip): AsyncGenerator<void> {
  const dump = ctx.db.dump();
  const tables: Entry[] = [];
  for (const shape of await dump.shapes()) {
    const entry = yield* writeTable(zip, shape, dump.chunks(shape));
    tables.push(entry);
  }
  const objects = yield* writeObjects(ctx, zip);
  const { no, slug, name, level, divisionCode } = ctx.tenant;
  const manifest = {
    format: 'anshao-tenant/1',
    tenant: { no, slug, name, level, divisionCode },
    exportedAt: new Date(ctx.now).toISOString(),
    tables,
    objects,
  };
  writeText(zip, 'manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  writeText(zip, 'README.txt', readme(name, tables.length, objects.length));
  zip.end();
  yield;
}

async function* writeTable(zip: Zip, shape: Shape, chunks: AsyncIterable<Row[]>): AsyncGenerator<void, Entry> {
  const leftOut = LEFT_OUT[shape.name] ?? [];
  const columns = shape.columns.filter((c) => !leftOut.includes(c));
  const file = `tables/${shape.name}.ndjson`;
  const hash = createHash('sha256');
  const out = new ZipDeflate(file, { level: 6 });
  zip.add(out);
  let rows = 0;
  for await (const chunk of chunks) {
    rows += chunk.length;
    const lines = chunk.map((row) => `${JSON.stringify(Object.fromEntries(columns.map((c) => [c, row[c]])))}\n`);
    const bytes = new TextEncoder().encode(lines.join(''));
    hash.update(bytes);
    out.push(bytes);
    yield;
  }
  out.push(new Uint8Array(0), true);
  return { table: shape.name, file, rows, sha256: hash.digest('hex'), leftOut };
}

/** Photos and sealed attachments as they lie in the store; they are compressed or encrypted already. */
async function* writeObjects({ ports, tenant }: Ctx, zip: Zip): AsyncGenerator<void, { file: string; size: number }[]> {
  const prefix = `t${tenant.no}/`;
  const written: { file: string; size: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.blobs.list(prefix, cursor);
    for (const key of page.keys) {
      const object = await ports.blobs.get(key);
      if (!object) continue;
      const file = `blobs/${key.slice(prefix.length)}`;
      const out = new ZipPassThrough(file);
      zip.add(out);
      for await (const bytes of object.body as unknown as AsyncIterable<Uint8Array>) {
        out.push(bytes);
        yield;
      }
      out.push(new Uint8Array(0), true);
      written.push({ file, size: object.size });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return written;
}

function writeText(zip: Zip, name: string, text: string): void {
  const out = new ZipDeflate(name, { level: 6 });
  zip.add(out);
  out.push(new TextEncoder().encode(text), true);
}

function readme(name: string, tables: number, objects: number): string {
  return `${name}　全部数据

tables/  共 ${tables} 个表，一个表一个文件，一行一条记录（JSON）。
blobs/   共 ${objects} 个附件，按存放时的原样。举报附件是密文，只有举报受理岗位的私钥能打开。
manifest.json  每个文件的行数和 SHA-256 校验值，导出时间，以及未导出的字段。

时间为自 1970 年起的毫秒数（UTC）。密码、动态验证码密钥、登录凭据和邀请链接没有导出。
操作记录在 tables/event.ndjson，每条含上一条的哈希值，可逐条核验。
举报正文以密文存放，本系统不持有能解开它的密钥。
`;
}
