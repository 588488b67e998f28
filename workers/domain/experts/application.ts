import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { sameText } from '../tips/receipt-token.ts';
import type { NewExpert } from './create.ts';

/** What a second application says, as it lies sealed until somebody looks. */
export type Held = Pick<
  NewExpert,
  'name' | 'employer' | 'post' | 'bio' | 'phone' | 'identityNumber' | 'periods' | 'credentials' | 'ties'
>;

const every = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.expertApplication);
export type ApplicationRow = Awaited<ReturnType<typeof every>>[number];

/** What is kept of a query code: bound to the tenant and to the number of the application. */
export const applicationMac = ({ ports, tenant }: Ctx, number: string, code: string): Promise<string> =>
  ports.secrets.mac('expert-application', `${tenant.no}|${number}|${code}`);

const place = ({ tenant }: Ctx, id: string): string => `${tenant.no}|${id}`;
export const sealHeld = (ctx: Ctx, id: string, held: Held): Promise<string> =>
  ctx.ports.secrets.seal('expert-held', place(ctx, id), JSON.stringify(held));
export const openHeld = async (ctx: Ctx, { id, sealed }: ApplicationRow): Promise<Held> =>
  JSON.parse(await ctx.ports.secrets.open('expert-held', place(ctx, id), sealed)) as Held;

/** By number and code; an unknown number and a wrong code are the same. @throws `application_unknown` */
export async function applicationOf(ctx: Ctx, receipt: { number: string; code: string }): Promise<ApplicationRow> {
  const a = ctx.db.rows.expertApplication;
  const mac = await applicationMac(ctx, receipt.number, receipt.code);
  const [row] = await every(ctx).where(eq(a.number, receipt.number));
  if (!row || !sameText(row.codeMac, mac)) throw new DomainError('application_unknown');
  return row;
}

export async function loadApplication(ctx: Ctx, id: string): Promise<ApplicationRow> {
  const [row] = await every(ctx).where(eq(ctx.db.rows.expertApplication.id, id));
  return found(row);
}

export const poolsOfApplication = ({ pools }: Pick<ApplicationRow, 'pools'>): string[] => JSON.parse(pools) as string[];
