import { App } from 'antd';
import { useMemo, useRef } from 'react';
import type { DraftItem } from '../../../workers/contract/notice-desk.ts';
import type { Desk } from './notice-desk.ts';
import * as drafts from './notice-draft.ts';
import { mergeUp, offsetIn, splitItem } from './notice-split.ts';
import { selectedPlace } from './notice-text.tsx';

/** What keys and buttons do, the same for both. What they take away can be had back. */
export function useVerbs(desk: Desk) {
  const { message } = App.useApp();
  // Read when a key is pressed, so that the verbs stay the same while the desk changes.
  const now = useRef(desk);
  now.current = desk;
  return useMemo(() => {
    const say = (text: string) => void message.info(`${text}（Ctrl+Z 撤销）`, 3);
    const at = (): DraftItem | undefined => now.current.draft.items[now.current.at];
    const splitAt = (key: string, offset: number, place?: number) => {
      const fresh = drafts.freshKey(now.current.draft);
      now.current.change(splitItem(key, offset, fresh, place));
      now.current.setMode(null);
      say('已拆成两项');
    };
    return {
      splitAt,
      accept() {
        const item = at();
        if (!item) return;
        now.current.change(drafts.checkItem(item.key));
        now.current.go(1);
      },
      toggle(key: string) {
        now.current.change(drafts.toggleItem(key));
      },
      /** Where words of the task are selected in the notice, there; else the place is asked for. */
      split() {
        const item = at();
        if (!item) return;
        const place = selectedPlace(now.current.view);
        const inside = place !== null && item.span && place > item.span[0] && place < item.span[1];
        const offset = inside ? offsetIn(item.content, now.current.view.text, place) : -1;
        if (inside && offset > 0) splitAt(item.key, offset, place);
        else now.current.setMode({ kind: 'split', key: item.key });
      },
      merge() {
        const [item, before] = [at(), now.current.draft.items[now.current.at - 1]];
        if (!item || !before) return;
        now.current.change(mergeUp(item.key));
        now.current.setMode(null);
        now.current.setActive(before.key);
        say('已并入上一项');
      },
      remove(key: string) {
        const { items } = now.current.draft;
        const next = items[now.current.at + 1] ?? items[now.current.at - 1];
        now.current.change(drafts.removeItem(key));
        now.current.setMode(null);
        if (next) now.current.setActive(next.key);
        say('已删除');
      },
      add(item?: DraftItem) {
        const key = drafts.freshKey(now.current.draft);
        const fresh = item ? { ...item, key } : drafts.blankItem(key);
        now.current.change(drafts.insertItem(fresh, now.current.active || undefined));
        now.current.setActive(key);
        now.current.setMode({ kind: 'edit', key });
      },
      edit() {
        const item = at();
        if (item) now.current.setMode({ kind: 'edit', key: item.key });
      },
      toggleHere() {
        const item = at();
        if (item) now.current.change(drafts.toggleItem(item.key));
      },
    };
  }, [message]);
}
export type Verbs = ReturnType<typeof useVerbs>;
