import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { CHECK_STATEMENT } from '../../../workers/contract/check-words.ts';
import { startCheck } from '../../../workers/contract/checks.ts';
import { useCommand } from '../data.ts';
import type { Check } from './check-draft.ts';

const DENIED = 1;

type Where =
  | { readonly point: { readonly longitude: number; readonly latitude: number; readonly accuracy: number } }
  | { readonly noPoint: 'refused' | 'unavailable' };

/** Where the phone is, or why it does not say. WGS-84 degrees, metres. */
function whereAmI(): Promise<Where> {
  if (!navigator.geolocation) return Promise.resolve({ noPoint: 'unavailable' });
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          point: {
            longitude: Number(coords.longitude.toFixed(6)),
            latitude: Number(coords.latitude.toFixed(6)),
            accuracy: Math.min(Math.round(coords.accuracy), 100_000),
          },
        }),
      (error) => resolve({ noPoint: error.code === DENIED ? 'refused' : 'unavailable' }),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}

/** 开始检查: the statement is ticked, the phone says where; without a place it starts all the same, and the record says so. */
export function StartCard({ of }: { of: Check }) {
  const [ticked, setTicked] = useState(false);
  const [looking, setLooking] = useState(false);
  const start = useCommand(startCheck, { done: '检查已开始', touches: ['checks.', 'rechecks.'] });
  const go = async () => {
    setLooking(true);
    const where = await whereAmI();
    setLooking(false);
    start.mutate({ id: of.id, version: of.version, statement: true, ...where });
  };
  return (
    <section className="card no-print" aria-label="开始检查">
      <h2>到现场后开始检查</h2>
      {of.hidden && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title="开始以前被检查单位看不到这次检查，请勿事先告知。"
        />
      )}
      <Checkbox checked={ticked} onChange={(e) => setTicked(e.target.checked)}>
        {CHECK_STATEMENT}
      </Checkbox>
      <p className="muted">开始时记录时间和手机定位；不允许定位也可以开始，记录中会注明。</p>
      <Button
        type="primary"
        size="large"
        block
        disabled={!ticked}
        loading={looking || start.isPending}
        onClick={() => void go()}
      >
        {looking ? '正在定位…' : '开始检查'}
      </Button>
    </section>
  );
}
