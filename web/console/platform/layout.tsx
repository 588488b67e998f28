import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Layout as AntLayout, Button, Menu } from 'antd';
import { signOut } from '../../../workers/contract/platform.ts';
import { Door } from '../parts/door.tsx';
import { call, setToken } from '../session.ts';

const ITEMS = [
  ['/', '开通申请'],
  ['/tenants', '各地区'],
  ['/cells', '数据单元'],
  ['/health', '运行状况'],
  ['/log', '操作记录'],
] as const;

export function PlatformLayout() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const here = ITEMS.map(([path]) => path).find((path) => path !== '/' && pathname.startsWith(path)) ?? '/';
  const leave = async () => {
    await call(signOut, {}).catch(() => undefined);
    setToken(undefined);
    await navigate({ to: '/sign-in' });
  };
  return (
    <Door>
      <AntLayout className="frame">
        <AntLayout.Header className="frame-head">
          <strong>安哨运营后台</strong>
          <Menu
            mode="horizontal"
            className="grow"
            selectedKeys={[here]}
            items={ITEMS.map(([path, label]) => ({ key: path, label: <Link to={path}>{label}</Link> }))}
          />
          <Button type="text" onClick={() => void leave()}>
            退出
          </Button>
        </AntLayout.Header>
        <AntLayout.Content className="frame-body">
          <Outlet />
        </AntLayout.Content>
      </AntLayout>
    </Door>
  );
}
