import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { upload } from '../../../workers/contract/hazards.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';
import { call } from '../session.ts';
import { shrink } from './shrink.ts';

/**
 * Picks photos, re-encodes them (drops EXIF and GPS, saves the network), uploads one by one. `instant` hands the ids on at
 * once; otherwise they are collected as the value of a form field.
 */
export function Uploader({
  label,
  value = [],
  onChange,
  onUploaded,
  instant = false,
  max = 10,
  documents = false,
}: {
  label: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
  onUploaded?: (ids: string[]) => void;
  instant?: boolean;
  max?: number;
  /** Word, Excel and PDF files too. */
  documents?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<number>();
  const [names, setNames] = useState<string[]>([]);
  const { message } = App.useApp();

  const take = async (files: File[]) => {
    const ids: string[] = [];
    setProgress(0);
    for (const [i, file] of files.entries()) {
      try {
        const purpose = documents && !file.type.startsWith('image/') ? 'document' : 'evidence';
        const { id } = await call(upload, { purpose }, { body: await shrink(file) });
        ids.push(id);
        setNames((old) => [...old, file.name]);
      } catch (error) {
        void message.error(`${file.name}：${error instanceof ApiError ? sentence(error) : '没有传上，请重试'}`, 6);
      }
      setProgress(Math.round(((i + 1) / files.length) * 100));
    }
    setProgress(undefined);
    if (ids.length === 0) return;
    if (instant) setNames([]);
    else onChange?.([...value, ...ids]);
    onUploaded?.(ids);
  };

  return (
    <div>
      <input
        ref={input}
        type="file"
        accept={documents ? 'image/*,.pdf,.docx,.xlsx' : 'image/*'}
        multiple
        // antd's forms show every file field, `hidden` or not.
        style={{ display: 'none' }}
        onChange={(e) => {
          void take([...(e.target.files ?? [])].slice(0, max - value.length));
          e.target.value = '';
        }}
        aria-label={label}
      />
      <Button
        icon={<UploadOutlined />}
        loading={progress !== undefined}
        disabled={value.length >= max}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      {progress !== undefined && <Progress percent={progress} size="small" style={{ maxWidth: 240 }} />}
      {!instant && value.length > 0 && (
        <div className="row" style={{ marginTop: 6 }}>
          <span className="muted">
            已传 {value.length} {documents ? '个' : '张'}：{names.join('、')}
          </span>
          <Button
            type="link"
            size="small"
            onClick={() => {
              onChange?.([]);
              setNames([]);
            }}
          >
            清空
          </Button>
        </div>
      )}
    </div>
  );
}
