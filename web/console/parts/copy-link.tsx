import { App, Button, Input, Modal, Space } from 'antd';

/** A one-time link, shown once. */
export function CopyLink({ path, title, onClose }: { path: string; title: string; onClose: () => void }) {
  const { message } = App.useApp();
  const url = location.origin + path;
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => message.success('已复制'),
      () => message.info('请手动选中复制'),
    );
  return (
    <Modal open title={title} footer={null} onCancel={onClose} maskClosable={false}>
      <p>链接只显示这一次，只能用一次，请当面或用可靠的方式交给本人：</p>
      <Space.Compact block>
        <Input readOnly value={url} onFocus={(e) => e.target.select()} aria-label="一次性链接" />
        <Button type="primary" onClick={() => void copy()}>
          复制
        </Button>
      </Space.Compact>
    </Modal>
  );
}
