import type { NewRow } from '../../../db/tenant-db.ts';
import { localDay } from '../../../workers/domain/clocks/days.ts';
import type { Ctx } from '../../../workers/domain/context.ts';
import type { Cast } from './cast.ts';
import { Dice } from './dice.ts';
import { Life } from './life.ts';
import { FINDINGS, NAMES, REPAIRED, ROADS, TRADES } from './words.ts';

const DAY = 86_400_000;
/** How far back the ledger goes, and how many days of work are in hand. */
const HISTORY = 540 * DAY;
const IN_HAND = 12 * DAY;

export interface Ledger {
  readonly seed: string;
  /** The moment the ledger is told at. */
  readonly until: number;
  readonly hazards: number;
  /** How many of the newest are still in hand. */
  readonly open: number;
}

/** Where work in hand stands, the later the rarer. */
const STANDING = [
  'reported',
  'confirmed',
  'assigned',
  'assigned',
  'rectifying',
  'rectifying',
  'submitted',
  'returned',
  'verified',
];

/** Where and when the n-th began: a number tells it, so that a ledger half written is gone on with. */
function begun({ seed, until, hazards, open }: Ledger, n: number): { dice: Dice; at: number; id: string } {
  const dice = new Dice(seed, n);
  const past = Math.max(1, hazards - open);
  const at =
    n <= past
      ? until - HISTORY + Math.floor(((HISTORY - IN_HAND - 8 * DAY) * (n - 1)) / past)
      : until - IN_HAND + Math.floor((IN_HAND * (n - past - 1)) / Math.max(1, open));
  return { dice, at, id: dice.id(at) };
}

/** The n-th hazard of a ledger with all it left behind; from 1 on. */
export function hazardOf(ctx: Ctx, cast: Cast, ledger: Ledger, n: number) {
  const { dice, at, id } = begun(ledger, n);
  const what = dice.pick(FINDINGS);
  const [name, trade] = [dice.pick(NAMES), dice.pick(TRADES)];
  const reporter = dice.pick(cast.reporters);
  const row: NewRow<'hazard'> = {
    ...{
      id,
      seq: n,
      number: `${localDay(at).slice(0, 4)}-${String(n).padStart(6, '0')}`,
      state: 'reported',
      level: 'general',
    },
    ...{ source: reporter === cast.inspector ? dice.pick(['enforcement', 'covert']) : 'grid', title: what.title },
    ...{
      description: what.description,
      category: what.category,
      sector: what.sector,
      placeUnitId: dice.pick(cast.places),
    },
    ...{
      address: `${dice.pick(ROADS)}${dice.between(1, 300)}号`,
      enterprise: dice.chance(0.7) ? `${name}${trade}` : '',
    },
    ...{ danger: dice.chance(0.03), reportedBy: reporter, restricted: 0, createdAt: at, updatedAt: at, version: 0 },
    ...{ ownerUnitId: null, closedAt: null, eventHash: '', round: 0, outcomeReason: '', rectification: '' },
  };
  const life = new Life(ctx, cast, dice, ledger.until, row);
  const open = n > ledger.hazards - ledger.open;
  live(life, cast, dice, open ? dice.pick(STANDING) : ending(dice, n), what.major, () => begun(ledger, n - 1).id);
  const { number, description, address = '', enterprise = '' } = row;
  return { life, ...life.end(), text: `${number} ${what.title} ${description} ${address} ${enterprise}` };
}

const ending = (dice: Dice, n: number): string =>
  dice.chance(0.93) ? 'closed' : n > 1 && dice.chance(0.3) ? 'merged' : 'not_established';

function live(life: Life, cast: Cast, dice: Dice, until: string, major: number, before: () => string): void {
  const hours = (from: number, to: number) => from + dice.next() * (to - from);
  if (until === 'reported') return;
  const { office, inspector } = cast;
  if (until === 'not_established' || until === 'merged') {
    life.stop('accept', until);
    const reason = until === 'merged' ? '同一处隐患，已由先报的一条办理。' : '现场核实，不构成隐患。';
    const set = { outcomeReason: reason };
    if (until === 'not_established') {
      life.step(hours(1, 8), office, 'dismiss', { reason }, set);
      return;
    }
    const intoId = before();
    life.step(hours(1, 8), office, 'merge', { intoId, reason }, { ...set, mergedIntoId: intoId });
    return;
  }
  const level = dice.chance(major) ? 'major' : 'general';
  const { sector } = life.row;
  life.step(hours(0.2, 8), office, 'confirm', { level, sector }, { level });
  life.stop('accept', 'confirmed');
  if (until === 'confirmed') return;
  const { id: handler, unitId } = dice.pick(cast.handlers);
  life.step(hours(0.2, 12), office, 'assign', { unitId, assigneeId: null, from: null }, { ownerUnitId: unitId });
  life.start('rectify', unitId);
  if (until === 'assigned') return;
  life.step(hours(1, 20), handler, 'start', {}, { assigneeId: handler });
  if (until === 'rectifying') return;
  const rectification = dice.pick(REPAIRED);
  const submit = () => {
    const data = { rectification, evidence: 0, round: life.row.round ?? 0 };
    life.step(hours(6, 60), handler, 'submit', data, { rectification, rectifiedBy: handler, verifierId: null });
    life.stop('rectify', 'submitted');
    life.start('verify');
  };
  submit();
  if (until === 'submitted') return;
  if (until === 'returned' || dice.chance(0.08)) {
    const [reason, round] = ['现场仍有一处未整改到位，请重新整改。', 1];
    life.step(hours(2, 20), inspector, 'sendBack', { reason, round }, { round, outcomeReason: reason });
    life.stop('verify', 'returned');
    life.restart('rectify');
    if (until === 'returned') return;
    submit();
  }
  const opinion = '现场复查，措施落实。';
  life.step(hours(2, 30), inspector, 'verify', { opinion }, { verifierId: inspector, outcomeReason: opinion });
  life.stop('verify', 'verified');
  if (until === 'verified') return;
  life.step(hours(1, 20), office, 'close', { note: '' });
}
