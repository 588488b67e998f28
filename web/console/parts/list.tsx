import { Button, Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';
import type { ApiError } from '../../shared/api.ts';
import { Failed, Nothing } from './states.tsx';

interface Pages<T> {
  items: T[];
  isPending: boolean;
  error: ApiError | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** A paged table with its four states: loading, failed, empty, more. */
export function PagedTable<T extends object>({
  pages,
  empty,
  ...table
}: { pages: Pages<T>; empty: string } & TableProps<T>) {
  // On a narrow screen the table scrolls sideways; the keyboard must reach it.
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0');
  }, []);
  if (pages.error && pages.items.length === 0) return <Failed error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <div ref={box}>
      <Table<T>
        size="middle"
        pagination={false}
        scroll={{ x: 760 }}
        loading={pages.isPending}
        dataSource={pages.items}
        locale={{ emptyText: <Nothing why={empty} /> }}
        {...table}
      />
      {pages.hasNextPage && (
        <div style={{ padding: 12, textAlign: 'center' }}>
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            再看一页
          </Button>
        </div>
      )}
    </div>
  );
}
