import { DatePicker, Form, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { OPINIONS } from '../../../workers/contract/seats.ts';
import { today } from '../format.ts';
import type { Seat } from './seat-bits.tsx';

/** What a step means, said before it is taken. */
export function said(of: Seat, action: string): ReactNode {
  const words: Record<string, string> = {
    check: '全部经历和证书已逐项对照材料核验。提交后由评审人评审，您本人不再参加评审。',
    supplemented: '补正的材料已收到，回到核验。',
    review: '您的意见与眼下的每一项数字、每一份材料绑定；之后若有变动，须重新评审。',
    appoint: `聘期 ${of.termYears} 年，从今天起算；编号、专家证自动生成。`,
    renew: `再聘 ${of.termYears} 年，按现行入库条件重新测算合格。专家证换发，旧证作废。`,
    remove: '解聘后不能恢复，专家证作废。',
    suspend: '暂停期间不参加抽取，专家证显示“暂停聘用”。',
  };
  return words[action] ? <p>{words[action]}</p> : null;
}

const must = (message: string) => [{ required: true, message }];

/** The field of one thing a step needs. */
export function SeatField({ need, of, action }: { need: string; of: Seat; action: string }): ReactNode {
  switch (need) {
    case 'items':
      return (
        <Form.Item
          name="items"
          label="要补正哪些材料"
          rules={must('请写明材料')}
          extra="可以选，也可以自己写，回车添加"
        >
          <Select
            mode="tags"
            maxCount={10}
            options={[
              ...of.periods.map((p) => `${p.employer}的工作证明`),
              ...of.credentials.map((c) => `${c.name}证书`),
            ]
              .map((name) => name.slice(0, 60))
              .map((value) => ({ value, label: value }))}
          />
        </Form.Item>
      );
    case 'reason':
      return (
        <Form.Item
          name="reason"
          label={action === 'askSupplement' ? '为什么（申请人看得到）' : '理由'}
          rules={must('请填写理由')}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      );
    case 'opinion':
      return (
        <Form.Item name="opinion" label="意见" rules={must('请选择意见')}>
          <Radio.Group options={Object.entries(OPINIONS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
      );
    case 'words':
      return (
        <Form.Item name="words" label="评审意见（写明理由）" rules={must('请写评审意见')}>
          <Input.TextArea rows={4} maxLength={1000} showCount />
        </Form.Item>
      );
    case 'fromDay': {
      const unit = of.publicity.unit === 'working_day' ? '个工作日' : '天';
      return (
        <Form.Item
          name="fromDay"
          label="公示从哪天开始"
          rules={must('请选择日期')}
          extra={`按规定公示 ${of.publicity.days} ${unit}，公示页对所有人公开`}
        >
          <DatePicker style={{ width: '100%' }} inputReadOnly disabledDate={(day) => day.isBefore(today(), 'day')} />
        </Form.Item>
      );
    }
    case 'letterNo':
      return (
        <Form.Item name="letterNo" label="聘任文件编号" rules={must('请填写文件编号')}>
          <Input maxLength={60} placeholder="安委办聘〔2026〕1号" />
        </Form.Item>
      );
    default:
      return null;
  }
}
