import { hash as digest } from 'node:crypto';
import type { NewRow, Write } from '../../db/tenant-db.ts';
import { actorKey, type Ctx } from './context.ts';

/** Head of an entity's chain as its state row keeps it: number and hash of the last event. */
export interface Head {
  readonly version: number;
  readonly eventHash: string;
}
export const NO_EVENTS: Head = { version: 0, eventHash: '' };

export interface EventBody {
  readonly entity: string;
  readonly entityId: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Facts of the step. No personal data: names, phones, tip texts stay in their own tables. */
  readonly data: Record<string, unknown>;
}

interface ChainedEvent extends EventBody, Head {
  readonly at: number;
  readonly actor: string;
}

/** JSON with sorted keys: the same fact always hashes the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** `hash = SHA-256(previous hash ‖ canonical event)`, lower-case hex. */
export function eventHash(prevHash: string, event: Omit<ChainedEvent, 'eventHash'>): string {
  const { entity, entityId, action, from, to, data, version, at, actor } = event;
  const fact = canonical({ entity, entityId, seq: version, at, actor, action, from, to, data });
  return digest('sha256', prevHash + fact);
}

/**
 * The next event of an entity and the head its state row must take in the same batch. Its primary key is the lock:
 * whoever read the same head and commits second fails whole, with `conflict`.
 */
export function nextEvent(ctx: Ctx, head: Head, body: EventBody): { write: Write; head: Head } {
  const { row, head: next } = nextEventRow(ctx, head, body);
  return { write: ctx.db.insert('event', row), head: next };
}

/** The same as a row, where so many come at once that they are inserted as a list. */
export function nextEventRow(ctx: Ctx, head: Head, body: EventBody): { row: NewRow<'event'>; head: Head } {
  const version = head.version + 1;
  const at = ctx.now;
  const actor = actorKey(ctx.actor);
  const hash = eventHash(head.eventHash, { ...body, version, at, actor });
  const row = {
    entity: body.entity,
    entityId: body.entityId,
    seq: version,
    at,
    actor,
    action: body.action,
    fromState: body.from,
    toState: body.to,
    data: canonical(body.data),
    prevHash: head.eventHash,
    hash,
  };
  return { row, head: { version, eventHash: hash } };
}
