import type { Write } from '../../../db/tenant-db.ts';
import { type Ctx, personId } from '../context.ts';
import { type Head, NO_EVENTS, nextEvent } from '../events.ts';
import type { Kind } from './machine.ts';
import type { OrderRow, SummonsRow } from './rows.ts';

type NewOrder = Pick<OrderRow, 'origin' | 'subjectEntity' | 'subjectId' | 'unitId' | 'title' | 'demand' | 'dueDay'>;
type NewSummons = Pick<SummonsRow, 'cause' | 'subjectEntity' | 'subjectId' | 'unitId' | 'who' | 'title' | 'grounds'>;
interface Drafted {
  readonly id: string;
  readonly version: number;
  readonly writes: Write[];
}

/** A draft with its first event, for the caller's own commit. */
export function newOrder(ctx: Ctx, fields: NewOrder): Drafted {
  const { head, common, write } = begin(ctx, 'order', fields, { origin: fields.origin });
  return {
    id: common.id,
    version: head.version,
    writes: [write, ctx.db.insert('supervisionOrder', { ...common, ...fields })],
  };
}

/** A draft with its first event, for the caller's own commit. */
export function newSummons(ctx: Ctx, fields: NewSummons): Drafted {
  const { head, common, write } = begin(ctx, 'summons', fields, { cause: fields.cause });
  return { id: common.id, version: head.version, writes: [write, ctx.db.insert('summons', { ...common, ...fields })] };
}

function begin(
  ctx: Ctx,
  entity: Kind,
  about: Pick<NewOrder, 'subjectEntity' | 'subjectId' | 'unitId'>,
  more: Record<string, string>,
) {
  const id = ctx.newId();
  const { subjectEntity, subjectId, unitId } = about;
  const { write, head }: { write: Write; head: Head } = nextEvent(ctx, NO_EVENTS, {
    entity,
    entityId: id,
    action: 'draft',
    from: null,
    to: 'drafted',
    data: { unitId, ...(subjectId ? { of: subjectEntity, subjectId } : {}), ...more },
  });
  const createdBy = ctx.actor.kind === 'person' ? personId(ctx) : null;
  const common = { id, state: 'drafted', createdBy, createdAt: ctx.now, updatedAt: ctx.now, ...head };
  return { head, common, write };
}
