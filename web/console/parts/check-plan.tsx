import { Alert, Button, Checkbox, Drawer, Form, Input, Radio, Select, TreeSelect } from 'antd';
import { teams } from '../../../workers/contract/check-teams.ts';
import { CHECK_PAIRS, type CheckTag, UNANNOUNCED } from '../../../workers/contract/check-words.ts';
import { editCheck, planCheck, planMany } from '../../../workers/contract/checks.ts';
import { plans } from '../../../workers/contract/plans.ts';
import type { Route } from '../../../workers/contract/route.ts';
import { templates } from '../../../workers/contract/settings.ts';
import { useCommand, usePages } from '../data.ts';
import { PeoplePicker } from './check-bits.tsx';
import type { Check } from './check-draft.ts';
import { DayField } from './day-field.tsx';
import { treeOf, useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

interface Named {
  readonly id: string;
  readonly title?: string;
  readonly name?: string;
}
const pick = (rows: readonly Named[]) => rows.map((row) => ({ value: row.id, label: row.title ?? row.name }));
type Values = Record<string, unknown> & { pairs?: Record<string, CheckTag | ''>; whom?: 'unit' | 'enterprise' };

/** 安排检查, 修改安排, or, with `many`, one visit to each chosen line of a campaign's list. */
export function PlanDrawer({
  old,
  many,
  covert = false,
  onClose,
  onDone,
}: {
  old?: Check;
  many?: { readonly planId: string; readonly keys: readonly string[] };
  covert?: boolean;
  onClose: () => void;
  onDone?: (id?: string) => void;
}) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand((many ? planMany : old ? editCheck : planCheck) as Route, {
    done: many ? '已安排' : old ? '已修改' : '已安排，检查人员会收到提醒',
    touches: ['checks.', 'coverage.', 'checkTeams.'],
    onDone: (answer) => {
      onClose();
      onDone?.((answer as { id?: string }).id);
    },
    onRefused: refused,
  });
  const save = ({ pairs = {}, whom, ...values }: Values) => {
    setRefusal('');
    const tags = Object.values(pairs).filter((tag) => tag !== '');
    const where =
      whom === 'enterprise'
        ? { ...values, unitId: null }
        : { ...values, enterprise: '', creditCode: '', placeUnitId: null };
    const given = Object.entries(many ? values : where).filter(([, value]) => value !== undefined);
    run.mutate({
      ...(old ? { id: old.id, version: old.version } : {}),
      ...many,
      ...Object.fromEntries(given),
      tags,
    } as never);
  };
  return (
    <Drawer
      open
      size={560}
      title={many ? `安排检查（${many.keys.length} 家）` : old ? '修改检查安排' : '安排检查'}
      onClose={onClose}
      maskClosable={false}
      footer={
        <Button type="primary" loading={run.isPending} onClick={() => form.submit()}>
          {old ? '保存' : '安排'}
        </Button>
      }
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={initial(old, covert)} scrollToFirstError>
        {!many && <Target old={old} />}
        <Types />
        <Form.Item name="plannedDay" label="计划日期" rules={[{ required: true, message: '请选择日期' }]}>
          <DayField />
        </Form.Item>
        <Who old={old} />
        <Links campaign={!many} />
        <Form.Item name="note" label="给检查人员的话" extra="被检查单位看不到">
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Drawer>
  );
}

function initial(old: Check | undefined, covert: boolean): Values {
  if (!old) return { whom: 'unit', pairs: { openness: covert ? 'covert' : '' } };
  const pairs = Object.entries(CHECK_PAIRS).map(([pair, choices]) => [
    pair,
    old.tags.find((tag) => tag in choices) ?? '',
  ]);
  const { unitId, enterprise, creditCode, address, placeUnitId, unannounced, plannedDay, teamId, planId, templateId } =
    old;
  return {
    ...{
      whom: unitId === null ? 'enterprise' : 'unit',
      pairs: Object.fromEntries(pairs),
      title: old.title,
      note: old.note,
    },
    ...{ unitId, enterprise, creditCode, address, placeUnitId, unannounced, plannedDay, teamId, planId, templateId },
    personIds: old.people.map((p) => p.personId),
  };
}

