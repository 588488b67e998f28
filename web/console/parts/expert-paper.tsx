import { Button, Modal } from 'antd';
import { useState } from 'react';
import { evidenceFile } from '../../../workers/contract/experts.ts';
import { download, saveAs } from '../session.ts';
import { fileName, fileWord } from './file-name.ts';
import { useObjectUrl } from './object-url.ts';

/** What proves a figure: a picture is shown here, a PDF is saved. */
export function Paper({
  expertId,
  row,
  name,
}: {
  expertId: string;
  row: { readonly blobId: string | null; readonly mediaType: string };
  name: string;
}) {
  const [file, setFile] = useState<Blob>();
  const url = useObjectUrl(file);
  const { blobId, mediaType } = row;
  if (blobId === null) return <span className="late">还没有证明材料</span>;
  const asked = { id: expertId, blobId };
  const picture = mediaType.startsWith('image/');
  const open = async () => {
    if (picture) setFile(await download(evidenceFile, asked));
    else await saveAs(download(evidenceFile, asked), fileName(name, mediaType));
  };
  return (
    <>
      <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => void open()}>
        证明材料（{picture ? '图片' : fileWord(mediaType)}）
      </Button>
      {url !== '' && (
        <Modal open title={name} footer={null} width={860} onCancel={() => setFile(undefined)}>
          <img src={url} alt={`${name}的证明材料`} style={{ maxWidth: '100%' }} />
        </Modal>
      )}
    </>
  );
}
