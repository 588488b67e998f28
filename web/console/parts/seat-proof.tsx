import { useQuery } from '@tanstack/react-query';
import { Button, Slider } from 'antd';
import { useState } from 'react';
import { seatFile } from '../../../workers/contract/seats.ts';
import { download, saveAs } from '../session.ts';
import { fileName, fileWord } from './file-name.ts';
import { useObjectUrl } from './object-url.ts';
import type { Figure } from './seat-bits.tsx';

/** What proves the figure beside it: a picture to look into, anything else to be saved. */
export function SeatProof({ seatId, figure }: { seatId: string; figure: Figure | undefined }) {
  if (!figure) return <p className="muted">点左边的一项，这里显示它的证明材料。</p>;
  if (!figure.blobId) return <p className="muted">这一项没有上传材料。看过原件的，可以按“已看原件”。</p>;
  return <File key={figure.blobId} seatId={seatId} blobId={figure.blobId} mediaType={figure.mediaType ?? ''} />;
}

function File({ seatId, blobId, mediaType }: { seatId: string; blobId: string; mediaType: string }) {
  const [zoom, setZoom] = useState(100);
  const picture = mediaType.startsWith('image/');
  const file = useQuery({
    queryKey: ['blob', blobId],
    queryFn: () => download(seatFile, { id: seatId, blobId }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: picture,
  });
  const url = useObjectUrl(file.data);
  const save = () => void saveAs(download(seatFile, { id: seatId, blobId }), fileName('证明材料', mediaType));
  if (!picture) return <Button onClick={save}>下载材料（{fileWord(mediaType)}）</Button>;
  if (file.error) return <p className="late">材料没有取到，请重试。</p>;
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <span className="muted">放大</span>
        <div style={{ flex: 1, maxWidth: 260 }}>
          <Slider
            min={50}
            max={400}
            step={10}
            value={zoom}
            onChange={setZoom}
            ariaLabelForHandle="放大倍数"
            tooltip={{ formatter: (v) => `${v}%` }}
          />
        </div>
        <Button size="small" onClick={save}>
          下载
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a picture larger than its frame is scrolled by keyboard */}
      <section className="seat-view" tabIndex={0} aria-label="证明材料">
        {url && <img src={url} alt="证明材料" style={{ width: `${zoom}%` }} />}
      </section>
    </>
  );
}
