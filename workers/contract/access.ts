/** Permissions, and the roles that hold them. A role may be scoped to a unit: it then counts there and below. */
export const PERMISSIONS = {
  'tenant.manage': '管理本地区设置、导出',
  'people.manage': '管理单位、人员与岗位',
  'people.read': '查看单位与人员',
  'committee.manage': '维护委员会及成员',
  'policy.manage': '维护时限规则',
  'hazard.read': '查看隐患',
  'hazard.read_all': '查看全部隐患',
  'hazard.report': '上报隐患',
  'hazard.confirm': '认定隐患',
  'hazard.assign': '交办隐患',
  'hazard.rectify': '整改并提交',
  'hazard.verify': '复查验收',
  'hazard.close': '销号',
  'tip.read': '查看和核查举报',
  'tip.office': '办理举报受理、移交、并案',
  'tip.key': '保管举报密钥',
  'tip.identity': '保管举报人姓名',
  'reward.read': '查看举报奖励台账',
  'reward.propose': '提出举报奖励',
  'reward.approve': '审批举报奖励',
  'reward.pay': '发放举报奖励',
  'task.read': '查看任务',
  'task.read_all': '查看全部任务',
  'task.plan': '编制任务计划、交办任务',
  'task.do': '签收、办理任务',
  'task.accept': '认可、退回、办结任务',
  'duty.do': '填报职责清单',
  'report.submit': '报送月报',
  'bulletin.write': '组织调度、编制通报',
  'bulletin.approve': '签发通报',
  'supervise.issue': '督办、约谈',
  'supervise.answer': '回复督办、报送约谈整改',
  'event.read': '查看操作记录',
  'inbox.read': '查看提醒',
  'export.run': '导出数据',
} as const;
export type Permission = keyof typeof PERMISSIONS;

const everyone = ['people.read', 'hazard.read', 'hazard.report', 'task.read', 'inbox.read'] as const;

export const ROLES = {
  tenant_admin: {
    label: '管理员',
    scoped: false,
    permissions: [
      ...everyone,
      'tenant.manage',
      'people.manage',
      'committee.manage',
      'policy.manage',
      'event.read',
      'export.run',
    ],
  },
  commission_office: {
    label: '安委办',
    scoped: false,
    permissions: [
      ...everyone,
      'hazard.read_all',
      'hazard.confirm',
      'hazard.assign',
      'hazard.verify',
      'hazard.close',
      'committee.manage',
      'task.read_all',
      'task.plan',
      'task.do',
      'task.accept',
      'bulletin.write',
      'supervise.issue',
      'reward.read',
      'reward.approve',
      'event.read',
      'export.run',
    ],
  },
  committee_lead: {
    label: '专委会牵头',
    scoped: true,
    permissions: [
      ...everyone,
      'hazard.confirm',
      'hazard.assign',
      'hazard.verify',
      'hazard.close',
      'task.plan',
      'task.do',
      'task.accept',
      'duty.do',
      'report.submit',
      'supervise.answer',
    ],
  },
  unit_handler: {
    label: '单位经办人',
    scoped: true,
    permissions: [
      ...everyone,
      'hazard.rectify',
      'hazard.confirm',
      'task.do',
      'task.accept',
      'duty.do',
      'report.submit',
      'supervise.answer',
    ],
  },
  inspector: { label: '执法检查员', scoped: true, permissions: [...everyone, 'hazard.confirm', 'hazard.verify'] },
  grid_worker: { label: '网格员', scoped: true, permissions: everyone },
  tip_office: {
    label: '举报受理员',
    scoped: false,
    permissions: [
      ...everyone,
      'tip.read',
      'tip.office',
      'tip.key',
      'reward.read',
      'reward.propose',
      'hazard.confirm',
      'hazard.assign',
    ],
  },
  tip_verifier: { label: '举报核查员', scoped: true, permissions: [...everyone, 'tip.read', 'tip.key'] },
  discipline: {
    label: '纪检监察',
    scoped: false,
    permissions: [...everyone, 'tip.read', 'tip.office', 'tip.key', 'tip.identity', 'reward.read', 'reward.propose'],
  },
  identity_custodian: { label: '姓名保管员', scoped: false, permissions: [...everyone, 'tip.key', 'tip.identity'] },
  finance: { label: '财务', scoped: false, permissions: ['people.read', 'inbox.read', 'reward.pay'] },
  expert_admin: { label: '专家库管理员', scoped: false, permissions: everyone },
  expert: { label: '专家', scoped: false, permissions: ['hazard.report', 'inbox.read'] },
  enterprise: {
    label: '企业',
    scoped: true,
    permissions: ['hazard.read', 'hazard.report', 'hazard.rectify', 'inbox.read'],
  },
  leader: {
    label: '领导',
    scoped: false,
    permissions: [
      'people.read',
      'hazard.read',
      'hazard.read_all',
      'task.read',
      'task.read_all',
      'duty.do',
      'bulletin.approve',
      'inbox.read',
      'event.read',
      'reward.read',
      'reward.approve',
    ],
  },
  auditor: {
    label: '审计',
    scoped: false,
    permissions: [
      'people.read',
      'hazard.read',
      'hazard.read_all',
      'task.read',
      'task.read_all',
      'event.read',
      'inbox.read',
      'export.run',
    ],
  },
} as const satisfies Record<string, { label: string; scoped: boolean; permissions: readonly Permission[] }>;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]];

/** A role a person holds: `unitId` '' = whole tenant. */
export interface Grant {
  readonly role: Role;
  readonly unitId: string;
}

export function permits(grants: readonly Grant[], permission: Permission): boolean {
  return grants.some((g) => (ROLES[g.role].permissions as readonly Permission[]).includes(permission));
}
