import { useQuery } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useState } from 'react';
import { tipAttachment } from '../../../workers/contract/tip-desk.ts';
import { type AnyManifest, type FilePart, OF_TIP } from '../../../workers/protocol/attachments.ts';
import { openFile } from '../../../workers/protocol/attachments-open.ts';
import { type Bytes, ProtocolError } from '../../../workers/protocol/bytes.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import { ApiError } from '../../shared/api.ts';
import { openStream, saveAs } from '../session.ts';
import { FileFrame, SHOWN } from './file-frame.tsx';
import { useMe } from './person.ts';

const WARNING =
  '举报人发来的文件可能带病毒，打开时也可能自动联网、让对方知道有人看了。请只在装有杀毒软件、不联网的电脑上打开，用完删除。';
/** Pictures up to here are fetched and shown at once; everything else when it is asked for. */
const AT_ONCE = 8 * 1024 * 1024;

interface Owner {
  readonly tip: { readonly id: string; readonly formHash: string };
  /** What the files belong to: the tip (OF_TIP), or the id of a message of it. */
  readonly part: FilePart;
  /** The tip's DEK, or the message's key. */
  readonly fileKey: Bytes;
}

export function TipFiles({ tip, opened }: { tip: Owner['tip']; opened: OpenedTip }) {
  return <SealedFiles tip={tip} part={OF_TIP} fileKey={opened.dek} files={opened.content.files} label="举报人附件" />;
}

/** Sealed files with name, kind and size; each is opened here in the browser and shown in a frame without an origin. */
export function SealedFiles({ files, label, ...owner }: Owner & { files: readonly AnyManifest[]; label: string }) {
  if (files.length === 0) return null;
  return (
    <ul className="rows" aria-label={label}>
      {files.map((manifest, i) => (
        <SealedRow key={manifest.id} manifest={manifest} label={`${label} ${i + 1}`} {...owner} />
      ))}
    </ul>
  );
}

function SealedRow({ tip, part, fileKey, manifest, label }: Owner & { manifest: AnyManifest; label: string }) {
  const me = useMe();
  const { modal } = App.useApp();
  const { id, mediaType, size } = manifest;
  const name = ('name' in manifest && manifest.name) || `${label}${mediaType === 'image/jpeg' ? '.jpg' : ''}`;
  const canShow = SHOWN.test(mediaType);
  const [shown, setShown] = useState(canShow && mediaType.startsWith('image/') && size <= AT_ONCE);
  const [percent, setPercent] = useState(0);
  const fetched = useQuery<Blob>({
    queryKey: ['sealed-file', tip.id, id],
    enabled: shown,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      const sealed = await openStream(tipAttachment, { id: tip.id, attachmentId: id });
      const scope = { tenantNo: me.tenant.no, tipId: tip.id, formHash: tip.formHash };
      return openFile(scope, fileKey, part, sealed, manifest, (bytes) => {
        signal.throwIfAborted();
        setPercent(Math.round((100 * bytes) / Math.max(1, size)));
      });
    },
  });
  const save = async () => {
    const file = fetched.data ?? (await fetched.refetch()).data;
    // As bytes without a type: the browser offers to keep it, and opens nothing.
    if (file) await saveAs(Promise.resolve(new Blob([file], { type: 'application/octet-stream' })), safe(name));
  };
  const ask = () => {
    void modal.confirm({ title: '下载到这台电脑？', content: WARNING, okText: '下载', onOk: () => void save() });
  };

  return (
    <li>
      <div className="row">
        <strong style={{ overflowWrap: 'anywhere' }}>{name}</strong>
        <span className="muted">
          {kindOf(mediaType)} {sizeOf(size)}
        </span>
        <span className="grow" />
        {canShow && !shown && (
          <Button size="small" onClick={() => setShown(true)}>
            查看
          </Button>
        )}
        <Button size="small" disabled={fetched.isFetching} onClick={ask}>
          下载
        </Button>
      </div>
      {fetched.isFetching && <Progress percent={percent} size="small" aria-label={`${label}取出进度`} />}
      {fetched.error && <span className="late">{reason(fetched.error)}</span>}
      {shown && fetched.data && <FileFrame file={fetched.data} type={mediaType} name={label} />}
    </li>
  );
}

const reason = (error: unknown): string => {
  if (error instanceof ProtocolError) return '附件不完整或被改动，未显示。';
  return error instanceof ApiError ? error.message : '没有取完，请检查网络后再试。';
};

/** What a file system takes; a name cannot lead elsewhere or hide its ending. */
const safe = (name: string): string => name.replace(/[\p{C}/\\:*?"<>|]/gu, '_');

const kindOf = (type: string): string => {
  if (type.startsWith('image/')) return '图片';
  if (type.startsWith('video/')) return '录像';
  if (type.startsWith('audio/')) return '录音';
  return type.startsWith('text/') ? '文字' : '文件';
};
const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
