import { Alert, Button, Form, Input, Radio, Select, Upload } from 'antd';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { type form as formRoute, TRACKS } from '../../../workers/contract/tips.ts';
import type { EnteredBy } from './tip-enter.ts';

export interface Entered {
  channel: EnteredBy;
  track: 'anonymous' | 'sealed_name' | 'real_name';
  category: string;
  danger: boolean;
  casualty: boolean;
  aboutOffice: boolean;
  placeUnitId?: string;
  place: string;
  enterprise?: string;
  text: string;
  name?: string;
  contact?: string;
  /** As antd's Upload lists them. */
  scans?: { originFileObj?: File }[];
}

const must = (message: string) => [{ required: true, message }];
const YES_NO = [
  { value: true, label: '是' },
  { value: false, label: '否' },
];
const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** The same questions as on the public page, in the order in which one asks them on the telephone. */
export function EnterFields({ page }: { page: ClientOutput<typeof formRoute> }) {
  const danger = Form.useWatch('danger') as boolean | undefined;
  const track = Form.useWatch('track') as string | undefined;
  return (
    <>
      <Form.Item name="channel" label="怎么来的">
        <Radio.Group options={options({ phone: '来电', letter: '来信', visit: '来访' })} />
      </Form.Item>
      <Form.Item name="track" label="举报方式">
        <Radio.Group options={page.tracks.map((value) => ({ value, label: TRACKS[value] }))} />
      </Form.Item>
      <Form.Item name="category" label="最接近哪一类" rules={must('请选最接近的一类；拿不准就选“其他”')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={options(CATEGORIES)} />
      </Form.Item>
      <Form.Item name="danger" label="现在正有危险吗">
        <Radio.Group options={YES_NO} />
      </Form.Item>
      {danger && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 16 }}
          title="请先让举报人离开危险的地方，拨打 119 或 12350，再接着记录。"
        />
      )}
      <Form.Item name="casualty" label="有人受伤或死亡吗">
        <Radio.Group options={YES_NO} />
      </Form.Item>
      <Form.Item
        name="aboutOffice"
        label={`反映的是受理单位自己吗${page.offices.length > 0 ? `（${page.offices.join('、')}）` : ''}`}
        extra="选“是”，直接封给纪检监察，提交后您也打不开"
      >
        <Radio.Group options={YES_NO} />
      </Form.Item>
      <Form.Item name="placeUnitId" label="街道、乡镇">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="不清楚可不选"
          options={page.places.map((p) => ({ value: p.id, label: p.name }))}
        />
      </Form.Item>
      <Form.Item name="place" label="具体地点" rules={must('请写具体地点，否则派去的人找不到')}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
      <Form.Item name="enterprise" label="单位名称（可不填）">
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="text" label="看到了什么" rules={must('请记录所反映的情况')}>
        <Input.TextArea rows={7} maxLength={8000} />
      </Form.Item>
      {track !== 'anonymous' && (
        <>
          <Form.Item name="name" label="姓名" rules={must('请填写姓名；不愿留姓名的，请选匿名')}>
            <Input maxLength={30} autoComplete="off" />
          </Form.Item>
          <Form.Item name="contact" label="电话" rules={must('请填写电话')}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        </>
      )}
      <Form.Item
        name="scans"
        label="来信扫描件、照片（可不加）"
        valuePropName="fileList"
        getValueFromEvent={(e: { fileList: Entered['scans'] }) => e.fileList}
        extra="提交时在本机重新压缩、加密。信封上的地址、笔迹请自行遮挡。"
      >
        <Upload accept="image/*" beforeUpload={() => false} maxCount={5} multiple listType="text">
          <Button>选择照片</Button>
        </Upload>
      </Form.Item>
    </>
  );
}
