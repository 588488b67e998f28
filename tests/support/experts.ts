import { APPLICANT_RULE, type Applicant, type ApplicantPeriod, applicants } from '../../seeds/demo/applicants.ts';
import * as intake from '../../workers/contract/expert-intake.ts';
import { upload as staffUpload } from '../../workers/contract/hazards.ts';
import type { ClientInput } from '../../workers/contract/route.ts';
import { newPayCode } from '../../workers/protocol/pay-code.ts';
import { solve } from '../../workers/protocol/work.ts';
import { type Vetted, vetted } from './seats.ts';
import { easyWork } from './tips.ts';
import { app, type Caller, requestOf, type World } from './world.ts';

export const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n%%EOF\n');
export interface Intake extends Vetted {
  /** Kept by another bureau, of another field. */
  readonly gasPool: string;
  readonly gasKeeper: Caller;
}

/** Two pools of two fields, each with its own administrator, and a rule with titles and an age limit. */
export async function intakeWorld(): Promise<Intake> {
  const world = await vetted();
  await easyWork(world);
  const housing = await world.unit('住建局');
  const { db, now, newId } = await world.ctx();
  const gasPool = newId();
  const made = { createdAt: now, updatedAt: now, version: 1, eventHash: '' };
  const sectors = [
    ['chemicals', '危险化学品'],
    ['gas', '城镇燃气'],
    ['food', '食品药品'],
  ] as const;
  await db.commit(
    [
      ...sectors.map(([sector, label]) => db.insert('sectorRegulator', { sector, label })),
      db.insert('expertPool', { id: gasPool, field: 'gas', title: '城镇燃气专家库', state: 'open', ...made }),
      db.insert('expertPoolOwner', { poolId: gasPool, unitId: housing }),
      db.insert('setting', { key: 'expert.rule', value: JSON.stringify(APPLICANT_RULE), updatedAt: 0 }),
    ],
    null,
  );
  const gasKeeper = await world.person([{ role: 'expert_admin', unitId: housing }], '燃气管库员');
  return { ...world, gasPool, gasKeeper };
}

/** Bytes to an upload route, as whoever calls. */
export async function sendBytes(
  world: World,
  by: Caller,
  route: typeof staffUpload | typeof intake.upload | typeof intake.preview,
  input: Record<string, unknown>,
  bytes: Uint8Array,
) {
  const request = requestOf(route, input, world.slug, by.token, crypto.randomUUID());
  const response = await app.fetch(new Request(request, { method: 'POST', body: bytes as BodyInit }));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Uploads a PDF as a member of staff or an expert. */
export async function paper(world: World, by: Caller): Promise<string> {
  const { body } = await sendBytes(world, by, staffUpload, { purpose: 'document' }, PDF);
  return body.id as string;
}

/** Uploads a PDF on the public page. */
export async function publicPaper(world: World): Promise<{ id: string; token: string }> {
  const token = crypto.randomUUID().replaceAll('-', '');
  const { body } = await sendBytes(world, world.public, intake.upload, { token }, PDF);
  return { id: body.id as string, token };
}

export const one = (n: number): Applicant => applicants('2026-11-18')[n] as Applicant;
export function figures(period: ApplicantPeriod): Omit<ApplicantPeriod, 'evidenced'> {
  const { evidenced: _, ...said } = period;
  return said;
}

type Sent = ClientInput<typeof intake.send>;
/** What the public page sends for this applicant; every period with a paper that is said to have one. */
export async function applicationOf(world: Intake, a: Applicant, more: Partial<Sent> = {}): Promise<Sent> {
  const { challenge } = await world.public.call(intake.form, {});
  const work = (await solve(challenge)) as unknown as Record<string, unknown>;
  const filed = async <T extends { evidenced: boolean }>({ evidenced, ...row }: T) => ({
    ...row,
    file: evidenced ? await publicPaper(world) : null,
  });
  const { name, identityNumber, phone, employer, post } = a;
  return {
    ...{ poolIds: [world.poolId], name, identityNumber, phone, employer, post, ties: [], consent: true },
    periods: await Promise.all(a.periods.map(filed)),
    credentials: await Promise.all(a.credentials.map(filed)),
    ...{ code: newPayCode(), work },
    ...more,
  };
}

/** Every event and notice of the tenant as one text: nothing personal may stand in it. */
export async function said(world: World): Promise<string> {
  const { db } = await world.ctx();
  const events = await db.select({ data: db.rows.event.data }).from(db.rows.event);
  const n = db.rows.notification;
  const notices = await db.select({ title: n.title, body: n.body, link: n.link }).from(n);
  return JSON.stringify([events, notices]);
}