function Target({ old }: { old: Check | undefined }) {
  const units = useUnits();
  const whom = Form.useWatch('whom') as string | undefined;
  return (
    <>
      <Form.Item name="whom" label="检查谁">
        <Radio.Group
          optionType="button"
          options={[
            { value: 'unit', label: '单位、街道' },
            { value: 'enterprise', label: '企业、场所' },
          ]}
        />
      </Form.Item>
      {whom === 'enterprise' ? (
        <>
          <Form.Item name="enterprise" label="企业（场所）名称" rules={[{ required: true, message: '请填写名称' }]}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item
            name="creditCode"
            label="统一社会信用代码"
            rules={[{ pattern: /^[0-9A-HJ-NPQRTUWXY]{18}$/, message: '18 位' }]}
          >
            <Input maxLength={18} />
          </Form.Item>
          <Form.Item name="placeUnitId" label="所在街道、社区">
            <TreeSelect
              showSearch
              allowClear
              treeNodeFilterProp="title"
              treeData={treeOf(units.all.filter((u) => ['street', 'community', 'grid', 'park'].includes(u.kind)))}
            />
          </Form.Item>
        </>
      ) : (
        <Form.Item name="unitId" label="被检查单位" rules={[{ required: true, message: '请选择单位' }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={units.options} placeholder="选择单位" />
        </Form.Item>
      )}
      <Form.Item name="address" label="地点">
        <Input maxLength={200} />
      </Form.Item>
      {old && (
        <Form.Item name="title" label="名称">
          <Input maxLength={100} />
        </Form.Item>
      )}
    </>
  );
}

/** 七个相结合: of each pair one, the other, or neither. */
function Types() {
  const openness = Form.useWatch(['pairs', 'openness']) as string | undefined;
  const unannounced = Form.useWatch('unannounced') as boolean | undefined;
  return (
    <>
      <fieldset className="check-pairs">
        <legend>检查方式</legend>
        {Object.entries(CHECK_PAIRS).map(([pair, choices]) => (
          <Form.Item key={pair} name={['pairs', pair]} initialValue="" noStyle>
            <Radio.Group
              size="small"
              optionType="button"
              aria-label={Object.values(choices).join('或')}
              options={[
                { value: '', label: '不限' },
                ...Object.entries(choices).map(([value, label]) => ({ value, label })),
              ]}
            />
          </Form.Item>
        ))}
      </fieldset>
      <Form.Item name="unannounced" valuePropName="checked">
        <Checkbox>{UNANNOUNCED}（不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场）</Checkbox>
      </Form.Item>
      {(openness === 'covert' || unannounced) && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title="开始检查以前，只有安排的人和检查人员看得到，被检查单位和其他人都看不到。"
        />
      )}
    </>
  );
}

function Who({ old }: { old: Check | undefined }) {
  const list = usePages(teams, { state: 'active', limit: 100 } as never).items as Named[];
  return (
    <>
      <Form.Item name="teamId" label="督导组" extra="组里的本地人员一并参加">
        <Select allowClear options={pick(list)} />
      </Form.Item>
      <Form.Item name="personIds" label="检查人员">
        <PeoplePicker names={old?.names ?? {}} />
      </Form.Item>
    </>
  );
}

function Links({ campaign }: { campaign: boolean }) {
  const lists = usePages(templates, { kind: 'checklist', limit: 100 } as never).items as Named[];
  const campaigns = usePages(plans, { kind: 'campaign', limit: 100 } as never).items as Named[];
  return (
    <>
      <Form.Item name="templateId" label="检查表">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={pick(lists)}
          placeholder="不用检查表也可以"
        />
      </Form.Item>
      {campaign && (
        <Form.Item name="planId" label="专项行动">
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={pick(campaigns)} />
        </Form.Item>
      )}
    </>
  );
}
