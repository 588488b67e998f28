import { Button, Form, InputNumber, Select } from 'antd';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { policies } from '../../../workers/contract/settings.ts';
import { ESCALATION_TARGETS, LADDER_ACTS, LADDER_ENTITIES } from '../../../workers/contract/supervision-words.ts';

type Policy = ClientOutput<typeof policies>['items'][number];
type Rung = Policy['escalateAfter'][number];
export const UNITS = { minute: '分钟', hour: '小时', day: '天', working_day: '个工作日' } as const;
const MOST = 6;

/** What happens behind the limit, a line a rung. */
export function Rungs({ of }: { of: Policy }) {
  if (of.escalateAfter.length === 0) return <span className="muted">—</span>;
  return (
    <ul style={{ margin: 0, paddingLeft: 16 }}>
      {of.escalateAfter.map((rung, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rungs are a list in order
        <li key={i}>{rungText(rung)}</li>
      ))}
    </ul>
  );
}

function rungText({ after, unit, to, act }: Rung): string {
  const when = after === 0 ? '超期当日' : `超期 ${after} ${UNITS[unit]}`;
  return `${when}：报${ESCALATION_TARGETS[to]}${act ? `，${LADDER_ACTS[act]}` : ''}`;
}

/** The rungs as a list to change; in order of time, each act once, which the server holds to. */
export function RungsEditor({ entity }: { entity: string }) {
  const acts = LADDER_ENTITIES.includes(entity);
  return (
    <Form.List name="escalateAfter">
      {(fields, { add, remove }) => (
        <fieldset className="rungs">
          <legend>超期以后（由早到晚，督办、通报、约谈各至多一级）</legend>
          {fields.map(({ key, name }, i) => (
            <div key={key} className="rung">
              <Form.Item name={[name, 'after']} noStyle rules={[{ required: true, message: '请填写' }]}>
                <InputNumber min={0} max={365} aria-label="超期多久" style={{ width: 72 }} />
              </Form.Item>
              <Form.Item name={[name, 'unit']} noStyle>
                <Select
                  aria-label="单位"
                  style={{ width: 104 }}
                  options={Object.entries(UNITS).map(([value, label]) => ({ value, label }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'to']} noStyle>
                <Select
                  aria-label="报给谁"
                  style={{ width: 136 }}
                  options={Object.entries(ESCALATION_TARGETS).map(([value, label]) => ({ value, label }))}
                />
              </Form.Item>
              {acts && (
                <Form.Item name={[name, 'act']} noStyle>
                  <Select
                    allowClear
                    aria-label="同时"
                    placeholder="只提醒"
                    style={{ width: 120 }}
                    options={Object.entries(LADDER_ACTS).map(([value, label]) => ({ value, label }))}
                  />
                </Form.Item>
              )}
              <Button size="small" onClick={() => remove(name)} aria-label={`去掉第 ${i + 1} 级`}>
                去掉
              </Button>
            </div>
          ))}
          {fields.length < MOST && (
            <Button
              type="dashed"
              size="small"
              onClick={() => add({ after: 1, unit: 'working_day', to: 'commission_office' })}
            >
              加一级
            </Button>
          )}
        </fieldset>
      )}
    </Form.List>
  );
}
