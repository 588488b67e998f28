import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { tipAttachment } from '../../../workers/contract/tip-desk.ts';
import type { FileManifest } from '../../../workers/protocol/attachments.ts';
import { openFile } from '../../../workers/protocol/attachments-open.ts';
import type { OpenedMessage } from '../../../workers/protocol/messages.ts';
import { download } from '../session.ts';
import { useObjectUrl } from './object-url.ts';
import { useMe } from './person.ts';
import { type Sealed, scopeOf } from './tip-sealed.ts';

const SHOWN = ['image/jpeg', 'image/png', 'image/webp'];

/** Files of a message, opened with the message's own key. */
export function MessageFiles({ tip, id, message }: { tip: Sealed; id: string; message: OpenedMessage }) {
  if (message.content.files.length === 0) return null;
  return (
    <div className="photos">
      {message.content.files.map((file) => (
        <MessagePhoto key={file.id} tip={tip} id={id} message={message} manifest={file} />
      ))}
    </div>
  );
}

function MessagePhoto({
  tip,
  id,
  message,
  manifest,
}: {
  tip: Sealed;
  id: string;
  message: OpenedMessage;
  manifest: FileManifest;
}) {
  const me = useMe();
  const shown = SHOWN.includes(manifest.mediaType);
  const file = useQuery({
    queryKey: ['sealed-file', tip.id, manifest.id],
    enabled: shown,
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      const sealed = await download(tipAttachment, { id: tip.id, attachmentId: manifest.id });
      return openFile(scopeOf(me.tenant.no, tip), message.key, id, sealed.stream(), manifest);
    },
  });
  const url = useObjectUrl(file.data);
  if (!shown) return <span className="muted">附件 {manifest.name}：不支持在线查看的格式</span>;
  if (file.error) return <Alert type="error" title="附件不完整或被改动，未显示" />;
  if (!url) return <Skeleton.Image active />;
  return <img src={url} alt="消息附件" className="talk-photo" />;
}
