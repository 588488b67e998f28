import { Segmented, Tag } from 'antd';
import { useState } from 'react';
import { DRAW_LISTS, type DrawListName, drawEntries } from '../../../workers/contract/draws.ts';
import { EXCLUSIONS } from '../../../workers/contract/expert-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import type { Draw } from './draw-bits.tsx';
import { PagedTable } from './list.tsx';

type Entry = ClientOutput<typeof drawEntries>['items'][number];

/** Who stands in a list, and who does not with reason and evidence: a preview until the freezing. */
export function DrawEntries({ draw: d }: { draw: Draw }) {
  const [list, setList] = useState<DrawListName>('experts');
  const [which, setWhich] = useState<'excluded' | 'all'>('excluded');
  const input = { id: d.id, list, limit: 50, ...(which === 'excluded' ? { excluded: 'true' } : {}) };
  const pages = usePages(drawEntries, input as never);
  const shown = d.lists.find((one) => one.name === list);
  const out = Object.values(shown?.excluded ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <section className="card" aria-label="名单">
      <div className="row">
        <h2 className="grow">{d.state === 'drafted' ? '名单预览（封存时以当时情况为准）' : '封存的名单'}</h2>
        {d.lists.length > 1 && (
          <Segmented
            value={list}
            onChange={setList}
            options={d.lists.map(({ name }) => ({ value: name, label: DRAW_LISTS[name] }))}
          />
        )}
        <Segmented
          value={which}
          onChange={setWhich}
          options={[
            { value: 'excluded', label: `不参加 ${out}` },
            { value: 'all', label: `全部 ${shown?.entries ?? 0}` },
          ]}
        />
      </div>
      <PagedTable<Entry>
        rowKey={(one) => one.entry + one.stratum}
        pages={pages as never}
        scroll={{ x: 560 }}
        empty={which === 'excluded' ? '没有人需要排除。' : '名单是空的。'}
        columns={[
          { title: '姓名', width: 190, dataIndex: 'label' },
          { title: '类别', dataIndex: 'stratum' },
          {
            title: '不参加的原因',
            render: (_, one) => one.excluded && <Tag color="orange">{EXCLUSIONS[one.excluded]}</Tag>,
          },
          { title: '依据（不公开）', dataIndex: 'evidence' },
        ]}
      />
    </section>
  );
}
