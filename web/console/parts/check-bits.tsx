import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { Timeline as AntTimeline, Select, Tag } from 'antd';
import { useEffect, useState } from 'react';
import {
  CHECK_STATES,
  CHECK_TAGS,
  type CheckState,
  type CheckTag,
  UNANNOUNCED,
} from '../../../workers/contract/check-words.ts';
import { checkEvents, checkFile } from '../../../workers/contract/checks.ts';
import { people } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { download } from '../session.ts';
import { useObjectUrl } from './object-url.ts';

const COLORS: Record<CheckState, string> = {
  planned: 'default',
  started: 'geekblue',
  recorded: 'orange',
  finished: 'green',
  cancelled: 'default',
};

export const CheckStateTag = ({ state }: { state: CheckState }) => (
  <Tag color={COLORS[state]}>{CHECK_STATES[state]}</Tag>
);

/** 明察/暗访 and the other pairs, as far as they were chosen; a covert one not begun says so aloud. */
export function TypeTags({
  of,
}: {
  of: { tags: CheckTag[]; unannounced: boolean; hidden: boolean; startedAt: string | null };
}) {
  return (
    <>
      {of.hidden && of.startedAt === null && <Tag color="red">保密</Tag>}
      {of.unannounced && <Tag color="red">{UNANNOUNCED}</Tag>}
      {of.tags.map((tag) => (
        <Tag key={tag} color={tag === 'covert' ? 'red' : undefined}>
          {CHECK_TAGS[tag]}
        </Tag>
      ))}
    </>
  );
}

const TABS = [
  ['/checks', '检查'],
  ['/checks/teams', '督导组'],
  ['/checks/rechecks', '回头看'],
  ['/checks/leaders', '领导带队'],
] as const;

/** The pages of visits, side by side. `here`: where a page below one of them belongs. */
export function CheckTabs({ here }: { here?: (typeof TABS)[number][0] }) {
  const { pathname } = useLocation();
  return (
    <nav className="check-tabs no-print" aria-label="督导检查">
      {TABS.map(([path, label]) => (
        <Link
          key={path}
          to={path as '/'}
          activeOptions={{ exact: true }}
          className={(here ?? pathname) === path ? 'here' : ''}
          aria-current={(here ?? pathname) === path ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** A picture of the visit behind the access token. */
export function CheckPicture({ id, blobId, alt }: { id: string; blobId: string; alt: string }) {
  const file = useQuery({
    queryKey: ['check-file', id, blobId],
    queryFn: () => download(checkFile, { id, blobId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const url = useObjectUrl(file.data);
  if (file.error) return <span className="muted">未能载入</span>;
  return url ? <img className="check-photo" src={url} alt={alt} /> : <span className="muted">…</span>;
}

export function CheckPictures({ id, photos, about }: { id: string; photos: readonly string[]; about: string }) {
  if (photos.length === 0) return null;
  return (
    <div className="photos">
      {photos.map((blobId, i) => (
        <CheckPicture key={blobId} id={id} blobId={blobId} alt={`${about} ${i + 1}`} />
      ))}
    </div>
  );
}

type Person = ClientOutput<typeof people>['items'][number];

/** People by name; those chosen keep theirs though the search no longer finds them. */
export function PeoplePicker({
  value,
  onChange,
  names = {},
  ...rest
}: {
  value?: string[];
  onChange?: (ids: string[]) => void;
  names?: Readonly<Record<string, string>>;
  id?: string;
  'aria-label'?: string;
}) {
  const [q, setQ] = useState('');
  const [known, setKnown] = useState<Record<string, string>>({});
  const found = useRoute(people, q ? { q, limit: 50 } : { limit: 50 });
  const items = (found.data?.items ?? []) as Person[];
  const options = new Map([
    ...(value ?? []).map((id) => [id, known[id] ?? names[id] ?? '…'] as const),
    ...items.map((p) => [p.id, p.name] as const),
  ]);
  return (
    <Select
      mode="multiple"
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setQ }}
      placeholder="输入姓名查找"
      value={value ?? []}
      onChange={(ids: string[]) => {
        setKnown((old) => ({ ...old, ...Object.fromEntries(ids.map((id) => [id, options.get(id) ?? '…'])) }));
        setQ('');
        onChange?.(ids);
      }}
      options={[...options].map(([id, label]) => ({ value: id, label }))}
      {...rest}
    />
  );
}

type Event = ClientOutput<typeof checkEvents>['items'][number];

export function CheckTimeline({ id, version }: { id: string; version: number }) {
  const pages = usePages(checkEvents, { id, limit: 50 });
  const { refetch } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means a new event
  useEffect(() => void refetch(), [version, refetch]);
  return (
    <section className="card no-print" aria-label="办理过程">
      <h2>办理过程</h2>
      <AntTimeline
        items={(pages.items as Event[]).map((e) => ({
          key: e.seq,
          content: (
            <>
              <strong>{e.label}</strong>
              <div className="muted num">
                {timeOf(e.at)} {e.actorName}
              </div>
            </>
          ),
        }))}
      />
    </section>
  );
}
