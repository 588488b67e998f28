import { FileTextOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Tag } from 'antd';
import { useState } from 'react';
import { partFile } from '../../../workers/contract/assignments.ts';
import { ASSIGNMENT_ROLES } from '../../../workers/contract/task-words.ts';
import { timeOf } from '../format.ts';
import { download, saveAs } from '../session.ts';
import { fileName, fileWord } from './file-name.ts';
import { Due } from './hazard-bits.tsx';
import { useObjectUrl } from './object-url.ts';
import { OrderFrom } from './order-from.tsx';
import { StepButtons } from './task-actions.tsx';
import { isFinished, PartTag, Share, TaskDue } from './task-bits.tsx';
import type { Task, TaskPart } from './task-detail.tsx';
import { StepList } from './task-steps.tsx';
import { StepsEditor } from './task-steps-editor.tsx';

const CLOCKS = { acknowledge: '签收', complete: '办结', milestone: '节点' } as const;

/** A unit's part: state and clock in one line, below it what it reported and what may be done next. */
export function Part({ task, part, unfolded }: { task: Task; part: TaskPart; unfolded: boolean }) {
  const mine = part.actions.some((a) => a.allowed);
  const [editing, setEditing] = useState(false);
  const steps = task.steps.filter((s) => s.assignmentId === part.id);
  const works = part.actions.some((a) => a.allowed && (a.action === 'progress' || a.action === 'submit'));
  const name = task.names[part.unitId] ?? '';
  return (
    <details className="part" open={unfolded || mine}>
      <summary>
        <strong>{name}</strong>
        <Tag>{ASSIGNMENT_ROLES[part.role]}</Tag>
        <PartTag state={part.state} />
        <span className="grow" />
        {part.progress > 0 && <Share percent={part.progress} />}
        <TaskDue row={{ ...part, kind: task.kind, deadlineText: task.deadlineText }} />
      </summary>
      <div className="part-body">
        <PartFacts task={task} part={part} />
        <Clocks part={part} />
        {part.evidence.length > 0 && <Files part={part} unit={name} />}
        <StepList steps={steps} names={task.names} may={works} />
        <div className="row">
          <StepButtons task={task} part={part} actions={part.actions} />
          {works && <Button onClick={() => setEditing(true)}>编制倒排工期</Button>}
          {task.state === 'dispatched' && !isFinished(part.state) && (
            <OrderFrom unitId={part.unitId} assignmentId={part.id} matter={`${task.number} ${task.title}`} />
          )}
        </div>
      </div>
      {editing && <StepsEditor task={task} part={part} steps={steps} onClose={() => setEditing(false)} />}
    </details>
  );
}

function PartFacts({ task, part }: { task: Task; part: TaskPart }) {
  const name = (id: string | null) => (id ? (task.names[id] ?? '') : '');
  const below = part.below;
  const lines: [string, string][] = [
    ['承办人', name(part.personId)],
    [part.state === 'submitted' ? '报结说明' : '最近进展', part.note && `${part.note}${when(part.noteAt)}`],
    ['报结', part.submittedAt ? `${timeOf(part.submittedAt)} ${name(part.submittedBy)}` : ''],
    ['理由', part.reason],
    ['轮次', part.round > 1 ? `第 ${part.round} 轮` : ''],
    [
      '下级进展',
      below ? `共 ${below.total} 项，完成 ${below.finished} 项，超期 ${below.late} 项（${timeOf(below.at)} 报来）` : '',
    ],
  ];
  const said = lines.filter(([, value]) => value !== '');
  if (said.length === 0) return null;
  return (
    <dl className="facts">
      {said.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
const when = (at: string | null) => (at ? `（${timeOf(at)}）` : '');

function Clocks({ part }: { part: TaskPart }) {
  if (part.clocks.length === 0) return null;
  return (
    <ul className="clocks muted">
      {part.clocks.map((c) => (
        <li key={`${c.kind}-${c.anchorAt}`}>
          {CLOCKS[c.kind]}期限：
          {c.unknown ? (
            <Tag color="orange">该年放假安排未公布，期限待算</Tag>
          ) : (
            <Due dueAt={c.dueAt} open={!c.stoppedAt && !isFinished(part.state)} long />
          )}
          {c.stoppedAt ? `，${timeOf(c.stoppedAt)} 停止计时` : ` · 依据：${c.basis}`}
          {!c.stoppedAt && !c.basisChecked && <Tag style={{ marginLeft: 6 }}>待核实</Tag>}
        </li>
      ))}
    </ul>
  );
}

/** Pictures to look at; everything else to be saved. */
function Files({ part, unit }: { part: TaskPart; unit: string }) {
  const [shown, setShown] = useState<string>();
  return (
    <div className="photos">
      {part.evidence.map(({ id, blobId, caption, mediaType }, i) => {
        const name = caption || `报结材料 ${i + 1}`;
        if (!mediaType.startsWith('image/'))
          return (
            <Button
              key={id}
              icon={<FileTextOutlined />}
              onClick={() => void saveAs(download(partFile, { id: part.id, blobId }), fileName(name, mediaType))}
            >
              {name}（{fileWord(mediaType)}）
            </Button>
          );
        return (
          <button
            key={id}
            type="button"
            className="photo"
            aria-label={`查看${unit}报结材料 ${i + 1}`}
            onClick={() => setShown(blobId)}
          >
            <File part={part} blobId={blobId} alt={name} />
          </button>
        );
      })}
      {shown && (
        <Modal open footer={null} width="min(1000px, 96vw)" onCancel={() => setShown(undefined)} title="报结材料">
          <div className="part-file">
            <File part={part} blobId={shown} alt="报结材料" />
          </div>
        </Modal>
      )}
    </div>
  );
}

/** A picture behind the access token: fetched, then shown from memory. */
function File({ part, blobId, alt }: { part: TaskPart; blobId: string; alt: string }) {
  const file = useQuery({
    queryKey: ['assignments.file', blobId],
    queryFn: () => download(partFile, { id: part.id, blobId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const url = useObjectUrl(file.data);
  if (file.error) return <span className="muted">未能载入</span>;
  return url ? <img src={url} alt={alt} /> : <span className="muted">…</span>;
}
