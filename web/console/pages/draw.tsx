import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Button, Steps, Tooltip } from 'antd';
import { useState } from 'react';
import { DRAW_KINDS, draw } from '../../../workers/contract/draws.ts';
import { useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { type Draw, DrawStateTag, may } from '../parts/draw-bits.tsx';
import { CommitDraw } from '../parts/draw-commit.tsx';
import { DrawEditor } from '../parts/draw-editor.tsx';
import { DrawEntries } from '../parts/draw-entries.tsx';
import { DrawFacts, DrawWitnesses } from '../parts/draw-facts.tsx';
import { DrawPicks } from '../parts/draw-picks.tsx';
import { DrawSheet } from '../parts/draw-sheet.tsx';
import { ReasonStep, SeedForm } from '../parts/draw-steps.tsx';
import { OpenWitness } from '../parts/draw-witness.tsx';
import { Fallible } from '../parts/states.tsx';

type Open = 'edit' | 'commit' | 'seed' | 'confirm' | 'void' | 'redraw' | 'finish';
const LABELS: Record<Open, string> = {
  edit: '修改',
  commit: '封存并公布名单',
  seed: '录入开奖结果',
  confirm: '另一人核对并抽取',
  finish: '办结',
  redraw: '重新抽取',
  void: '作废',
};
const MAIN: readonly Open[] = ['commit', 'confirm', 'finish'];

/** One draw as a ceremony: frozen, opened, drawn, called. */
export function DrawPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(draw, { id }, { refetchInterval: 15_000 });
  return <Fallible query={query}>{query.data && <Shown draw={query.data} />}</Fallible>;
}

function Shown({ draw: d }: { draw: Draw }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>();
  const [opening, setOpening] = useState<string>();
  const close = () => setOpen(undefined);
  const to = (id: string) => void navigate({ to: `/draws/${id}` as never });
  const drawn = d.state === 'drawn' || d.state === 'done';
  return (
    <>
      <div className="card no-print">
        <div className="row">
          <Link to={'/draws' as '/'}>‹ 全部抽取</Link>
          <DrawStateTag state={d.state} />
          <span className="muted num">
            {DRAW_KINDS[d.kind]} · {d.number}
          </span>
          <span className="grow" />
          {(Object.keys(LABELS) as Open[]).map((action) => (
            <Step key={action} draw={d} action={action} onPress={() => setOpen(action)} />
          ))}
          {d.listHash && <Button onClick={() => print()}>打印</Button>}
        </div>
        <h2 style={{ fontSize: 20, margin: '12px 0' }}>{d.title}</h2>
        {d.state !== 'void' && <Ceremony draw={d} />}
        {d.state === 'void' && <Alert type="warning" showIcon title={`已作废：${d.reason}`} />}
        {d.redrawOf && (
          <Alert style={{ marginTop: 12 }} type="info" showIcon title={`重新抽取，原为 ${d.redrawOf}。${d.reason}`} />
        )}
        {d.repeatedBy && (
          <Alert style={{ marginTop: 12 }} type="info" showIcon title={`已另立一次重新抽取：${d.repeatedBy}`} />
        )}
      </div>
      <div className="no-print" style={{ marginTop: 16 }}>
        {drawn && <DrawPicks draw={d} />}
        <div className="grid2 stack" style={{ marginTop: drawn ? 16 : 0 }}>
          <DrawFacts draw={d} />
          {d.listHash && <DrawWitnesses draw={d} onOpen={setOpening} />}
        </div>
        <div style={{ marginTop: 16 }}>
          <DrawEntries draw={d} />
        </div>
      </div>
      {d.listHash && <DrawSheet draw={d} />}
      {open === 'edit' && <DrawEditor draw={d} onClose={close} />}
      {open === 'commit' && <CommitDraw draw={d} onClose={close} />}
      {(open === 'seed' || open === 'confirm') && <SeedForm draw={d} confirm={open === 'confirm'} onClose={close} />}
      {(open === 'void' || open === 'redraw' || open === 'finish') && (
        <ReasonStep draw={d} step={open} onClose={close} onRedrawn={to} />
      )}
      {opening && <OpenWitness draw={d} name={opening} onClose={() => setOpening(undefined)} />}
    </>
  );
}

/** A button of the state; while it may not be pressed it says why. */
function Step({ draw: d, action, onPress }: { draw: Draw; action: Open; onPress: () => void }) {
  const step = may(d, action);
  if (!step || (action === 'confirm' && d.publicSeed === null)) return null;
  return (
    <Tooltip title={step.why}>
      <Button
        type={MAIN.includes(action) ? 'primary' : 'default'}
        danger={action === 'void'}
        disabled={!step.allowed}
        onClick={onPress}
      >
        {LABELS[action]}
      </Button>
    </Tooltip>
  );
}

function Ceremony({ draw: d }: { draw: Draw }) {
  const at = { drafted: 0, committed: d.publicSeed === null ? 1 : 2, drawn: 3, done: 4, void: 0 }[d.state];
  const due = d.notBefore && Date.parse(d.notBefore) <= Date.now();
  const opened = d.witnesses.filter((w) => w.opened).length;
  const wait = due ? '已到开奖时间' : `${timeOf(d.notBefore ?? d.createdAt)} 开奖`;
  const items = [
    { title: '拟定、封存', content: d.committedAt ? timeOf(d.committedAt) : '核对名单，选定号码来源' },
    { title: '见证人拆封、等开奖', content: at === 0 ? '' : `拆封 ${opened}/${d.witnesses.length}，${wait}` },
    { title: '两人录入号码', content: at === 2 ? '已录入，等另一人核对' : (d.publicSeed ?? '').slice(0, 24) },
    { title: '通知与递补', content: at === 3 ? `还有 ${d.placesOpen} 个名额待落实` : '' },
  ];
  return <Steps size="small" responsive current={at} items={items} />;
}
