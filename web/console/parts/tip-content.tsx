import { Link } from '@tanstack/react-router';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import { useCan, useMe } from './person.ts';
import { stillOpen } from './tip-bits.tsx';
import { BriefForm } from './tip-brief.tsx';
import { accusesOwn } from './tip-conflict.ts';
import { TipFiles } from './tip-files.tsx';
import { HandOver } from './tip-hand-over.tsx';
import { TipIdentity } from './tip-identity.tsx';
import { MoveAway } from './tip-move.tsx';
import { ExtendForm, ExtensionDecision, GiveBackForm, Mute, RefuseForm } from './tip-outcome.tsx';
import type { Sealed } from './tip-sealed.ts';
import { TipWords } from './tip-words.tsx';
import { useUnits } from './units.ts';

/** The opened words, the files, and what may be done with them. */
export function TipBody({ tip, opened }: { tip: Sealed; opened: OpenedTip }) {
  const me = useMe();
  const can = useCan();
  const units = useUnits();
  const open = stillOpen(tip.state);
  const office = can('tip.office');
  const names = [me.unitName, ...me.grants.map((g) => g.unitName), units.short(me.unitId)].filter(
    (n) => !!n,
  ) as string[];
  const accused = tip.desk === 'discipline' ? undefined : accusesOwn(opened.content, names, me.tenant.shortName);
  return (
    <>
      <TipWords opened={opened} />
      <TipFiles tip={tip} opened={opened} />
      <ExtensionDecision tip={tip} />
      {open ? (
        <div className="row" style={{ marginTop: 16 }}>
          <BriefForm tip={tip} content={opened.content} />
          <RefuseForm tip={tip} />
          <span className="grow" />
          {tip.mayExtend && <ExtendForm tip={tip} />}
          {office && <HandOver tip={tip} accused={accused} />}
          {tip.desk.startsWith('verification:') && <GiveBackForm tip={tip} />}
          {office && <MoveAway tip={tip} opened={opened} />}
          {office && <Mute tip={tip} />}
        </div>
      ) : (
        <div className="row" style={{ marginTop: 16 }}>
          <span className="muted grow">{tip.mergedIntoId ? '已并案办理。' : '这条举报已办结受理环节。'}</span>
          {tip.mergedIntoId && (
            <Link to="/tips/$id" params={{ id: tip.mergedIntoId } as never}>
              看并入的那一件
            </Link>
          )}
          {office && <Mute tip={tip} />}
        </div>
      )}
      <TipIdentity tip={tip} />
    </>
  );
}
