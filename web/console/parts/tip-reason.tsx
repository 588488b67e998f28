import { Input, Select } from 'antd';
import { useId } from 'react';

/** Reasons often given, to be completed in the officer's own words. */
export const REFUSALS: readonly string[] = [
  '经现场核查，未发现所反映的情况。',
  '所反映的情况已在此前整改完毕，现场复核符合要求。',
  '所反映的事项不属于安全生产举报范围，建议向有关主管部门反映。',
  '现有线索不足以找到具体地点或单位，欢迎补充后再次反映。',
];
export const EXTENSIONS: readonly string[] = [
  '情况复杂，需要委托检测、鉴定，结果尚未出具。',
  '涉及多个单位，正在联合核查。',
  '需要等待企业停产后才能入场核查。',
];
export const RECUSAL = '举报涉及本单位，依规回避';

/** A reason with templates to start from; the reporter or a colleague reads it as it stands. */
export function ReasonField({
  label,
  templates = [],
  value,
  onChange,
  max = 500,
}: {
  label: string;
  templates?: readonly string[];
  value: string;
  onChange: (text: string) => void;
  max?: number;
}) {
  const id = useId();
  return (
    // Room below for the count of characters, which stands outside its field.
    <div style={{ marginTop: 12, marginBottom: 28 }}>
      <label htmlFor={id}>{label}</label>
      {templates.length > 0 && (
        <Select
          aria-label="常用理由"
          placeholder="选一条常用理由，再改"
          style={{ width: '100%', margin: '6px 0' }}
          value={null}
          onChange={(text: string | null) => text && onChange(text)}
          options={templates.map((text) => ({ value: text, label: text }))}
        />
      )}
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={max}
        showCount
        value={value}
        onChange={(e) => onChange(e.target.value)}
      />
    </div>
  );
}
