import { Form, Input, Modal, Select } from 'antd';
import { applyAward, type award, type programmes, resubmitAward } from '../../../workers/contract/awards.ts';
import { AWARD_LEVELS } from '../../../workers/contract/register-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { CriteriaAnswers, type CriterionAnswer } from './criteria-answers.tsx';
import { useOwnUnits } from './own-units.ts';

export type Award = ClientOutput<typeof award>;
export type Programme = ClientOutput<typeof programmes>['items'][number];
const TOUCHES = ['awards.', 'awardProgrammes.'];
interface Values {
  readonly unitId: string;
  readonly subject?: string;
  readonly items: CriterionAnswer[];
  readonly words?: string;
}

/** An application: whose it is, what it says of each criterion. `old`: sent back, to be put right. */
export function AwardForm({
  programme,
  old,
  onClose,
  onDone,
}: {
  programme: Pick<Programme, 'id' | 'title' | 'level' | 'criteria'>;
  old?: Award;
  onClose: () => void;
  onDone?: (id: string) => void;
}) {
  const [form] = Form.useForm<Values>();
  const own = useOwnUnits();
  const done = ({ id }: { id: string }) => {
    onClose();
    onDone?.(id);
  };
  const apply = useCommand(applyAward, { done: '已申报', touches: TOUCHES, onDone: done });
  const again = useCommand(resubmitAward, { done: '已重新申报', touches: TOUCHES, onDone: done });
  const submit = ({ unitId, subject = '', items, words = '' }: Values) => {
    const said = items as { answer: 'yes' | 'no' | 'na'; note: string }[];
    if (old) again.mutate({ id: old.id, version: old.version, items: said, words });
    else apply.mutate({ programmeId: programme.id, unitId, subject, items: said, words });
  };
  const whole = (_: unknown, value: CriterionAnswer[] = []) =>
    value.filter((one) => one.answer).length === programme.criteria.length
      ? Promise.resolve()
      : Promise.reject(new Error('请逐条选择是否达标'));
  return (
    <Modal
      open
      width={720}
      title={`申报${programme.title} · ${AWARD_LEVELS[programme.level]}`}
      okText="提交申报"
      confirmLoading={apply.isPending || again.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={old ? { items: old.items, words: old.words } : { unitId: own.first }}
      >
        {!old && (
          <div className="grid2">
            <Form.Item name="unitId" label="申报单位" rules={[{ required: true, message: '请选择单位' }]}>
              <Select showSearch={{ optionFilterProp: 'label' }} options={own.options} />
            </Form.Item>
            <Form.Item name="subject" label="创建对象（不是单位本身时填写）">
              <Input maxLength={60} placeholder="例如：某某社区" />
            </Form.Item>
          </div>
        )}
        <Form.Item name="items" label="创建标准" rules={[{ validator: whole }]}>
          <CriteriaAnswers criteria={programme.criteria} />
        </Form.Item>
        <Form.Item name="words" label="创建情况">
          <Input.TextArea rows={4} maxLength={4000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
