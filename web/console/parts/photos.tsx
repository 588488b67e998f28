import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { addEvidence, blob } from '../../../workers/contract/hazards.ts';
import { useCommand } from '../data.ts';
import { timeOf } from '../format.ts';
import { download, saveAs } from '../session.ts';
import type { Hazard } from './hazard-detail.tsx';
import { useObjectUrl } from './object-url.ts';
import { useCan } from './person.ts';
import { Uploader } from './uploader.tsx';

type Evidence = Hazard['evidence'][number];

/** Before and after side by side; two photos open over each other with a slider. */
export function Photos({ hazard }: { hazard: Hazard }) {
  const can = useCan();
  const [shown, setShown] = useState<Evidence>();
  const add = useCommand(addEvidence, { touches: ['hazards.one', 'hazards.events'], done: '已补充' });
  const of = (stage: Evidence['stage']) => hazard.evidence.filter((e) => e.stage === stage);
  const [before, after, documents] = [of('before'), of('after'), of('document')];
  const open = !['closed', 'merged', 'not_established'].includes(hazard.state);
  return (
    <section style={{ marginTop: 16 }}>
      <h2 style={{ fontSize: 15 }}>整改前后照片</h2>
      <div className="grid2">
        <Album title="整改前" photos={before} hazardId={hazard.id} onOpen={setShown} />
        <Album title="整改后" photos={after} hazardId={hazard.id} onOpen={setShown} />
      </div>
      {documents.length > 0 && (
        <ul className="rows">
          {documents.map((d) => (
            <li key={d.id}>
              <button
                type="button"
                className="ant-btn ant-btn-link"
                onClick={() => void saveAs(download(blob, { id: hazard.id, blobId: d.blobId }), d.caption || '附件')}
              >
                {d.caption || '附件'} {timeOf(d.addedAt)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {open && can('hazard.report') && (
        <div style={{ marginTop: 8 }}>
          <Uploader
            label="补充整改前照片"
            onUploaded={(ids) => add.mutate({ id: hazard.id, stage: 'before', blobIds: ids })}
            instant
          />
        </div>
      )}
      {shown && (
        <Viewer hazardId={hazard.id} shown={shown} before={before} after={after} onClose={() => setShown(undefined)} />
      )}
    </section>
  );
}

function Album({
  title,
  photos,
  hazardId,
  onOpen,
}: {
  title: string;
  photos: Evidence[];
  hazardId: string;
  onOpen: (e: Evidence) => void;
}) {
  return (
    <div>
      <div className="muted">{title}</div>
      {photos.length === 0 && <div className="muted">暂无</div>}
      <div className="photos">
        {photos.map((p, i) => (
          <button
            key={p.id}
            type="button"
            className="photo"
            onClick={() => onOpen(p)}
            aria-label={`查看${title}照片 ${i + 1}`}
          >
            <Picture hazardId={hazardId} blobId={p.blobId} alt={`${title} ${i + 1}`} />
          </button>
        ))}
      </div>
    </div>
  );
}

/** An image behind the access token: fetched, then shown from memory. */
export function Picture({ hazardId, blobId, alt }: { hazardId: string; blobId: string; alt: string }) {
  const file = useQuery({
    queryKey: ['blob', blobId],
    queryFn: () => download(blob, { id: hazardId, blobId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const url = useObjectUrl(file.data);
  if (file.error) return <span className="muted">未能载入</span>;
  return url ? <img src={url} alt={alt} draggable={false} /> : <span className="muted">…</span>;
}

function Viewer({
  hazardId,
  shown,
  before,
  after,
  onClose,
}: {
  hazardId: string;
  shown: Evidence;
  before: Evidence[];
  after: Evidence[];
  onClose: () => void;
}) {
  const [share, setShare] = useState(50);
  const [first, last] = [
    shown.stage === 'before' ? shown : before.at(-1),
    shown.stage === 'after' ? shown : after.at(-1),
  ];
  const both = first && last;
  return (
    <Modal
      open
      footer={null}
      width="min(1000px, 96vw)"
      onCancel={onClose}
      title={both ? '左右拖动，对比整改前后' : shown.stage === 'after' ? '整改后' : '整改前'}
    >
      <div className="compare">
        <Picture hazardId={hazardId} blobId={(both ? last : shown).blobId} alt="整改后" />
        {both && (
          <>
            <div
              className="top"
              ref={(el) => {
                if (el) el.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
              }}
            >
              <Picture hazardId={hazardId} blobId={first.blobId} alt="整改前" />
            </div>
            <span className="tagl">整改前</span>
            <span className="tagr">整改后</span>
            <input
              type="range"
              min={0}
              max={100}
              value={share}
              onChange={(e) => setShare(Number(e.target.value))}
              aria-label="对比位置"
            />
          </>
        )}
      </div>
    </Modal>
  );
}
