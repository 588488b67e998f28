import { Button, Form, InputNumber, Select, Switch } from 'antd';
import { TIE_KINDS, WORK_KINDS } from '../../../workers/contract/expert-words.ts';
import { PART_TIME } from '../../../workers/contract/pools.ts';
import { useFields } from './rule-view.tsx';
import type { RuleBody } from './rule-words.ts';

/** As the form keeps it: special trades as a list of pairs, no age as an empty box. */
export type RuleValues = Omit<RuleBody, 'maxAge'> & { maxAge?: number | null };

export const ruleValuesOf = (body: RuleBody): RuleValues => body;
export const ruleBodyOf = (v: RuleValues): RuleBody => ({
  minYears: v.minYears,
  works: v.works,
  fields: v.fields,
  partTime: v.partTime,
  needsEvidence: v.needsEvidence,
  continuous: v.continuous,
  maxGapDays: v.maxGapDays ?? 0,
  titles: v.titles,
  registrations: v.registrations,
  titlesNeeded: v.titlesNeeded,
  maxAge: v.maxAge ?? null,
  special: v.special ?? [],
  termYears: v.termYears,
  coolingOffMonths: v.coolingOffMonths,
  maxOpenEngagements: v.maxOpenEngagements,
  publicityDays: v.publicityDays,
  reviewers: v.reviewers,
  recusal: v.recusal,
});

const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
const TITLES = ['高级', '正高级', '中级', '高级工程师', '正高级工程师'].map((value) => ({ value, label: value }));
const REGISTRATIONS = ['注册安全工程师', '一级注册消防工程师', '一级建造师'].map((value) => ({ value, label: value }));

export function RuleFields() {
  const { options } = useFields();
  return (
    <>
      <div className="grid2">
        <Count name="minYears" label="最低年限（年）" min={0} max={50} />
        <Form.Item name="works" label="计入的工作" rules={[{ required: true, message: '至少选一种' }]}>
          <Select mode="multiple" options={pick(WORK_KINDS)} />
        </Form.Item>
        <Form.Item name="fields" label="计入的领域" extra="不选：本库领域、相近领域和综合安全监管">
          <Select mode="multiple" options={[{ value: '*', label: '不限' }, ...options]} />
        </Form.Item>
        <Form.Item name="partTime" label="非全职经历">
          <Select options={pick(PART_TIME)} />
        </Form.Item>
        <Form.Item name="continuous" label="须连续" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Count name="maxGapDays" label="连续时允许中断（天）" min={0} max={3650} />
        <Form.Item name="needsEvidence" label="没有证明材料的不计" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="maxAge" label="年龄上限（周岁）" extra="不填：不限">
          <InputNumber min={18} max={120} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="titles" label="职称" extra="其一即可；不填：不要求">
          <Select mode="tags" options={TITLES} />
        </Form.Item>
        <Form.Item name="registrations" label="执业资格" extra="其一即可；不填：不要求">
          <Select mode="tags" options={REGISTRATIONS} />
        </Form.Item>
        <Form.Item name="titlesNeeded" label="职称与执业资格">
          <Select
            options={[
              { value: 'any', label: '具备其一' },
              { value: 'all', label: '都须具备' },
            ]}
          />
        </Form.Item>
        <Form.Item name="recusal" label="须回避的关系">
          <Select mode="multiple" options={pick(TIE_KINDS)} />
        </Form.Item>
      </div>
      <Special options={options} />
      <div className="grid2">
        <Count name="reviewers" label="评审人数" min={1} max={9} />
        <Count name="publicityDays" label="公示（天）" min={0} max={90} />
        <Count name="termYears" label="聘期（年）" min={1} max={20} />
        <Count name="coolingOffMonths" label="同一企业间隔（月）" min={0} max={120} />
        <Count name="maxOpenEngagements" label="同时承担上限（项）" min={1} max={100} />
      </div>
    </>
  );
}

function Count({ name, label, min, max }: { name: string; label: string; min: number; max: number }) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: '请填写' }]}>
      <InputNumber min={min} max={max} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  );
}

/** Fields whose years are others. */
function Special({ options }: { options: { value: string; label: string }[] }) {
  return (
    <Form.List name="special">
      {(rows, { add, remove }) => (
        <fieldset className="plain">
          <legend>特殊领域的年限</legend>
          {rows.map((row) => (
            <div className="row" key={row.key} style={{ marginBottom: 8 }}>
              <Form.Item name={[row.name, 'trade']} noStyle rules={[{ required: true, message: '请选择领域' }]}>
                <Select aria-label="领域" options={options} style={{ width: 200 }} />
              </Form.Item>
              <Form.Item name={[row.name, 'minYears']} noStyle rules={[{ required: true, message: '请填写年限' }]}>
                <InputNumber aria-label="年限" min={0} max={50} suffix="年" />
              </Form.Item>
              <Button type="link" onClick={() => remove(row.name)}>
                去掉
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ minYears: 15 })}>加一个领域</Button>
        </fieldset>
      )}
    </Form.List>
  );
}
