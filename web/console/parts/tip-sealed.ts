import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { desk, openMany, type openTip as openRoute } from '../../../workers/contract/tip-desk.ts';
import type { TipScope } from '../../../workers/protocol/envelope.ts';
import { type OpenedTip, openTip } from '../../../workers/protocol/open-tip.ts';
import { call } from '../session.ts';
import { useMe } from './person.ts';
import { currentVault, touch, useVault, type Vault } from './vault.ts';

export type Row = ClientOutput<typeof desk>['items'][number];
export type Sealed = ClientOutput<typeof openRoute>;
export type SealedOne = ClientOutput<typeof openMany>['items'][number];
/** A tip opened at this desk; `opened` is undefined when it does not open with my keys. */
export interface Read {
  readonly row: Row;
  readonly sealed: SealedOne;
  readonly opened: OpenedTip | undefined;
}

/** Calls for several tips name at most so many. */
export const BATCH = 20;
type Reads = ReadonlyMap<string, Read>;
const NONE: Reads = new Map();
/** Kept by the officer's keys in memory: when those are locked away, nothing leads to the words any more. */
const kept = new WeakMap<object, Reads>();
const listeners = new Set<() => void>();

export const readsOf = (vault: Vault | undefined): Reads => (vault && kept.get(vault.officer)) ?? NONE;

function keep(vault: Vault, reads: readonly Read[]): void {
  kept.set(vault.officer, new Map([...readsOf(vault), ...reads.map((r) => [r.row.id, r] as const)]));
  for (const listener of listeners) listener();
}

export const scopeOf = (tenantNo: number, tip: { id: string; formHash: string }): TipScope => ({
  tenantNo,
  tipId: tip.id,
  formHash: tip.formHash,
});

/** @throws Error('no key') when it is sealed to none of my role keys; ProtocolError when it was altered */
export async function openWith(vault: Vault, tenantNo: number, tip: SealedOne): Promise<OpenedTip> {
  const wrap = tip.envelope.wraps.find((w) => vault.roles.has(w.roleKeyId));
  if (!wrap) throw new Error('no key');
  const scope = scopeOf(tenantNo, tip);
  return openTip(scope, tip.envelope, tip.header, wrap.roleKeyId, vault.roles.get(wrap.roleKeyId)!);
}

async function readBatch(vault: Vault, tenantNo: number, rows: readonly Row[]): Promise<void> {
  const { items } = await call(openMany, { ids: rows.map((r) => r.id) });
  const reads: Read[] = [];
  for (const sealed of items) {
    const opened = await openWith(vault, tenantNo, sealed).catch(() => undefined);
    reads.push({ row: rows.find((r) => r.id === sealed.id)!, sealed, opened });
  }
  // Locked meanwhile: what was just opened is dropped.
  if (currentVault()?.officer === vault.officer) keep(vault, reads);
}

/** Handed to another desk: its words are not this desk's any more. */
export function forget(id: string): void {
  const vault = currentVault();
  if (!vault) return;
  kept.set(vault.officer, new Map([...readsOf(vault)].filter(([other]) => other !== id)));
  for (const listener of listeners) listener();
}

/** A tip opened on its own page is found in the list's search, and compared, like the others. */
export function remember(sealed: Sealed, opened: OpenedTip): void {
  const vault = currentVault();
  if (!vault) return;
  const { id, day, state, kind, channel, desk, priority, muted, hazard, header, clocks } = sealed;
  const { track, category, placeUnitId, danger, casualty } = header;
  const before = readsOf(vault).get(id)?.row;
  const row: Row = {
    ...{ id, day, state, kind, channel, desk, priority, muted, track, category, placeUnitId, danger, casualty },
    ...{ unread: 0, shredded: false, attachments: sealed.attachments.length },
    ...{ hazardNumber: hazard.number, hazardState: hazard.state },
    dueAt: before?.dueAt ?? clocks.find((c) => !c.stopped)?.dueAt ?? null,
  };
  keep(vault, [{ row, sealed, opened }]);
}

/** What this desk has opened since the keys were unlocked, and how to open more. */
export function useReads() {
  const me = useMe();
  const vault = useVault();
  const client = useQueryClient();
  const [done, setDone] = useState<number>();
  const [error, setError] = useState('');
  const reads = useSyncExternalStore(
    useCallback((listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }, []),
    () => readsOf(vault),
  );
  const open = useCallback(
    async (rows: readonly Row[]) => {
      const at = currentVault();
      if (!at) return;
      const wanted = rows.filter((r) => !r.shredded && !readsOf(at).has(r.id));
      setError('');
      try {
        for (let from = 0; from < wanted.length; from += BATCH) {
          setDone(from);
          touch();
          await readBatch(at, me.tenant.no, wanted.slice(from, from + BATCH));
        }
      } catch (e) {
        setError(e instanceof Error ? e.message : '没有取到密文，请重试。');
      } finally {
        setDone(undefined);
        // A first look changes the state, and takes a tip out of its fold.
        void client.invalidateQueries({ queryKey: [desk.id] });
      }
    },
    [me.tenant.no, client],
  );
  /** After a step: the kept copy says what the server now says. */
  const refresh = useCallback((id: string, change: Partial<Pick<SealedOne, 'state' | 'version'>>) => {
    const at = currentVault();
    const read = readsOf(at).get(id);
    if (!at || !read) return;
    const row = change.state ? { ...read.row, state: change.state } : read.row;
    keep(at, [{ ...read, row, sealed: { ...read.sealed, ...change } }]);
  }, []);
  return useMemo(() => ({ vault, reads, open, refresh, done, error }), [vault, reads, open, refresh, done, error]);
}

/** All that may be searched in one opened tip. */
export const searchable = ({ opened }: Read): string => {
  if (!opened) return '';
  const { text, place, enterprise, name, contact } = opened.content;
  return [text, place, enterprise, name, contact].join('\n').toLowerCase();
};

export const firstLine = (text: string): string => text.trim().split('\n')[0]!.slice(0, 60);
