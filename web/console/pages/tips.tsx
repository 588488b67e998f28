import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Checkbox, Grid, Input, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { desk } from '../../../workers/contract/tip-desk.ts';
import { TIP_KINDS, TIP_STATES, type TipKind, type TipState } from '../../../workers/contract/tips.ts';
import { useRoute } from '../data.ts';
import { useCan, useMe } from '../parts/person.ts';
import { Failed } from '../parts/states.tsx';
import { TipFolds } from '../parts/tip-folds.tsx';
import { TipTable, TipTiles, urgentFirst } from '../parts/tip-list.tsx';
import { Duplicates } from '../parts/tip-merge.tsx';
import { searchable, useReads } from '../parts/tip-sealed.ts';
import { Unlocked } from '../parts/unlock.tsx';
import { lock } from '../parts/vault.ts';

interface Filter {
  state?: TipState;
  kind?: TipKind;
  unread?: boolean;
}
const PAGE = 50;
const choices = (words: Record<string, string>, all: string) => [
  { value: '', label: all },
  ...Object.entries(words).map(([value, label]) => ({ value, label })),
];

/** The clear header of a page at a time; the words of that page are opened at one press and searched here alone. */
export function TipDesk() {
  const filter = useSearch({ strict: false }) as Filter;
  const navigate = useNavigate();
  const phone = Grid.useBreakpoint().md === false;
  const can = useCan();
  const me = useMe();
  // The cursors of the pages before this one: going on costs the same on the first page and on the two-hundredth.
  const [trail, setTrail] = useState<string[]>([]);
  const cursor = trail.at(-1);
  const page = useRoute(desk, { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) } as never);
  const { vault, reads, open, done, error } = useReads();
  const [asked, setAsked] = useState(false);
  const [q, setQ] = useState('');

  const items = page.data?.items ?? [];
  const closed = items.filter((r) => !r.shredded && !reads.has(r.id));
  const unlocking = asked && !vault;
  useEffect(() => {
    if (!asked || !vault || page.isPlaceholderData) return;
    setAsked(false);
    void open(page.data?.items ?? []);
  }, [asked, vault, open, page.data, page.isPlaceholderData]);

  const set = (change: object) => {
    setTrail([]);
    const next = Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, v]) => v));
    void navigate({ to: '/tips', search: next as never, replace: true });
  };
  const words = q.trim().toLowerCase();
  const hits = [...reads.values()].filter((r) => words.split(/\s+/).every((w) => searchable(r).includes(w)));
  const list = {
    rows: urgentFirst(words ? hits.map((h) => h.row) : items),
    reads,
    loading: page.isPending,
    empty: words
      ? '已解密的举报里没有找到。没有解密的查不到，可以翻页再解密。'
      : Object.keys(filter).length > 0
        ? '没有符合筛选条件的举报。'
        : me.grants.some((g) => g.role === 'tip_office')
          ? '还没有收到举报。可以先打开举报页发一条试一试。'
          : '没有移交给您的岗位的举报。移交来的会出现在这里，并有通知。',
    onOpen: (id: string) => void navigate({ to: '/tips/$id', params: { id } as never }),
  };
  return (
    <>
      <div className="card" style={{ marginBottom: 12 }}>
        <div className="row">
          <Select
            aria-label="状态"
            style={{ width: 120 }}
            value={filter.state ?? ''}
            onChange={(state) => set({ state })}
            options={choices(TIP_STATES, '全部状态')}
          />
          <Select
            aria-label="类型"
            style={{ width: 150 }}
            value={filter.kind ?? ''}
            onChange={(kind) => set({ kind })}
            options={choices(TIP_KINDS, '全部类型')}
          />
          <Checkbox checked={!!filter.unread} onChange={(e) => set({ unread: e.target.checked })}>
            有新消息
          </Checkbox>
          <span className="grow" />
          {can('tip.office') && (
            <Link to="/tips/enter">
              <Button>代录来电、来信、来访</Button>
            </Link>
          )}
          {vault && <Button onClick={lock}>锁上密钥</Button>}
        </div>
        <div className="row" style={{ marginTop: 8 }}>
          <Button
            type="primary"
            loading={done !== undefined}
            disabled={closed.length === 0}
            onClick={() => setAsked(true)}
          >
            {done === undefined ? '解密本页并检索' : `正在解密 ${done}/${items.length}`}
          </Button>
          <span className="muted">
            {closed.length > 0
              ? `在本机解密 ${closed.length} 件，每一件都记一次查看；锁上密钥即清除。`
              : items.length > 0 && '本页已解密，只在本机内存里。'}
          </span>
          <span className="grow" />
          <Input.Search
            allowClear
            aria-label="在已解密的举报里查找"
            placeholder={reads.size > 0 ? `在已解密的 ${reads.size} 件里查找` : '解密后可以查找'}
            disabled={reads.size === 0}
            style={{ width: 260, maxWidth: '100%' }}
            value={q}
            onChange={(e) => setQ(e.target.value)}
          />
        </div>
        {error && <Alert type="error" showIcon role="alert" title={error} style={{ marginTop: 8 }} />}
      </div>
      <Duplicates />
      {!words && !cursor && <TipFolds folds={page.data?.folds ?? []} />}
      <div className="card" style={{ padding: 0, margin: 0 }}>
        {page.error && !page.data ? (
          <Failed error={page.error} retry={() => void page.refetch()} />
        ) : phone ? (
          <TipTiles {...list} />
        ) : (
          <TipTable {...list} />
        )}
        {!words && (trail.length > 0 || page.data?.next) && (
          <div className="row" style={{ padding: 12, justifyContent: 'center' }}>
            <Button disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
              上一页
            </Button>
            <span className="num">第 {trail.length + 1} 页</span>
            <Button
              disabled={!page.data?.next || page.isPlaceholderData}
              onClick={() => setTrail([...trail, page.data!.next!])}
            >
              下一页
            </Button>
          </div>
        )}
      </div>
      {!phone && <p className="muted">键盘：j、k 或上下键移动，回车打开。</p>}
      <Modal open={unlocking} footer={null} title="打开举报密钥" onCancel={() => setAsked(false)} destroyOnHidden>
        <Unlocked>{null}</Unlocked>
      </Modal>
    </>
  );
}
