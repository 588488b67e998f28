import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { tipAttachment } from '../../../workers/contract/tip-desk.ts';
import { openFile } from '../../../workers/protocol/attachments-open.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import type { Sealed } from '../pages/tip.tsx';
import { download } from '../session.ts';
import { useObjectUrl } from './object-url.ts';
import { useMe } from './person.ts';

const SHOWN = ['image/jpeg', 'image/png', 'image/webp'];

export function TipFiles({ tip, opened }: { tip: Sealed; opened: OpenedTip }) {
  if (opened.content.files.length === 0) return null;
  return (
    <div className="photos">
      {opened.content.files.map((file, i) => (
        <SealedPhoto key={file.id} tip={tip} opened={opened} index={i} />
      ))}
    </div>
  );
}

/** Fetched sealed, opened here. Only image types are shown, as images; anything else is named and not rendered. */
function SealedPhoto({ tip, opened, index }: { tip: Sealed; opened: OpenedTip; index: number }) {
  const me = useMe();
  const manifest = opened.content.files[index]!;
  const shown = SHOWN.includes(manifest.mediaType);
  const file = useQuery({
    queryKey: ['sealed-file', tip.id, manifest.id],
    enabled: shown,
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      const sealed = await download(tipAttachment, { id: tip.id, attachmentId: manifest.id });
      const scope = { tenantNo: me.tenant.no, tipId: tip.id, formHash: tip.formHash };
      return openFile(scope, opened.dek, 'file', sealed.stream(), manifest);
    },
  });
  const url = useObjectUrl(file.data);
  if (!shown) return <span className="muted">附件 {index + 1}：不支持在线查看的格式</span>;
  if (file.error) return <Alert type="error" title={`附件 ${index + 1} 不完整或被改动，未显示`} />;
  if (!url) return <Skeleton.Image active />;
  return (
    <img
      src={url}
      alt={`举报人附件 ${index + 1}`}
      style={{ maxWidth: '100%', maxHeight: 220, border: '1px solid #e1e4ea' }}
    />
  );
}
