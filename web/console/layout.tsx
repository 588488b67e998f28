import {
  AccountBookOutlined,
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  CarryOutOutlined,
  ClusterOutlined,
  CommentOutlined,
  ContactsOutlined,
  DatabaseOutlined,
  DeleteOutlined,
  EyeOutlined,
  FileDoneOutlined,
  FileSearchOutlined,
  FlagOutlined,
  FormOutlined,
  GiftOutlined,
  HomeOutlined,
  IdcardOutlined,
  LinkOutlined,
  MenuOutlined,
  NotificationOutlined,
  NumberOutlined,
  ProfileOutlined,
  ProjectOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  SettingOutlined,
  ShopOutlined,
  SnippetsOutlined,
  SolutionOutlined,
  SoundOutlined,
  TeamOutlined,
  TrophyOutlined,
  UnorderedListOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Alert, Layout as AntLayout, Badge, Button, Drawer, Dropdown, Menu, type MenuProps } from 'antd';
import { useState } from 'react';
import type { Permission } from '../../workers/contract/access.ts';
import { inbox } from '../../workers/contract/desk.ts';
import { signOut, whoami } from '../../workers/contract/session.ts';
import { useRoute } from './data.ts';
import { Door } from './parts/door.tsx';
import { type Me, MeProvider } from './parts/person.ts';
import { Fallible } from './parts/states.tsx';
import { call, setToken } from './session.ts';

type Item = [path: string, label: string, icon: React.ReactNode, needs?: Permission];
/** The menu, by what people come to do. */
const GROUPS: [label: string, items: Item[]][] = [
  ['', [['/', '首页', <HomeOutlined key="i" />]]],
  [
    '隐患',
    [
      ['/hazards', '隐患清单', <UnorderedListOutlined key="i" />, 'hazard.read'],
      ['/report', '上报隐患', <FormOutlined key="i" />, 'hazard.report'],
    ],
  ],
  [
    '任务',
    [
      ['/tasks/mine', '我的任务', <CarryOutOutlined key="i" />, 'task.read'],
      ['/tasks', '任务清单', <ProfileOutlined key="i" />, 'task.read'],
      ['/notices', '读通知', <FileSearchOutlined key="i" />, 'task.plan'],
      ['/plans', '计划', <ProjectOutlined key="i" />, 'task.read'],
      ['/templates', '模板', <SnippetsOutlined key="i" />, 'task.plan'],
    ],
  ],
  [
    '督办考核',
    [
      ['/month-reports', '月报', <CalendarOutlined key="i" />, 'task.read'],
      ['/bulletins', '调度通报', <SoundOutlined key="i" />, 'task.read'],
      ['/orders', '督办单', <NotificationOutlined key="i" />, 'supervise.read'],
      ['/summonses', '约谈', <CommentOutlined key="i" />, 'supervise.read'],
      ['/accident-reviews', '事故整改评估', <FileDoneOutlined key="i" />, 'supervise.read'],
      ['/criminal-cases', '事前刑责', <BankOutlined key="i" />, 'case.read'],
      ['/awards', '示范创建', <TrophyOutlined key="i" />, 'people.read'],
      ['/checks', '督导检查', <EyeOutlined key="i" />, 'check.read'],
    ],
  ],
  [
    '举报',
    [
      ['/tips', '举报受理', <AlertOutlined key="i" />, 'tip.read'],
      ['/identity', '姓名保管', <IdcardOutlined key="i" />, 'tip.identity'],
      ['/tip-keys', '举报密钥', <SafetyCertificateOutlined key="i" />, 'tip.key'],
      ['/rewards', '举报奖励', <GiftOutlined key="i" />, 'reward.read'],
      ['/payouts', '发放奖励', <WalletOutlined key="i" />, 'reward.pay'],
    ],
  ],
  [
    '专家',
    [
      ['/expert-seats', '申请与成员', <IdcardOutlined key="i" />, 'expert.read'],
      ['/experts', '专家名册', <ContactsOutlined key="i" />, 'expert.read'],
      ['/draws', '抽取', <NumberOutlined key="i" />, 'expert.draw'],
      ['/expert-pools', '专家库', <DatabaseOutlined key="i" />, 'expert.read'],
      ['/engagements', '专家检查', <SafetyCertificateOutlined key="i" />, 'expert.read'],
      ['/my-expert', '我的专家事项', <SolutionOutlined key="i" />, 'expert.self'],
      ['/expert-fees', '专家经费', <AccountBookOutlined key="i" />, 'expert.read'],
      ['/expert-payouts', '发放专家费用', <WalletOutlined key="i" />, 'expert.pay'],
      ['/expert-trainings', '培训记录', <ReadOutlined key="i" />, 'expert.read'],
      ['/expert-assessments', '年度考评', <BarChartOutlined key="i" />, 'expert.read'],
    ],
  ],
  [
    '组织',
    [
      ['/people', '人员', <TeamOutlined key="i" />, 'people.read'],
      ['/units', '单位', <ApartmentOutlined key="i" />, 'people.read'],
      ['/unit-profiles', '机构与人员', <ContactsOutlined key="i" />, 'people.read'],
      ['/committees', '委员会', <ClusterOutlined key="i" />, 'people.read'],
      ['/meetings', '会议', <ScheduleOutlined key="i" />, 'people.read'],
      ['/duties', '职责清单', <SolutionOutlined key="i" />, 'people.read'],
      ['/responsibility', '归谁管', <QuestionCircleOutlined key="i" />, 'people.read'],
      ['/streets', '街道工作台', <ShopOutlined key="i" />, 'task.read'],
    ],
  ],
  [
    '管理',
    [
      ['/ledger', '操作记录', <AuditOutlined key="i" />, 'event.read'],
      ['/retention', '销毁与安全计数', <DeleteOutlined key="i" />, 'event.read'],
      ['/links', '上下级连通', <LinkOutlined key="i" />, 'tenant.manage'],
      ['/settings', '设置', <SettingOutlined key="i" />, 'policy.manage'],
      ['/guide', '开通引导', <FlagOutlined key="i" />, 'tenant.manage'],
    ],
  ],
];
const ITEMS = GROUPS.flatMap(([, items]) => items);

