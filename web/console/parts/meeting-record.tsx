import { Button, Form, Input, Modal, Select } from 'antd';
import { ATTENDANCE, holdMeeting, type meeting } from '../../../workers/contract/meetings.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { DayField } from './day-field.tsx';
import { useUnits } from './units.ts';

type Meeting = ClientOutput<typeof meeting>;
interface Values {
  attendance?: { unitId: string; status: keyof typeof ATTENDANCE; note?: string }[];
  minutes?: string;
  resolutions?: { id?: string | null; title: string; unitId?: string; support?: string[]; dueDay?: string }[];
}

/** Who came, the minutes, what was decided. Everybody invited is taken as present until said otherwise. */
export function MeetingRecord({ meeting: m, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const units = useUnits();
  const hold = useCommand(holdMeeting, { done: '已记录', touches: ['meetings'], onDone: onClose });
  const save = (v: Values) =>
    hold.mutate({
      id: m.id,
      version: m.version,
      attendance: (v.attendance ?? []).map((a) => ({ ...a, note: a.note ?? '' })),
      minutes: v.minutes ?? '',
      resolutions: (v.resolutions ?? []).map((r) => ({
        id: r.id ?? null,
        title: r.title,
        unitId: r.unitId ?? null,
        support: r.support ?? [],
        dueDay: r.dueDay || null,
      })),
    });
  const unitField = { showSearch: { optionFilterProp: 'label' }, options: units.options } as const;
  return (
    <Modal
      open
      width={860}
      title="记录会议"
      okText="保存记录"
      confirmLoading={hold.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={{
          attendance: m.attendance.map((a) => ({ ...a, status: a.status === 'invited' ? 'present' : a.status })),
          minutes: m.minutes,
          resolutions: m.resolutions.filter((r) => r.taskId === null),
        }}
      >
        <Form.Item name="minutes" label="纪要">
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 16 }} maxLength={20000} showCount />
        </Form.Item>
        <Form.List name="resolutions">
          {(fields, { add, remove }) => (
            <Form.Item label="议定事项（写明牵头单位的可转为任务）">
              <div className="lines">
                {fields.map((f) => (
                  <div key={f.key} className="line">
                    <Form.Item name={[f.name, 'id']} hidden>
                      <Input />
                    </Form.Item>
                    <Form.Item
                      name={[f.name, 'title']}
                      noStyle
                      rules={[{ required: true, min: 2, message: '写明事项' }]}
                    >
                      <Input.TextArea autoSize placeholder="事项" aria-label="事项" maxLength={400} className="wide" />
                    </Form.Item>
                    <Form.Item name={[f.name, 'unitId']} noStyle>
                      <Select allowClear {...unitField} className="mid" placeholder="牵头单位" aria-label="牵头单位" />
                    </Form.Item>
                    <Form.Item name={[f.name, 'support']} noStyle>
                      <Select
                        mode="multiple"
                        {...unitField}
                        className="mid"
                        aria-label="配合单位"
                        placeholder="配合单位"
                        maxTagCount={1}
                      />
                    </Form.Item>
                    <div className="short">
                      <Form.Item name={[f.name, 'dueDay']} noStyle>
                        <DayField placeholder="完成时限" aria-label="完成时限" />
                      </Form.Item>
                    </div>
                    <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                      ×
                    </Button>
                  </div>
                ))}
              </div>
              <Button size="small" onClick={() => add({})}>
                再加一项
              </Button>
            </Form.Item>
          )}
        </Form.List>
        <Form.List name="attendance">
          {(fields, { add, remove }) => (
            <Form.Item label="签到">
              {fields.map((f) => (
                <div key={f.key} className="sign-in">
                  <Form.Item name={[f.name, 'unitId']} noStyle rules={[{ required: true, message: '选择单位' }]}>
                    <Select {...unitField} placeholder="单位" aria-label="单位" />
                  </Form.Item>
                  <Form.Item name={[f.name, 'status']} noStyle>
                    <Select
                      aria-label="签到情况"
                      options={Object.entries(ATTENDANCE).map(([value, label]) => ({ value, label }))}
                    />
                  </Form.Item>
                  <Form.Item name={[f.name, 'note']} noStyle>
                    <Input placeholder="备注（不写姓名）" aria-label="备注" maxLength={100} />
                  </Form.Item>
                  <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                    ×
                  </Button>
                </div>
              ))}
              <Button size="small" onClick={() => add({ status: 'present' })}>
                再加一个单位
              </Button>
            </Form.Item>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
