import type { NoticeDraft } from '../../../workers/contract/notice-desk.ts';
import type { Change } from './notice-draft.ts';

/** Where the draft is: on the server, on its way, only here, or behind somebody else's. */
export type Saving = 'saved' | 'dirty' | 'saving' | 'offline' | 'conflict' | 'refused';
export interface KeepState {
  readonly draft: NoticeDraft;
  readonly saving: Saving;
  readonly why: string;
  readonly undoable: boolean;
}
export interface Kept {
  readonly version: number;
  readonly draft: NoticeDraft;
}
/** What came of sending: the new version, or why not. */
export type Sent = { version: number } | { failed: 'offline' | 'conflict' | 'refused'; why: string };

/** What the keeper needs of the world. `read`, `write`: this browser's own memory of what the server has not. */
export interface KeepPorts {
  send(version: number, draft: NoticeDraft, key: string): Promise<Sent>;
  read(): Kept | undefined;
  write(kept: Kept | undefined): void;
  saved(version: number, draft: NoticeDraft): void;
}

const QUIET_MS = 1200;
const RETRY_MS = 5000;
const MOST_STEPS = 200;

/**
 * Keeps a draft that is being worked on: each change at once in this browser, a moment later on the server, one request at
 * a time. A request whose answer got lost is sent again as it was, under its key; only then comes what was changed since.
 */
export class NoticeKeeper {
  #state: KeepState;
  #version: number;
  #stored: NoticeDraft;
  #pending: { draft: NoticeDraft; key: string } | undefined;
  #running: Promise<boolean> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #past: NoticeDraft[] = [];
  #tag = '';
  readonly #ports: KeepPorts;
  readonly #listeners = new Set<() => void>();

  constructor(server: Kept, ports: KeepPorts) {
    this.#ports = ports;
    this.#version = server.version;
    this.#stored = server.draft;
    const kept = ports.read();
    const mine = kept && JSON.stringify(kept.draft) !== JSON.stringify(server.draft) ? kept : undefined;
    const saving = !mine ? 'saved' : mine.version === server.version ? 'dirty' : 'conflict';
    this.#state = { draft: mine?.draft ?? server.draft, saving, why: '', undoable: false };
    if (!mine) ports.write(undefined);
    if (saving === 'dirty') this.#later(0);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): KeepState => this.#state;
  get version(): number {
    return this.#version;
  }

  /** `tag`: changes of one kind in a row (typing in one field) are undone together. */
  change(change: Change, tag = ''): void {
    const draft = change(this.#state.draft);
    if (draft === this.#state.draft) return;
    if (tag === '' || tag !== this.#tag) this.#past = [...this.#past, this.#state.draft].slice(-MOST_STEPS);
    this.#tag = tag;
    this.#put(draft);
  }

  undo(): void {
    const before = this.#past.pop();
    this.#tag = '';
    if (before) this.#put(before);
  }

  /** Saves what is not saved yet. False: it could not be, and is kept here. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#state.saving === 'conflict') return false;
    this.#running ??= this.#save().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** After a conflict: mine goes over theirs, or theirs is taken and mine can be had back by undoing. */
  settle(which: 'mine' | 'theirs', server: Kept): void {
    this.#version = server.version;
    this.#stored = server.draft;
    this.#pending = undefined;
    if (which === 'theirs') {
      this.#past = [...this.#past, this.#state.draft];
      this.#set({ draft: server.draft, saving: 'saved', why: '' });
      this.#ports.write(undefined);
      return;
    }
    this.#set({ saving: 'dirty', why: '' });
    void this.flush();
  }

  #put(draft: NoticeDraft): void {
    const saving = this.#state.saving === 'conflict' ? 'conflict' : 'dirty';
    this.#set({ draft, saving });
    this.#ports.write({ version: this.#version, draft });
    if (saving === 'dirty') this.#later(QUIET_MS);
  }

  async #save(): Promise<boolean> {
    while (this.#pending || this.#state.draft !== this.#stored) {
      const pending = this.#pending ?? { draft: this.#state.draft, key: crypto.randomUUID() };
      this.#pending = pending;
      this.#set({ saving: 'saving' });
      const sent = await this.#ports.send(this.#version, pending.draft, pending.key);
      if ('failed' in sent) {
        if (sent.failed === 'offline') this.#later(RETRY_MS);
        else this.#pending = undefined;
        this.#set({ saving: sent.failed, why: sent.why });
        return false;
      }
      this.#pending = undefined;
      this.#version = sent.version;
      this.#stored = pending.draft;
      this.#ports.saved(sent.version, pending.draft);
      const rest = this.#state.draft === this.#stored ? undefined : this.#state.draft;
      this.#ports.write(rest && { version: this.#version, draft: rest });
    }
    this.#set({ saving: 'saved', why: '' });
    return true;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #set(next: Partial<KeepState>): void {
    this.#state = { ...this.#state, ...next, undoable: this.#past.length > 0 };
    for (const listener of this.#listeners) listener();
  }
}
