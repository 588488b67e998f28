import { Form, Input, TreeSelect } from 'antd';
import { MILESTONE_WORDS } from '../../../workers/contract/engagements.ts';
import { isCreditCode } from '../../../workers/protocol/credit-code.ts';
import { DayField } from './day-field.tsx';
import { treeOf, useUnits } from './units.ts';

const must = (message: string) => [{ required: true, message }];
const PLACES = ['street', 'county', 'community', 'grid', 'park'];
export const DAYS = { resident: 'residentBy', check: 'checkedBy', rectify: 'rectifiedBy' } as const;

/** What planning and changing ask alike: where, when, what about, and days in place of the policy's. */
export function EngagementFields({ fixed = false }: { fixed?: boolean }) {
  const units = useUnits();
  return (
    <>
      <div className="grid2">
        <Form.Item name="enterprise" label="受检单位" rules={must('请填写受检单位名称')}>
          <Input maxLength={80} disabled={fixed} />
        </Form.Item>
        <Form.Item
          name="creditCode"
          label="统一社会信用代码"
          rules={[
            {
              validator: (_, code: string) =>
                !code || isCreditCode(code.trim().toUpperCase())
                  ? Promise.resolve()
                  : Promise.reject(new Error('代码不对，请与营业执照核对')),
            },
          ]}
        >
          <Input maxLength={18} disabled={fixed} placeholder="选填，用于核对回避和冷却期" />
        </Form.Item>
        <Form.Item name="fromDay" label="开始日期" rules={must('请选择开始日期')}>
          <DayField />
        </Form.Item>
        <Form.Item name="toDay" label="结束日期" rules={must('请选择结束日期')}>
          <DayField />
        </Form.Item>
        <Form.Item name="placeUnitId" label="所在街道、园区">
          <TreeSelect
            allowClear
            showSearch
            treeNodeFilterProp="title"
            treeData={treeOf(units.all.filter((u) => PLACES.includes(u.kind)))}
          />
        </Form.Item>
        <Form.Item name="address" label="地址">
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="title" label="名称" rules={must('请填写名称')}>
        <Input maxLength={80} placeholder="例：春节前危化品企业驻企检查" />
      </Form.Item>
      <Form.Item name="brief" label="检查要求和背景" extra="专家签署利益冲突声明后才能看到">
        <Input.TextArea rows={4} maxLength={4000} showCount />
      </Form.Item>
      <div className="grid2">
        {(['resident', 'check', 'rectify'] as const).map((kind) => (
          <Form.Item key={kind} name={DAYS[kind]} label={`${MILESTONE_WORDS[kind]}截止`} extra="不填按时限规则">
            <DayField />
          </Form.Item>
        ))}
      </div>
    </>
  );
}
