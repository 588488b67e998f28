import { Button, Form, Input, Modal, Select } from 'antd';
import { addMeeting, editMeeting, MEETING_KINDS, type meeting } from '../../../workers/contract/meetings.ts';
import { committees } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { DayField, TimeField } from './day-field.tsx';
import { useUnits } from './units.ts';

type Meeting = ClientOutput<typeof meeting>;
type Committee = ClientOutput<typeof committees>['items'][number];

/** What a meeting is before it is held: whose, when, where, its agenda. */
export function MeetingEditor({
  meeting: old,
  onClose,
  onSaved,
}: {
  meeting?: Meeting;
  onClose: () => void;
  onSaved?: (id: string) => void;
}) {
  const [form] = Form.useForm();
  const units = useUnits();
  const list = usePages(committees, { limit: 100 } as never).items as Committee[];
  const saved = ({ id }: { id: string }) => {
    onClose();
    onSaved?.(id);
  };
  const add = useCommand(addMeeting, { done: '已建立会议', touches: ['meetings'], onDone: saved });
  const edit = useCommand(editMeeting, { done: '已保存', touches: ['meetings'], onDone: saved });
  const save = (v: Record<string, unknown>) => {
    const agenda = ((v.agenda ?? []) as { title: string; unitId?: string }[]).map((a) => ({
      title: a.title,
      unitId: a.unitId ?? null,
    }));
    const fields = { ...v, committeeId: v.committeeId ?? null, time: v.time ?? '', place: v.place ?? '', agenda };
    if (old) edit.mutate({ id: old.id, version: old.version, ...fields } as never);
    else add.mutate(fields as never);
  };
  return (
    <Modal
      open
      width={640}
      title={old ? '修改会议' : '筹备会议'}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={old ?? { kind: 'plenary', agenda: [{}] }}>
        <Form.Item name="title" label="会议名称" rules={[{ required: true, min: 2, message: '请填写会议名称' }]}>
          <Input maxLength={120} placeholder="例如：2026年第四次全体会议" />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="kind" label="类别">
            <Select options={Object.entries(MEETING_KINDS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="committeeId" label="委员会（通知其成员单位）">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={list.map((c) => ({ value: c.id, label: c.name }))}
            />
          </Form.Item>
          <Form.Item name="day" label="日期" rules={[{ required: true, message: '请选择日期' }]}>
            <DayField />
          </Form.Item>
          <Form.Item name="time" label="时间">
            <TimeField />
          </Form.Item>
        </div>
        <Form.Item name="place" label="地点">
          <Input maxLength={80} />
        </Form.Item>
        <Form.List name="agenda">
          {(fields, { add: more, remove }) => (
            <Form.Item label="议程" className="lines-item">
              <div className="lines">
                {fields.map((f) => (
                  <div key={f.key} className="line">
                    <Form.Item name={[f.name, 'title']} noStyle rules={[{ required: true, message: '填写议题' }]}>
                      <Input className="wide" placeholder="议题" aria-label="议题" maxLength={120} />
                    </Form.Item>
                    <Form.Item name={[f.name, 'unitId']} noStyle>
                      <Select
                        allowClear
                        showSearch={{ optionFilterProp: 'label' }}
                        className="mid"
                        aria-label="汇报单位"
                        placeholder="汇报单位"
                        options={units.options}
                      />
                    </Form.Item>
                    <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                      ×
                    </Button>
                  </div>
                ))}
              </div>
              <Button size="small" onClick={() => more({})}>
                再加一项
              </Button>
            </Form.Item>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
