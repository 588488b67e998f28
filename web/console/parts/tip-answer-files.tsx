import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import { blob, one } from '../../../workers/contract/hazards.ts';
import type { FileManifest, FilePart } from '../../../workers/protocol/attachments.ts';
import type { Bytes } from '../../../workers/protocol/bytes.ts';
import type { TipScope } from '../../../workers/protocol/envelope.ts';
import { MESSAGE_FILES_MAX, type MessageDraft } from '../../../workers/protocol/messages.ts';
import { useRoute } from '../data.ts';
import { download } from '../session.ts';
import { useCan, useMe } from './person.ts';
import { sealFilesForMessage } from './seal-files.ts';
import { type Sealed, scopeOf } from './tip-sealed.ts';

export interface AttachedFile {
  readonly manifest: FileManifest;
  readonly uploadToken: string;
}

/** One photo, drawn anew, sealed under the key and uploaded. `part`: OF_TIP or the id of a message. */
export async function attachPhoto(
  scope: TipScope,
  key: Bytes,
  part: FilePart,
  photo: Blob,
  tell?: (percent: number) => void,
): Promise<AttachedFile> {
  const file = new File([photo], '照片.jpg', { type: photo.type });
  const { files, attachments } = await sealFilesForMessage(scope, { id: part, key }, [file], tell);
  return { manifest: files[0]!, uploadToken: attachments[0]!.uploadToken };
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

  const add = async (photo: () => Promise<Blob>) => {
    setProblem('');
    setPercent(0);
    try {
      const scope = scopeOf(me.tenant.no, tip);
      onChange([...files, await attachPhoto(scope, draft.key, draft.id, await photo(), setPercent)]);
    } catch {
      setProblem('这张照片没有附上：不是照片，或网络中断。可以再试。');
    } finally {
      setPercent(undefined);
    }
  };
  const full = files.length >= MESSAGE_FILES_MAX || percent !== undefined;
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
              onClick={() => void add(() => download(blob, { id: tip.hazard.id, blobId: e.blobId }))}
            >
              附上整改后照片{after.length > 1 && ` ${i + 1}`}
            </Button>
          ))}
        />
      )}
      <div className="row">
        <label className={full ? 'file-button is-off' : 'file-button'}>
          附照片
          <input
            type="file"
            accept="image/*"
            className="visually-hidden"
            disabled={full}
            onChange={(e) => {
              const file = e.target.files?.[0];
              e.target.value = '';
              if (file) void add(() => Promise.resolve(file));
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
