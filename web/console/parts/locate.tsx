import { AimOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';

export interface Spot {
  longitude: number;
  latitude: number;
}

/** Asks the device for its position, once, when pressed. WGS-84 degrees. */
export function Locate({ value, onChange }: { value?: Spot; onChange?: (spot?: Spot) => void }) {
  const [said, setSaid] = useState('');
  const ask = () => {
    setSaid('正在定位…');
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        setSaid('');
        onChange?.({ longitude: Number(coords.longitude.toFixed(6)), latitude: Number(coords.latitude.toFixed(6)) });
      },
      () => setSaid('没有取得定位，请填写具体位置。'),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  };
  return (
    <div className="row" style={{ margin: '-12px 0 20px' }}>
      <Button size="small" icon={<AimOutlined />} onClick={ask}>
        取当前位置
      </Button>
      <span className="muted num">{value ? `${value.latitude}, ${value.longitude}` : said}</span>
      {value && (
        <Button size="small" type="link" onClick={() => onChange?.(undefined)}>
          不要
        </Button>
      )}
    </div>
  );
}
