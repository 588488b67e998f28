import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import { blob, one } from '../../../workers/contract/hazards.ts';
import { deskUpload } from '../../../workers/contract/tip-desk.ts';
import { type FileManifest, type FilePart, sealFile } from '../../../workers/protocol/attachments.ts';
import type { Bytes } from '../../../workers/protocol/bytes.ts';
import type { TipScope } from '../../../workers/protocol/envelope.ts';
import type { MessageDraft } from '../../../workers/protocol/messages.ts';
import { useRoute } from '../data.ts';
import { call, download } from '../session.ts';
import { useCan, useMe } from './person.ts';
import { shrink } from './shrink.ts';
import { type Sealed, scopeOf } from './tip-sealed.ts';

export interface AttachedFile {
  readonly manifest: FileManifest;
  readonly uploadToken: string;
}
/** A message has room for few manifests. */
const MAX_FILES = 3;

/** Draws a photo anew, seals it here and sends it part by part. `tell`: per cent. */
export async function attachPhoto(
  scope: TipScope,
  key: Bytes,
  part: FilePart,
  photo: Blob,
  name: string,
  tell: (percent: number) => void = () => undefined,
): Promise<AttachedFile> {
  const drawn = await shrink(photo);
  if (drawn.type !== 'image/jpeg') throw new Error('not a photo');
  const file = await sealFile(scope, key, part, { blob: drawn, name, mediaType: drawn.type });
  const { id, uploadToken, size, parts } = file;
  for (let n = 0; n < parts; n++) {
    await call(deskUpload, { id, n, parts, size, uploadToken }, { body: await file.part(n) });
    tell(Math.round((100 * (n + 1)) / parts));
  }
  return { manifest: await file.manifest(), uploadToken };
}

/** Photos for the reporter, sealed under the message's key; after closing, the hazard's own photos are offered. */
export function AnswerFiles({
  tip,
  draft,
  files,
  onChange,
}: {
  tip: Sealed;
  draft: MessageDraft;
  files: readonly AttachedFile[];
  onChange: (files: readonly AttachedFile[]) => void;
}) {
  const me = useMe();
  const can = useCan();
  const [percent, setPercent] = useState<number>();
  const [problem, setProblem] = useState('');
  const closed = tip.hazard.state === 'closed' && can('hazard.read');
  const hazard = useRoute(one, { id: tip.hazard.id }, { enabled: closed });
  const after = (closed && hazard.data?.evidence.filter((e) => e.stage === 'after')) || [];

  const add = async (photo: () => Promise<Blob>, name: string) => {
    setProblem('');
    setPercent(0);
    try {
      const scope = scopeOf(me.tenant.no, tip);
      onChange([...files, await attachPhoto(scope, draft.key, draft.id, await photo(), name, setPercent)]);
    } catch {
      setProblem('这张照片没有附上：不是照片，或网络中断。可以再试。');
    } finally {
      setPercent(undefined);
    }
  };
  const full = files.length >= MAX_FILES || percent !== undefined;
  return (
    <div style={{ marginTop: 8 }}>
      {after.length > 0 && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 8 }}
          title="隐患已销号，可以把整改后的照片发给举报人看"
          action={after.map((e, i) => (
            <Button
              key={e.id}
              size="small"
              disabled={full}
              onClick={() => void add(() => download(blob, { id: tip.hazard.id, blobId: e.blobId }), '整改后.jpg')}
            >
              附上整改后照片{after.length > 1 && ` ${i + 1}`}
            </Button>
          ))}
        />
      )}
      <div className="row">
        <label className={`ant-btn ant-btn-default ${full ? 'is-off' : ''}`}>
          附照片
          <input
            type="file"
            accept="image/*"
            className="visually-hidden"
            disabled={full}
            onChange={(e) => {
              const file = e.target.files?.[0];
              e.target.value = '';
              if (file) void add(() => Promise.resolve(file), '照片.jpg');
            }}
          />
        </label>
        <span className="muted">重新压缩，去掉拍摄时间和位置，加密后上传。画面里不要有能认出举报人的内容。</span>
      </div>
      {percent !== undefined && <Progress percent={percent} size="small" />}
      {problem && <Alert type="error" showIcon role="alert" title={problem} />}
      {files.map((f, i) => (
        <div className="row" key={f.manifest.id}>
          <span>
            照片 {i + 1}（{Math.ceil(f.manifest.size / 1024)} KB）
          </span>
          <Button size="small" type="link" onClick={() => onChange(files.filter((other) => other !== f))}>
            去掉
          </Button>
        </div>
      ))}
    </div>
  );
}
