import { Button, Drawer, Progress, Segmented, Tag } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { PROFILE_FIELDS, unitProfiles } from '../../../workers/contract/unit-profiles.ts';
import { UNIT_KINDS } from '../../../workers/contract/units.ts';
import { usePages, useRoute } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { WIDE } from '../parts/supervision-filters.tsx';
import { UnitProfile } from '../parts/unit-profile.tsx';

type Row = ClientOutput<typeof unitProfiles>['items'][number];

/** 机构与人员全覆盖: how many units have said what they must, and what the others lack. */
export function UnitProfiles() {
  const [only, setOnly] = useState<'all' | 'missing'>('all');
  const [shown, setShown] = useState<Row>();
  const pages = usePages(unitProfiles, { limit: 100, ...(only === 'missing' ? { missing: 'true' } : {}) } as never);
  const meter = useRoute(unitProfiles, { limit: 1 }).data;
  return (
    <div className="card">
      {meter && (
        <div style={{ marginBottom: 12 }}>
          <strong>
            全覆盖 {meter.complete}/{meter.total}
          </strong>
          <Progress
            aria-label="全覆盖"
            percent={Math.round((meter.complete / Math.max(1, meter.total)) * 100)}
            status={meter.complete === meter.total ? 'success' : 'normal'}
          />
          <span className="muted">
            必填：{meter.required.map((field) => PROFILE_FIELDS[field]).join('、')}
            {meter.basis && `。依据：${meter.basis}`}
            {meter.basis && !meter.basisChecked && (
              <Tag color="orange" style={{ marginLeft: 6 }}>
                待核实
              </Tag>
            )}
          </span>
        </div>
      )}
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          value={only}
          onChange={setOnly}
          options={[
            { value: 'all', label: '全部单位' },
            { value: 'missing', label: '没填全的' },
          ]}
        />
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={only === 'missing' ? '都填全了。' : '没有需要填报的单位。'}
        scroll={{}}
        columns={[
          {
            title: '单位',
            render: (_, u) => (
              <>
                <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => setShown(u)}>
                  {u.name}
                </Button>
                <div className="muted">{UNIT_KINDS[u.kind]}</div>
              </>
            ),
          },
          {
            title: '安全管理机构',
            responsive: WIDE,
            render: (_, u) => (u.hasBody === null ? '—' : u.hasBody ? u.body || '已设立' : '未设立'),
          },
          {
            title: '专职／兼职',
            width: 110,
            className: 'num',
            responsive: WIDE,
            render: (_, u) => `${u.fullTime ?? '—'}／${u.partTime ?? '—'}`,
          },
          { title: '分管负责人', width: 110, responsive: WIDE, render: (_, u) => u.leader || '—' },
          { title: '联络员', width: 110, responsive: WIDE, render: (_, u) => u.contact || '—' },
          {
            title: '待填',
            width: 200,
            render: (_, u) =>
              u.missing.length === 0 ? (
                <Tag color="green">已填全</Tag>
              ) : u.updatedAt === null ? (
                <span className="late">尚未填报</span>
              ) : (
                <span className="late">{u.missing.map((field) => PROFILE_FIELDS[field]).join('、')}</span>
              ),
          },
        ]}
      />
      <Drawer open={shown !== undefined} title={shown?.name} size={520} onClose={() => setShown(undefined)}>
        {shown && <UnitProfile unitId={shown.id} />}
      </Drawer>
    </div>
  );
}
