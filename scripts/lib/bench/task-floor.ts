import { type Floor, startBare } from './floor.ts';

/** Rows of the widest of the views measured. */
const ROWS = 12_000;

/** The least that reading so many rows costs: one statement down an index, and the answer as JSON. Nothing of ours in it. */
const SCRIPT = `
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/setup') {
      await env.DB.prepare('CREATE TABLE r (tenant INTEGER, id TEXT, task TEXT, unit TEXT, state TEXT, due INTEGER, progress INTEGER, PRIMARY KEY (tenant, id)) WITHOUT ROWID').run();
      await env.DB.prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS}) INSERT INTO r SELECT 1, printf('01900000-0000-7000-8000-%012d', i), printf('01900000-0000-7000-8000-%012d', i / 60), printf('01900000-0000-7000-8000-%012d', i % 60), 'in_progress', 1800000000000 + i, i % 100 FROM n").run();
      return new Response('ok');
    }
    const { results } = await env.DB.prepare('SELECT id, task, unit, state, due, progress FROM r WHERE tenant = ? LIMIT ?').bind(1, Number(searchParams.get('n'))).all();
    return Response.json(results);
  },
};`;

/** A bare Worker with a D1 of its own, on the workerd of the product: `/read?n=` reads n rows. */
export const startTaskFloor = (port: number): Promise<Floor> => startBare('task-floor', SCRIPT, port);
