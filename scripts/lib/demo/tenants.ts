import type { Role } from '../../../workers/contract/access.ts';
import type { Level } from '../../../workers/contract/units.ts';

export const DEMO_PASSWORD = 'Anshao-demo-2026';

export interface DemoTenant {
  readonly slug: string;
  readonly name: string;
  readonly level: Level;
  readonly divisionCode: string;
  readonly pack: string;
  readonly parent?: string;
  /** Unit keys of the pack: a street (or county) whose people are shown, and who regulates building and gas. */
  readonly street: string;
  readonly housing: string;
  readonly hazards: 'many' | 'few';
}

/**
 * In this order, each whole before the next begins: the last one's tip page says that all are there. The two without a
 * name in their document carry none; codes beginning 99 stand for no real place, a zone takes the code of its city.
 */
export const DEMO_TENANTS: readonly DemoTenant[] = [
  {
    slug: 'ankang',
    name: '安康市',
    level: 'city',
    divisionCode: '610900',
    pack: 'ankang',
    street: 'hanbin',
    housing: 'housing',
    hazards: 'few',
  },
  {
    slug: 'hanbin',
    name: '汉滨区',
    level: 'district',
    divisionCode: '610902',
    pack: 'hanbin',
    parent: 'ankang',
    street: 'jiangbei',
    housing: 'housing',
    hazards: 'few',
  },
  {
    slug: 'xunyang',
    name: '旬阳市',
    level: 'county',
    divisionCode: '610981',
    pack: 'xunyang',
    parent: 'ankang',
    street: 'chengguan',
    housing: 'housing',
    hazards: 'few',
  },
  {
    slug: 'yueyanglou',
    name: '岳阳楼区',
    level: 'district',
    divisionCode: '430602',
    pack: 'yueyanglou',
    street: 'wulipai',
    housing: 'housing',
    hazards: 'few',
  },
  {
    slug: 'demo-city',
    name: '示例市',
    level: 'county',
    divisionCode: '990181',
    pack: 'county-level-city',
    street: 'xinhua',
    housing: 'housing',
    hazards: 'few',
  },
  {
    slug: 'demo-county',
    name: '示例县',
    level: 'county',
    divisionCode: '990121',
    pack: 'county',
    street: 'hekou',
    housing: 'housing',
    hazards: 'few',
  },
  {
    slug: 'zaozhuang-gxq',
    name: '枣庄高新区',
    level: 'zone',
    divisionCode: '370400',
    pack: 'zaozhuang',
    street: 'xingren',
    housing: 'land_housing',
    hazards: 'many',
  },
];

export type Place = 'tenant' | 'street' | 'emergency' | 'fire' | 'housing';

export interface DemoPerson {
  readonly username: string;
  readonly name: string;
  readonly post: string;
  readonly role: Role;
  /** Where the person sits; a scoped role counts there and below, `tenant` = the whole tenant. */
  readonly seat: Place;
  readonly scope: Place;
}

/** Names are invented; the same in every demo tenant, so that one list of sign-ins does for all. */
export const DEMO_PEOPLE = [
  { username: 'admin', name: '林晓舟', post: '系统管理员', role: 'tenant_admin', seat: 'emergency', scope: 'tenant' },
  {
    username: 'office',
    name: '周启明',
    post: '安委办综合科',
    role: 'commission_office',
    seat: 'emergency',
    scope: 'tenant',
  },
  {
    username: 'lead',
    name: '蒋文博',
    post: '专委会牵头科室',
    role: 'committee_lead',
    seat: 'emergency',
    scope: 'emergency',
  },
  { username: 'unit', name: '何建平', post: '安全监管科', role: 'unit_handler', seat: 'emergency', scope: 'emergency' },
  { username: 'fire', name: '丁海涛', post: '防火监督科', role: 'unit_handler', seat: 'fire', scope: 'fire' },
  { username: 'housing', name: '袁立群', post: '质安站', role: 'unit_handler', seat: 'housing', scope: 'housing' },
  { username: 'street', name: '许静', post: '应急办', role: 'unit_handler', seat: 'street', scope: 'street' },
  { username: 'inspector', name: '唐勇', post: '执法大队', role: 'inspector', seat: 'emergency', scope: 'tenant' },
  { username: 'grid', name: '罗小梅', post: '网格员', role: 'grid_worker', seat: 'street', scope: 'street' },
  { username: 'tips', name: '沈清', post: '举报受理员', role: 'tip_office', seat: 'emergency', scope: 'tenant' },
  {
    username: 'discipline',
    name: '韩正则',
    post: '派驻纪检监察组',
    role: 'discipline',
    seat: 'tenant',
    scope: 'tenant',
  },
  {
    username: 'custodian',
    name: '顾守约',
    post: '机要室',
    role: 'identity_custodian',
    seat: 'tenant',
    scope: 'tenant',
  },
  { username: 'verifier', name: '白雨', post: '应急办', role: 'tip_verifier', seat: 'street', scope: 'street' },
  { username: 'experts', name: '方恒', post: '专家库管理员', role: 'expert_admin', seat: 'emergency', scope: 'tenant' },
  { username: 'finance', name: '钱敏', post: '财务科', role: 'finance', seat: 'emergency', scope: 'tenant' },
  { username: 'leader', name: '高远', post: '分管负责人', role: 'leader', seat: 'tenant', scope: 'tenant' },
  { username: 'auditor', name: '秦岚', post: '审计人员', role: 'auditor', seat: 'tenant', scope: 'tenant' },
] as const satisfies readonly DemoPerson[];
export type Username = (typeof DEMO_PEOPLE)[number]['username'];
