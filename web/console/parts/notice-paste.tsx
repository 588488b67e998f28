import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { MAX_NOTICE_FILE, MAX_NOTICE_TEXT, readNotice, uploadNotice } from '../../../workers/contract/notice-desk.ts';
import { ApiError } from '../../shared/api.ts';
import { slug } from '../place.ts';
import { call } from '../session.ts';

const PLACE = `anshao.notice.${slug}.new`;
const TOO_LONG = '文字超过 20 万字，不像是一份通知。请只留下通知正文和任务清单，再粘贴。';
const TOO_BIG = '文件超过 5 MB。请去掉图片后另存为 .docx，或把通知正文复制后粘贴。';

interface Refusal {
  readonly text: string;
  /** It can be kept all the same: without items, for tasks added by hand. */
  readonly keep?: () => void;
}

/** Paste or choose a file; what was pasted stays until it has been read. */
export function NoticePaste() {
  const navigate = useNavigate();
  const [text, setText] = useState(() => localStorage.getItem(PLACE) ?? '');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const file = useRef<HTMLInputElement>(null);
  // The same text or file sent again is the same act.
  const intent = useRef<{ of: unknown; key: string } | undefined>(undefined);
  useEffect(() => remember(text), [text]);
  const keyFor = (of: string) => {
    if (intent.current?.of !== of) intent.current = { of, key: crypto.randomUUID() };
    return intent.current.key;
  };
  const attempt = async (work: () => Promise<{ id: string }>, keep: () => void) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const { id } = await work();
      remember('');
      await navigate({ to: `/notices/${id}` as never });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code !== 'offline') intent.current = undefined;
      const words = error.fields[0]?.message ?? error.message;
      setRefusal(error.code === 'notice_no_items' ? { text: words, keep } : { text: words });
    } finally {
      setBusy(false);
    }
  };
  const read = (keep = false): void => {
    if (text.length > MAX_NOTICE_TEXT) {
      setRefusal({ text: TOO_LONG });
      return;
    }
    const key = keyFor(`${keep} ${text}`);
    void attempt(
      () => call(readNotice, { text, keep }, { key }),
      () => read(true),
    );
  };
  const upload = (chosen: File, keep = false): void => {
    if (chosen.size > MAX_NOTICE_FILE) {
      setRefusal({ text: TOO_BIG });
      return;
    }
    const key = keyFor(`${keep} ${chosen.name} ${chosen.size} ${chosen.lastModified}`);
    const input = { fileName: chosen.name.slice(-120), keep: keep ? 'true' : 'false' };
    void attempt(
      () => call(uploadNotice, input, { body: chosen, key }),
      () => upload(chosen, true),
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped; the button does the same
    <div
      className="card"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const dropped = event.dataTransfer.files[0];
        if (!dropped) return;
        event.preventDefault();
        upload(dropped);
      }}
    >
      <h2>把上级通知读成任务</h2>
      <p className="muted">
        粘贴通知全文，或上传 Word（.docx）、文本（.txt）。系统按条目读出任务、责任单位和期限，由您核对后生成任务草稿。
      </p>
      <Input.TextArea
        aria-label="通知全文"
        placeholder="在这里粘贴通知全文，从标题到落款"
        value={text}
        autoSize={{ minRows: 5, maxRows: 14 }}
        onChange={(event) => {
          setText(event.target.value);
          setRefusal(undefined);
        }}
      />
      {refusal && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="nt-alert"
          title={refusal.text}
          description={
            refusal.keep && (
              <Button size="small" loading={busy} onClick={refusal.keep}>
                留下原文，手工加任务
              </Button>
            )
          }
        />
      )}
      <div className="row" style={{ marginTop: 12 }}>
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => read()}>
          读出任务
        </Button>
        <Button disabled={busy} onClick={() => file.current?.click()}>
          上传 .docx 或 .txt
        </Button>
        <span className="muted">扫描件、图片请先用识别软件转成文字</span>
        <input
          ref={file}
          hidden
          type="file"
          accept=".docx,.txt"
          aria-label="选择通知文件"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen) upload(chosen);
          }}
        />
      </div>
    </div>
  );
}

function remember(text: string): void {
  try {
    if (text === '') localStorage.removeItem(PLACE);
    else localStorage.setItem(PLACE, text);
  } catch {
    // Full or forbidden: the field itself still holds it.
  }
}
