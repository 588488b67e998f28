import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Tag } from 'antd';
import { useState } from 'react';
import type * as z from 'zod';
import type { findingView, milestoneView } from '../../../workers/contract/engagements.ts';
import { engagementFile, MILESTONE_WORDS } from '../../../workers/contract/engagements.ts';
import {
  ENGAGEMENT_STATES,
  type EngagementState,
  PART_STATES,
  type PartState,
} from '../../../workers/contract/expert-words.ts';
import { HAZARD_STATES } from '../../../workers/contract/hazards.ts';
import { myFile } from '../../../workers/contract/my-expert.ts';
import { dayOf, remaining } from '../format.ts';
import { download } from '../session.ts';
import { useObjectUrl } from './object-url.ts';

export type Finding = z.output<typeof findingView>;
export type Milestone = z.output<typeof milestoneView>;

const STATE_COLOURS: Partial<Record<EngagementState, string>> = {
  invited: 'orange',
  under_way: 'blue',
  reported: 'blue',
  accepted: 'green',
  closed: 'green',
};
export const EngagementTag = ({ state, late }: { state: EngagementState; late?: boolean }) => (
  <>
    <Tag color={STATE_COLOURS[state]}>{ENGAGEMENT_STATES[state]}</Tag>
    {late && <Tag color="red">超期</Tag>}
  </>
);

const PART_COLOURS: Partial<Record<PartState, string>> = {
  invited: 'orange',
  accepted: 'blue',
  signed: 'green',
  recused: 'orange',
  absent: 'red',
};
export const PartTag = ({ state }: { state: PartState }) => <Tag color={PART_COLOURS[state]}>{PART_STATES[state]}</Tag>;

/** The three limits of document 004-7, each met, running or missed. */
export function Milestones({ of }: { of: readonly Milestone[] }) {
  if (of.length === 0) return <p className="muted">这类工作没有节点要求。</p>;
  return (
    <ul className="eng-miles">
      {of.map((m) => (
        <li key={m.kind} className={m.doneOn ? 'done' : m.late ? 'missed' : ''} title={m.basis}>
          <strong>{MILESTONE_WORDS[m.kind]}</strong>
          <span className="num">{m.dueAt ? `${dayOf(m.dueAt)} 前` : '未定期限'}</span>
          {m.doneOn ? (
            <span className={m.late ? 'late' : ''}>
              ✓ <span className="num">{m.doneOn}</span> 完成{m.late && '（超期）'}
            </span>
          ) : (
            m.dueAt && <span className={m.late ? 'late' : 'muted'}>{remaining(m.dueAt)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where a photo comes from: the office's reader or the expert's own. */
export type PhotosOf = { readonly as: 'office' | 'self'; readonly id: string };

/** A finding with where it stands in the queue; `link`: whoever may open the hazard itself. */
export function FindingLine({ of, photos, link }: { of: Finding; photos: PhotosOf; link?: React.ReactNode }) {
  return (
    <li>
      <div className="row">
        <span className="num muted">{of.number}</span>
        {link ?? <strong>{of.title}</strong>}
        {of.level === 'major' && <Tag color="red">重大</Tag>}
        <Tag color={of.finished ? 'green' : of.late ? 'red' : 'blue'}>{HAZARD_STATES[of.state]}</Tag>
      </div>
      <div className="muted">
        {of.expert} · <span className="num">{dayOf(of.foundAt)}</span>
        {of.ownerName && ` · ${of.ownerName}整改`}
        {of.dueAt && !of.finished && <span className={of.late ? 'late' : ''}> · {remaining(of.dueAt)}</span>}
      </div>
      {of.photos.length > 0 && (
        <div className="photos">
          {of.photos.map((photo, at) => (
            <FindingPhoto key={photo.blobId} of={photos} blobId={photo.blobId} alt={`${of.title} 照片 ${at + 1}`} />
          ))}
        </div>
      )}
    </li>
  );
}

function FindingPhoto({ of, blobId, alt }: { of: PhotosOf; blobId: string; alt: string }) {
  const [open, setOpen] = useState(false);
  const file = useQuery({
    queryKey: ['blob', blobId],
    queryFn: () => download(of.as === 'office' ? engagementFile : myFile, { id: of.id, blobId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const url = useObjectUrl(file.data);
  if (file.error) return <span className="muted">未能载入</span>;
  if (!url) return <span className="muted">…</span>;
  return (
    <>
      <button type="button" className="photo" onClick={() => setOpen(true)} aria-label={`查看 ${alt}`}>
        <img src={url} alt={alt} draggable={false} />
      </button>
      <Modal open={open} footer={null} width="min(1000px, 96vw)" title={alt} onCancel={() => setOpen(false)}>
        <img src={url} alt={alt} style={{ width: '100%' }} />
      </Modal>
    </>
  );
}

/** More of a list, where there is more. */
export function More({
  of,
}: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  if (!of.hasNextPage) return null;
  return (
    <Button loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      再看一页
    </Button>
  );
}
