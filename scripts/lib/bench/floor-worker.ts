import { and, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { Hono } from 'hono';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose';
import { mintTenantId, TenantDb } from '../../../db/tenant-db.ts';

/** The floor of `npm run bench -- http`: each thing a request may need, once and alone, with nothing of the product around it. */
interface Env {
  readonly DB: D1Database;
}
const TABLES = ['a', 'b', 'c', 'd', 'e'];
const INSERT = (table: string): string => `INSERT INTO ${table} VALUES (?, ?, ?)`;
const BODY = 'x'.repeat(100);

const a = sqliteTable('a', { tenant: integer('tenant'), id: text('id'), body: text('body') }, (t) => [
  primaryKey({ columns: [t.tenant, t.id] }),
]);

async function setup({ DB }: Env): Promise<Response> {
  for (const t of TABLES) {
    await DB.prepare(
      `CREATE TABLE ${t} (tenant INTEGER, id TEXT, body TEXT, PRIMARY KEY (tenant, id)) WITHOUT ROWID`,
    ).run();
  }
  await DB.prepare(
    'CREATE TABLE counter (tenant_id INTEGER, name TEXT, bucket TEXT, value INTEGER, PRIMARY KEY (tenant_id, name, bucket)) WITHOUT ROWID',
  ).run();
  // Some rows, so that a point is looked for in a tree.
  const rows = Array.from({ length: 1000 }, (_, n) => `r${n}`);
  await DB.batch(
    rows.flatMap((id) => [
      DB.prepare(INSERT('a')).bind(1, id, BODY),
      DB.prepare('INSERT INTO counter VALUES (?, ?, ?, ?)').bind(1, 'bench', id, 1),
    ]),
  );
  return new Response('ok');
}

const pair = generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
let key: ReturnType<typeof importJWK> | undefined;

async function token(): Promise<Response> {
  const jwt = new SignJWT({ sid: crypto.randomUUID(), g: [['commission_office', '']] });
  jwt.setProtectedHeader({ alg: 'EdDSA' }).setIssuer('bench').setAudience('t1').setSubject(crypto.randomUUID());
  return new Response(
    await jwt
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign((await pair).privateKey),
  );
}

async function verified(request: Request): Promise<Response> {
  key ??= pair.then(async ({ publicKey }) => importJWK(await exportJWK(publicKey), 'EdDSA'));
  const text = (request.headers.get('authorization') ?? '').slice('Bearer '.length);
  const { payload } = await jwtVerify(text, await key, { issuer: 'bench', audience: 't1', algorithms: ['EdDSA'] });
  return new Response(payload.sub);
}

const one = (): string => `r${Math.floor(Math.random() * 1000)}`;

async function raw({ DB }: Env): Promise<Response> {
  return Response.json(await DB.prepare('SELECT body FROM a WHERE tenant = ? AND id = ?').bind(1, one()).first());
}

async function plainDrizzle({ DB }: Env): Promise<Response> {
  const [row] = await drizzle(DB)
    .select({ body: a.body })
    .from(a)
    .where(and(eq(a.tenant, 1), eq(a.id, one())));
  return Response.json(row);
}

/** The product's own way to a row. */
async function throughTenantDb({ DB }: Env): Promise<Response> {
  const db = new TenantDb(DB, mintTenantId(1));
  const c = db.rows.counter;
  const [row] = await db
    .select({ value: c.value })
    .from(c)
    .where(and(eq(c.name, 'bench'), eq(c.bucket, one())));
  return Response.json(row);
}

async function insert({ DB }: Env): Promise<Response> {
  await DB.prepare(INSERT('b')).bind(1, crypto.randomUUID(), BODY).run();
  return new Response('ok');
}

async function five({ DB }: Env): Promise<Response> {
  const id = crypto.randomUUID();
  await DB.batch(TABLES.map((t) => DB.prepare(INSERT(t)).bind(1, id, BODY)));
  return new Response('ok');
}

const hono = new Hono();
hono.get('/hono/:word', (c) => c.text(`ok ${c.req.param('word')}`));

const PATHS: Record<string, (env: Env, request: Request) => Promise<Response>> = {
  '/setup': setup,
  '/token': token,
  '/jwt': (_, request) => verified(request),
  '/read': raw,
  '/drizzle': plainDrizzle,
  '/tenant-db': throughTenantDb,
  '/insert': insert,
  '/batch': five,
};

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const found = PATHS[pathname];
    if (found) return found(env, request);
    return pathname.startsWith('/hono/') ? hono.fetch(request) : new Response('ok');
  },
} satisfies ExportedHandler<Env>;
