import { Button, Empty, Result, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../../shared/api.ts';
import { basePath } from '../place.ts';

/** The four states of every page: loading, failed, not allowed, empty. */
export function Fallible({
  query,
  children,
}: {
  query: { isPending: boolean; error: ApiError | null; refetch: () => unknown; data?: unknown };
  children: ReactNode;
}) {
  if (query.error && query.data === undefined) return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} className="pad" />;
  return children;
}

export function Failed({ error, retry }: { error: ApiError; retry: () => void }) {
  if (error.code === 'forbidden') {
    return <Result status="403" title="您的岗位看不到这一页" subTitle="如工作需要，请联系本地区管理员调整岗位。" />;
  }
  if (error.code === 'not_found') return <Result status="404" title="没有找到" subTitle={error.message} />;
  const title = error.code === 'offline' ? '网络不通' : '没有取到内容';
  return (
    <Result
      status="warning"
      title={title}
      subTitle={error.message}
      extra={
        <Button type="primary" onClick={retry}>
          重试
        </Button>
      }
    />
  );
}

export function Nothing({ why, children }: { why: string; children?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={why}>
      {children}
    </Empty>
  );
}

export function Lost() {
  return <Result status="404" title="没有这个页面" extra={<a href={basePath}>回到首页</a>} />;
}

export function Crash({ error }: { error: unknown }) {
  return (
    <Result
      status="warning"
      title="页面出了问题"
      subTitle="已填写的内容可能还在，请先复制保存，再刷新页面。"
      extra={<Button onClick={() => location.reload()}>刷新</Button>}
    >
      <small>{error instanceof Error ? error.name : ''}</small>
    </Result>
  );
}
