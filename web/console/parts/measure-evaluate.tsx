import { Form, Input, Modal, Radio } from 'antd';
import { evaluateMeasure } from '../../../workers/contract/accident-reviews.ts';
import { MEASURE_VERDICTS, type MeasureVerdict } from '../../../workers/contract/register-words.ts';
import { useCommand } from '../data.ts';
import type { Accident } from './accident-editor.tsx';
import { Uploader } from './uploader.tsx';

type Measure = Accident['items'][number];
interface Values {
  readonly verdict: MeasureVerdict;
  readonly evaluation: string;
  readonly files?: string[];
}

/** One measure judged: carried out or not, what was found, what shows it. */
export function EvaluateMeasure({
  measure,
  version,
  onClose,
}: {
  measure: Measure;
  version: number;
  onClose: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const save = useCommand(evaluateMeasure, { done: '已评估', touches: ['accidentReviews.'], onDone: onClose });
  return (
    <Modal
      open
      title="评估一项措施"
      okText="保存评估"
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <p className="prose">{measure.words}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ verdict: measure.verdict ?? undefined, evaluation: measure.evaluation }}
        onFinish={({ files = [], ...said }: Values) =>
          save.mutate({ id: measure.id, version, blobId: files[0] ?? measure.blobId, ...said })
        }
      >
        <Form.Item name="verdict" label="评估结果" rules={[{ required: true, message: '请选择' }]}>
          <Radio.Group
            optionType="button"
            options={Object.entries(MEASURE_VERDICTS).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="evaluation" label="评估情况" rules={[{ required: true, min: 2, message: '请写明查到的情况' }]}>
          <Input.TextArea rows={4} maxLength={1000} showCount placeholder="查了什么、看到什么、还差什么" />
        </Form.Item>
        <Form.Item
          name="files"
          label="佐证材料（照片、Word、Excel、PDF，一份）"
          extra={measure.blobId ? '已有一份，再传会换成新的' : ''}
        >
          <Uploader label="上传材料" max={1} documents />
        </Form.Item>
      </Form>
    </Modal>
  );
}
