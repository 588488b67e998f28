import { App, Button, Input, Modal, Space } from 'antd';

const ONCE = '链接只显示这一次，只能用一次，请当面或用可靠的方式交给本人：';

/** A secret link, shown once. */
export function CopyLink({
  path,
  title,
  label = '一次性链接',
  words = ONCE,
  onClose,
}: {
  path: string;
  title: string;
  label?: string;
  words?: string;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const url = location.origin + path;
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => message.success('已复制'),
      () => message.info('请手动选中复制'),
    );
  return (
    <Modal open title={title} footer={null} onCancel={onClose} maskClosable={false}>
      <p>{words}</p>
      <Space.Compact block>
        <Input readOnly value={url} onFocus={(e) => e.target.select()} aria-label={label} />
        <Button type="primary" onClick={() => void copy()}>
          复制
        </Button>
      </Space.Compact>
    </Modal>
  );
}
