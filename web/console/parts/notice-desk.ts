import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { noticeOne, saveNotice } from '../../../workers/contract/notice-desk.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';
import { slug } from '../place.ts';
import { call } from '../session.ts';
import * as drafts from './notice-draft.ts';
import { type KeepPorts, type Kept, NoticeKeeper, type Sent } from './notice-keep.ts';

export type NoticeView = ClientOutput<typeof noticeOne>;
/** What is open in a task: its fields, or the place where it is to be split. */
export type Mode = { readonly kind: 'edit' | 'split'; readonly key: string } | null;

/** A notice on the desk: its draft, which task is at hand, and what can be done with it. */
export function useNoticeDesk(view: NoticeView) {
  const client = useQueryClient();
  const [keeper] = useState(() => {
    const saved: KeepPorts['saved'] = (version, draft) =>
      client.setQueryData<NoticeView>([noticeOne.id, { id: view.id }], (old) => old && { ...old, version, draft });
    return new NoticeKeeper(view, { send: (...args) => send(view.id, ...args), ...memory(view.id), saved });
  });
  const state = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  const { items } = state.draft;
  const [chosen, setActive] = useState(() => items.find((i) => !i.checked)?.key ?? items[0]?.key ?? '');
  const [hovered, setHovered] = useState('');
  const [mode, setMode] = useState<Mode>(null);
  const at = Math.max(
    0,
    items.findIndex((item) => item.key === chosen),
  );
  const active = items[at]?.key ?? '';
  const change = useCallback<NoticeKeeper['change']>((what, tag) => keeper.change(what, tag), [keeper]);
  const go = (by: number) => {
    setMode(null);
    setActive(items[Math.min(items.length - 1, Math.max(0, at + by))]?.key ?? '');
  };
  useEffect(() => {
    const again = () => void keeper.flush();
    const stay = (event: BeforeUnloadEvent) => {
      if (keeper.snapshot().saving !== 'saved') event.preventDefault();
    };
    window.addEventListener('online', again);
    window.addEventListener('beforeunload', stay);
    return () => {
      window.removeEventListener('online', again);
      window.removeEventListener('beforeunload', stay);
      again();
    };
  }, [keeper]);
  const open = useMemo(() => drafts.openNames(state.draft), [state.draft]);
  const locked = view.state !== 'reviewing';
  return {
    view,
    keeper,
    ...state,
    change,
    active,
    at,
    setActive,
    go,
    hovered,
    setHovered,
    mode,
    setMode,
    open,
    locked,
  };
}
export type Desk = ReturnType<typeof useNoticeDesk>;

async function send(id: string, version: number, draft: Kept['draft'], key: string): Promise<Sent> {
  try {
    return await call(saveNotice, { id, version, draft }, { key });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const failed = error.code === 'offline' || error.code === 'not_signed_in' ? 'offline' : 'refused';
    const taken = error.code === 'conflict' || error.code === 'wrong_state';
    return { failed: taken ? 'conflict' : failed, why: sentence(error) };
  }
}

/** What the server does not have yet outlives the page. A browser without memory only loses this comfort. */
function memory(id: string): Pick<KeepPorts, 'read' | 'write'> {
  const place = `anshao.notice.${slug}.${id}`;
  return {
    read: () => {
      try {
        return (JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write: (kept) => {
      try {
        if (kept) localStorage.setItem(place, JSON.stringify(kept));
        else localStorage.removeItem(place);
      } catch {
        // Full or forbidden: the page itself still holds the draft.
      }
    },
  };
}
