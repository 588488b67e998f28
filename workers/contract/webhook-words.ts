/** Where notices may go besides the inbox. */
export const WEBHOOK_KINDS = {
  wecom: '企业微信群机器人',
  dingtalk: '钉钉群机器人',
  feishu: '飞书群机器人',
  generic: '自建系统（Standard Webhooks）',
} as const;
export type WebhookKind = keyof typeof WEBHOOK_KINDS;

/** Robots live at one address each; anything else is the tenant's own system. */
export const ROBOT_HOSTS: Readonly<Record<Exclude<WebhookKind, 'generic'>, string>> = {
  wecom: 'qyapi.weixin.qq.com',
  dingtalk: 'oapi.dingtalk.com',
  feishu: 'open.feishu.cn',
};

/**
 * What may leave the house, and in which words: a fixed sentence for each kind of notice, never a notice's own text. A kind
 * that is not here goes nowhere: nothing of tips, rewards, keys, experts, covert visits or people is.
 */
export const TOPICS = {
  hazards: {
    label: '隐患',
    says: {
      'hazard.urgent': '现场有危险的隐患',
      'hazard.assigned': '隐患已交办',
      'hazard.submitted': '隐患整改已提交，待复查',
      'hazard.returned': '隐患整改被退回',
      'hazard.reopened': '隐患重新打开',
      'hazard.not_mine': '有单位反映隐患不归其管',
    },
  },
  limits: {
    label: '期限',
    says: {
      'clock.warn': '期限将到',
      'clock.overdue': '已超期',
      'clock.escalate-1': '超期未办，请督促',
      'clock.escalate-2': '超期未办，请督促',
      'clock.escalate-3': '超期未办，请督促',
    },
  },
  tasks: {
    label: '任务',
    says: {
      'task.dispatched': '任务已交办，请签收',
      'task.withdrawn': '任务已撤回',
      'plan.inbound': '上级交办了任务',
      'plan.key_period': '重点时段的计划已起草',
    },
  },
  month: {
    label: '月报、通报、会议',
    says: {
      'report.due': '月报待报送',
      'report.submitted': '月报已报送，待认可',
      'report.returned': '月报被退回',
      'bulletin.published': '通报已印发',
      'meeting.notified': '会议通知',
      'meeting.cancelled': '会议取消',
    },
  },
} as const;
export type Topic = keyof typeof TOPICS;

const FOUND = new Map<string, { topic: Topic; say: string }>(
  Object.entries(TOPICS).flatMap(([topic, { says }]) =>
    Object.entries(says).map(([kind, say]) => [kind, { topic: topic as Topic, say }] as const),
  ),
);

/** The topic of a kind of notice and the sentence for it; undefined: it stays in the house. */
export const topicOf = (kind: string): { topic: Topic; say: string } | undefined => FOUND.get(kind);

/** What the last delivery came to, as a person reads it. */
export const RESULTS = {
  '': '还没有发送过',
  ok: '已送达',
  timeout: '对方没有在 4 秒内答复',
  unreachable: '连不上对方，或对方的地址在内网',
  redirected: '对方要求转到别的地址，没有照办',
  refused: '对方答复不接收',
  unsealed: '保存的地址打不开，请重新填写',
} as const;
export type Result = keyof typeof RESULTS;