export function Layout() {
  return (
    <Door>
      <Signed />
    </Door>
  );
}

function Signed() {
  const me = useRoute(whoami, {});
  return (
    <Fallible query={me}>
      {me.data && (
        <MeProvider value={me.data}>
          <Frame me={me.data} />
        </MeProvider>
      )}
    </Fallible>
  );
}

function Frame({ me }: { me: Me }) {
  const [open, setOpen] = useState(false);
  const location = useLocation();
  const can = (needs?: Permission) => !needs || me.permissions.includes(needs);
  const entry = ([path, label, icon]: Item) => ({
    key: path,
    icon,
    label: (
      <Link to={path} onClick={() => setOpen(false)}>
        {label}
      </Link>
    ),
  });
  const groups = GROUPS.map(([label, all]) => ({ label, items: all.filter(([, , , needs]) => can(needs)) }));
  const items: MenuProps['items'] = groups
    .filter((group) => group.items.length > 0)
    .map(({ label, items: own }) => ({ type: 'group', key: label, label, children: own.map(entry) }));
  const here = ITEMS.map(([path]) => path)
    .filter((path) => path === location.pathname || location.pathname.startsWith(`${path}/`))
    .reduce((longest, path) => (path.length > longest.length ? path : longest), '/');
  const menu = <Menu theme="dark" mode="inline" selectedKeys={[here]} items={items} />;
  return (
    <AntLayout className="frame">
      <AntLayout.Sider className="frame-side" width={188}>
        <div className="frame-name">
          <strong>{me.tenant.shortName}</strong>
          <span>安全生产委员会</span>
        </div>
        {menu}
      </AntLayout.Sider>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={240}
        className="frame-drawer"
        title={me.tenant.shortName}
      >
        {menu}
      </Drawer>
      <AntLayout>
        <AntLayout.Header className="frame-head">
          <Button
            className="frame-burger"
            type="text"
            aria-label="菜单"
            icon={<MenuOutlined />}
            onClick={() => setOpen(true)}
          />
          <h1 className="frame-title">{ITEMS.find(([path]) => path === here)?.[1]}</h1>
          <Bell />
          <Who me={me} />
        </AntLayout.Header>
        {me.tenant.status !== 'active' && (
          <Alert
            banner
            type="warning"
            title={`本地区服务已暂停：${me.tenant.notice || '如有疑问请联系平台运营单位'}`}
          />
        )}
        <AntLayout.Content className="frame-body">
          <Outlet />
        </AntLayout.Content>
      </AntLayout>
    </AntLayout>
  );
}

function Bell() {
  const notices = useRoute(inbox, { limit: 1 }, { refetchInterval: 60_000 });
  const unread = notices.data?.unread ?? 0;
  // The spoken name holds the words that are shown (WCAG 2.5.3), "99+" included.
  return (
    <Link to="/inbox" aria-label={`${unread > 99 ? '99+' : unread} 条未读提醒`}>
      <Badge count={unread} size="small" offset={[2, 4]}>
        <BellOutlined className="frame-bell" />
      </Badge>
    </Link>
  );
}

function Who({ me }: { me: Me }) {
  const navigate = useNavigate();
  const leave = async () => {
    await call(signOut, {}).catch(() => undefined);
    setToken(undefined);
    await navigate({ to: '/sign-in' });
  };
  const items: MenuProps['items'] = [
    {
      key: 'roles',
      disabled: true,
      label: me.grants.map((g) => g.label + (g.unitName ? `（${g.unitName}）` : '')).join('、') || '无岗位',
    },
    { type: 'divider' },
    { key: 'me', label: <Link to="/me">账号与安全</Link> },
    { key: 'out', label: '退出登录', onClick: () => void leave() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text">{me.name}</Button>
    </Dropdown>
  );
}
