import { Form, Input, InputNumber, TreeSelect } from 'antd';
import { DrawExcel } from './draw-excel.tsx';
import { treeOf, useUnits } from './units.ts';

export interface Listed {
  readonly name: string;
  readonly creditCode: string;
  readonly stratum: string;
}

/** Lines as they come from Excel: name, credit code, class; the last two may be missing, in any order. */
export function enterprisesOf(pasted: string | undefined): Listed[] {
  const lines = (pasted ?? '').split('\n').map((line) => line.split(/[\t,，]/).map((cell) => cell.trim()));
  return lines
    .filter(([name]) => name)
    .map(([name = '', ...rest]) => {
      const creditCode = rest.find((cell) => /^[0-9A-Za-z]{18}$/.test(cell))?.toUpperCase() ?? '';
      return { name, creditCode, stratum: rest.find((cell) => cell !== '' && cell.toUpperCase() !== creditCode) ?? '' };
    });
}

/** The same lines for the field, where each is looked at once more. */
export const linesOf = (listed: readonly Listed[]): string =>
  listed.map((e) => [e.name, e.creditCode, e.stratum].join('\t')).join('\n');

/** How many of each class; the field of a class is called after it. */
export const takeOf = (listed: readonly Listed[], take: Record<string, number> | undefined) =>
  classesOf(listed).map((stratum) => ({ stratum, n: take?.[`c${stratum}`] ?? 1 }));

const classesOf = (listed: readonly Listed[]) => [...new Set(listed.map((one) => one.stratum))];

/** The further lists of 双随机: what is visited, and who visits. */
export function DrawDouble() {
  const units = useUnits();
  const form = Form.useFormInstance();
  const listed = enterprisesOf(Form.useWatch('enterprises') as string | undefined);
  const classes = classesOf(listed);
  return (
    <>
      <DrawExcel onRead={(items) => form.setFieldsValue({ enterprises: linesOf(items) })} />
      <Form.Item
        name="enterprises"
        label={`受检单位名单${listed.length > 0 ? `（${listed.length} 个）` : ''}`}
        extra="每行一个：单位名称、统一社会信用代码、类别，可从 Excel 读入，也可整块粘贴。名单不公开，只公布加密的编号。"
        rules={[{ required: true, message: '请填写名单' }]}
      >
        <Input.TextArea rows={5} placeholder={'某某化工有限公司\t91370000MA3TEAT00X\t高风险'} />
      </Form.Item>
      {classes.length > 0 && (
        <div className="grid2">
          {classes.map((stratum) => (
            <Form.Item key={stratum} name={['take', `c${stratum}`]} label={`抽${stratum || '单位'}`} initialValue={1}>
              <InputNumber min={1} max={1000} suffix="个" style={{ width: '100%' }} />
            </Form.Item>
          ))}
        </div>
      )}
      <Form.Item name="inspectorUnitId" label="检查人员来自（执法检查员岗位；不选为全区）">
        <TreeSelect allowClear showSearch={{ treeNodeFilterProp: 'title' }} treeData={treeOf(units.all)} />
      </Form.Item>
      <div className="grid2">
        <Form.Item name="inspectors" label="每个单位配检查人员" initialValue={2}>
          <InputNumber min={1} max={20} suffix="名" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="inspectorAlternates" label="检查人员候补" initialValue={2}>
          <InputNumber min={0} max={100} suffix="名" style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </>
  );
}
