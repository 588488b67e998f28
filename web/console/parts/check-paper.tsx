import { Link } from '@tanstack/react-router';
import { FINDING_KINDS, ITEM_ANSWERS, POSITIONS } from '../../../workers/contract/check-words.ts';
import { HAZARD_STATES } from '../../../workers/contract/hazards.ts';
import { timeOf } from '../format.ts';
import { CheckPictures } from './check-bits.tsx';
import type { Check } from './check-draft.ts';

/** 检查记录 as it is printed: who, where, when, what was looked at, what was found; at its foot the hash it is frozen with. */
export function CheckPaper({ of }: { of: Check }) {
  const present = of.people.filter((p) => p.attended);
  const rows: [label: string, words: string][] = [
    ['检查对象', of.target],
    ['地点', of.address],
    ['开始时间', of.startedAt ? timeOf(of.startedAt) : ''],
    ['位置', place(of)],
    ['检查人员', present.map((p) => `${of.names[p.personId] ?? ''}${p.leads ? '（带队领导）' : ''}`).join('、')],
    ['接待人员', of.received],
    ['检查情况', of.words],
    ['处理意见', of.advice],
  ];
  return (
    <article className="card check-paper" aria-label="检查记录">
      <h2>检查记录{of.number}</h2>
      <table>
        <tbody>
          {rows
            .filter(([, words]) => words)
            .map(([label, words]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td style={{ whiteSpace: 'pre-wrap' }}>{words}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <Items of={of} />
      <Findings of={of} />
      <div className="check-sign">
        <span>检查人员（签字）：</span>
        <span>被检查单位（签字）：</span>
      </div>
      {of.recordHash && (
        <p className="check-hash">
          定稿 {of.finishedAt && timeOf(of.finishedAt)}，记录指纹（SHA-256）{of.recordHash}
          {of.recordHolds === false && <strong className="late">　内容与定稿时不一致</strong>}
        </p>
      )}
    </article>
  );
}

function place(of: Check): string {
  if (of.position === null) return '';
  if (of.position !== 'given') return POSITIONS[of.position];
  return `东经 ${of.longitude}，北纬 ${of.latitude}（误差约 ${of.accuracy} 米）`;
}

function Items({ of }: { of: Check }) {
  if (!of.items.some((item) => item.answer)) return null;
  return (
    <>
      <h3>{of.template}</h3>
      <table>
        <tbody>
          {of.items.map((item, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one checklist, in their order
            <tr key={i}>
              <td>
                {i + 1}. {item.words}
                {item.note && <div className="muted">{item.note}</div>}
                <CheckPictures id={of.id} photos={item.photos} about={`第 ${i + 1} 项照片`} />
              </td>
              <td style={{ width: 76 }} className={item.answer === 'problem' ? 'late' : ''}>
                {item.answer ? ITEM_ANSWERS[item.answer] : '未填'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What was found; its hazard's state moves on after the record is frozen. */
function Findings({ of }: { of: Check }) {
  if (of.findingList.length === 0) return <p>{of.state === 'finished' ? '没有发现问题。' : '还没有记录问题。'}</p>;
  return (
    <>
      <h3>发现的问题（{of.findingList.length} 处）</h3>
      <table>
        <tbody>
          {of.findingList.map((f, i) => (
            <tr key={f.id}>
              <td>
                {i + 1}. {f.title} <span className="muted">（{FINDING_KINDS[f.kind]}）</span>
                {f.description && <div>{f.description}</div>}
                <div className="muted">
                  {[
                    f.kind === 'duty' && f.unitId && `责任单位：${of.names[f.unitId]}`,
                    f.dueDay && `${f.dueDay} 前整改`,
                    f.missedByUnitId && `应由${of.names[f.missedByUnitId]}查出（漏查）`,
                  ]
                    .filter(Boolean)
                    .join('，')}
                </div>
                <CheckPictures id={of.id} photos={f.photos} about={`问题 ${i + 1} 照片`} />
              </td>
              <td style={{ width: 132 }}>
                {f.hazardId && (
                  <Link to={`/hazards/${f.hazardId}` as '/'}>
                    {f.hazardNumber}
                    <div>{f.hazardState && HAZARD_STATES[f.hazardState]}</div>
                  </Link>
                )}
                {f.taskId && <Link to={`/tasks/${f.taskId}` as '/'}>已转为任务</Link>}
                {!f.hazardId && !f.taskId && <span className="muted">未转任务</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
