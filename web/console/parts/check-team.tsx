import { Alert, Button, Drawer, Form, Input, Select } from 'antd';
import { addTeam, editTeam, type team } from '../../../workers/contract/check-teams.ts';
import { sectors } from '../../../workers/contract/people.ts';
import type { ClientOutput, Route } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import { PeoplePicker } from './check-bits.tsx';
import { DayField } from './day-field.tsx';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

type Team = ClientOutput<typeof team>;
interface Outsider {
  readonly name?: string;
  readonly duty?: string;
}
type Values = Record<string, unknown> & { leader?: string[]; insiders?: string[]; outsiders?: Outsider[] };

/** 组建或修改督导组: people of the house by search, those from outside by name. */
export function TeamDrawer({ old, onClose }: { old?: Team; onClose: () => void }) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const units = useUnits();
  const fields = useRoute(sectors, {}).data?.items ?? [];
  const run = useCommand((old ? editTeam : addTeam) as Route, {
    done: old ? '已保存' : '已组建',
    touches: ['checkTeams.'],
    onDone: onClose,
    onRefused: refused,
  });
  const save = ({ leader = [], insiders = [], outsiders = [], ...values }: Values) => {
    setRefusal('');
    const duties = new Map(old?.memberList.map((m) => [m.personId, m.duty]));
    const members = [
      ...insiders.map((personId) => ({ personId, duty: duties.get(personId) ?? '' })),
      ...outsiders.filter((o) => o.name).map((o) => ({ name: o.name ?? '', duty: o.duty ?? '' })),
    ];
    const seen = old ? { id: old.id, version: old.version } : {};
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    run.mutate({ ...seen, ...given, leaderId: leader[0] ?? null, members } as never);
  };
  const initial: Values = old
    ? {
        ...{ name: old.name, note: old.note, fromDay: old.fromDay, toDay: old.toDay, unitIds: old.unitIds },
        ...{ sectors: old.sectors, leader: old.leaderId ? [old.leaderId] : [] },
        insiders: old.memberList.flatMap((m) => (m.personId ? [m.personId] : [])),
        outsiders: old.memberList.filter((m) => !m.personId),
      }
    : { outsiders: [] };
  const names = old ? { ...old.names, ...(old.leaderId ? { [old.leaderId]: old.leader } : {}) } : {};
  return (
    <Drawer
      open
      size={520}
      title={old ? '修改督导组' : '组建督导组'}
      onClose={onClose}
      maskClosable={false}
      footer={
        <Button type="primary" loading={run.isPending} onClick={() => form.submit()}>
          保存
        </Button>
      }
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={save} scrollToFirstError>
        <Form.Item name="name" label="名称" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
          <Input maxLength={60} placeholder="例如：第一督导组" />
        </Form.Item>
        <Form.Item
          name="leader"
          label="组长"
          rules={[
            {
              validator: (_, v?: string[]) =>
                (v?.length ?? 0) > 1 ? Promise.reject(new Error('只选一人')) : Promise.resolve(),
            },
          ]}
        >
          <PeoplePicker names={names} />
        </Form.Item>
        <Form.Item name="insiders" label="组员">
          <PeoplePicker names={names} />
        </Form.Item>
        <Form.List name="outsiders">
          {(rows, { add, remove }) => (
            <Form.Item label="外聘人员、专家" className="lines-item">
              <div className="lines">
                {rows.map((row) => (
                  <div key={row.key} className="line">
                    <Form.Item name={[row.name, 'name']} noStyle>
                      <Input className="mid" placeholder="姓名" aria-label="姓名" maxLength={40} />
                    </Form.Item>
                    <Form.Item name={[row.name, 'duty']} noStyle>
                      <Input className="wide" placeholder="专业、分工" aria-label="专业、分工" maxLength={40} />
                    </Form.Item>
                    <Button type="text" aria-label="去掉" onClick={() => remove(row.name)}>
                      ×
                    </Button>
                  </div>
                ))}
              </div>
              <Button size="small" onClick={() => add({})}>
                加一人
              </Button>
            </Form.Item>
          )}
        </Form.List>
        <Form.Item name="unitIds" label="负责的街道、单位（不选为全地区）">
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={units.options} />
        </Form.Item>
        <Form.Item name="sectors" label="负责的行业领域（不选为全部）">
          <Select mode="multiple" options={fields.map((s) => ({ value: s.sector, label: s.label }))} />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="fromDay" label="任期从" rules={[{ required: true, message: '请选择日期' }]}>
            <DayField />
          </Form.Item>
          <Form.Item name="toDay" label="到（不填为长期）">
            <DayField />
          </Form.Item>
        </div>
        <Form.Item name="note" label="说明">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Drawer>
  );
}
