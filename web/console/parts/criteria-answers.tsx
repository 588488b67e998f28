import { Input, Radio } from 'antd';

const WORDS = { yes: '达标', no: '未达标', na: '不适用' } as const;
export interface CriterionAnswer {
  readonly answer?: keyof typeof WORDS;
  readonly note: string;
}

/** A checklist answered point by point: a field of a form. */
export function CriteriaAnswers({
  criteria,
  value = [],
  onChange,
}: {
  criteria: readonly string[];
  value?: readonly CriterionAnswer[];
  onChange?: (value: CriterionAnswer[]) => void;
}) {
  const set = (at: number, change: Partial<CriterionAnswer>) =>
    onChange?.(criteria.map((_, i) => ({ note: '', ...value[i], ...(i === at ? change : {}) })));
  return (
    <ol className="answers">
      {criteria.map((words, i) => (
        <li key={words}>
          <div className="row">
            <span className="grow">
              {i + 1}. {words}
            </span>
            <Radio.Group
              value={value[i]?.answer}
              onChange={(e) => set(i, { answer: e.target.value as keyof typeof WORDS })}
              options={Object.entries(WORDS).map(([key, label]) => ({ value: key, label }))}
              optionType="button"
              aria-label={words}
            />
          </div>
          <Input
            maxLength={200}
            placeholder="说明、佐证"
            value={value[i]?.note ?? ''}
            onChange={(e) => set(i, { note: e.target.value })}
            aria-label={`${words}说明`}
          />
        </li>
      ))}
    </ol>
  );
}
