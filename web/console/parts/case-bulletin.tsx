import { Button, DatePicker, Table } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { caseBulletin, exportCases } from '../../../workers/contract/criminal-cases.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { today } from '../format.ts';
import { download, saveAs } from '../session.ts';
import { Fallible } from './states.tsx';

type Row = ClientOutput<typeof caseBulletin>['byCharge'][number];
const STEPS = [
  ['found', '发现'],
  ['referred', '移送'],
  ['filed', '立案'],
  ['prosecuted', '起诉'],
  ['judged', '判决'],
  ['notFiled', '不予立案'],
  ['dropped', '撤案、不起诉'],
] as const;

/** 定期通报: what happened between two days, by charge. */
export function CaseBulletin() {
  const [[from, to], setSpan] = useState<[dayjs.Dayjs, dayjs.Dayjs]>(() => [
    dayjs(today()).startOf('year'),
    dayjs(today()),
  ]);
  const span = { from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') };
  const query = useRoute(caseBulletin, span);
  const total = query.data?.total;
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <DatePicker.RangePicker
          allowClear={false}
          value={[from, to]}
          onChange={(days) => days?.[0] && days[1] && setSpan([days[0], days[1]])}
          aria-label="时段"
        />
        <span className="grow" />
        <Button
          onClick={() => void saveAs(download(exportCases, span), `事前刑责案件通报${span.from}至${span.to}.xlsx`)}
        >
          导出 Excel
        </Button>
      </div>
      <Fallible query={query}>
        <Table<Row>
          rowKey="charge"
          size="middle"
          pagination={false}
          scroll={{ x: 720 }}
          dataSource={query.data?.byCharge ?? []}
          locale={{ emptyText: '这个时段没有案件进展。' }}
          columns={[
            { title: '罪名', dataIndex: 'name', fixed: 'left', width: 200 },
            ...STEPS.map(([key, label]) => ({ title: label, dataIndex: key, width: 80, className: 'num' })),
          ]}
          summary={() =>
            total && (
              <Table.Summary.Row>
                <Table.Summary.Cell index={0}>
                  <b>合计</b>
                </Table.Summary.Cell>
                {STEPS.map(([key], i) => (
                  <Table.Summary.Cell key={key} index={i + 1} className="num">
                    <b>{total[key]}</b>
                  </Table.Summary.Cell>
                ))}
              </Table.Summary.Row>
            )
          }
        />
      </Fallible>
    </>
  );
}
