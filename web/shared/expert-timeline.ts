import { dayNo } from '../../workers/protocol/eligibility-days.ts';
import type {
  ExpertFacts,
  PeriodVerdict,
  Span,
  Verdict,
  WorkPeriod,
} from '../../workers/protocol/eligibility-types.ts';
import { type Scale, scaleOf } from './expert-timeline-scale.ts';
import { hatch, html, nextId, rect, svg, text, upright } from './expert-timeline-svg.ts';
import { barOf, headOf, legend, listOf } from './expert-timeline-words.ts';

const TOP = 30;
const ROW = 44;
const BAR = 16;

/**
 * The periods of somebody's work against the years a rule asks for: how far they reach, what counts, what does not and why,
 * where jobs overlap or pause, today, and the day on which it would be enough. Beside the drawing the same as a list.
 */
export function expertTimeline(verdict: Verdict, facts: ExpertFacts): HTMLElement {
  const root = html('figure', 'xt');
  root.appendChild(headOf(verdict));
  root.appendChild(barOf(verdict));
  if (facts.periods.length === 0) {
    root.appendChild(html('p', 'xt-none', '还没有填写工作经历。'));
    return root;
  }
  const scale = scaleOf(verdict, facts);
  if (scale) {
    root.appendChild(drawing(verdict, facts, scale));
    root.appendChild(legend());
  }
  root.appendChild(listOf(verdict, facts));
  return root;
}

function drawing(verdict: Verdict, facts: ExpertFacts, scale: Scale): Element {
  const rows = facts.periods.length + 1;
  const height = TOP + rows * ROW + 18;
  const years = verdict.reasons.find((r) => r.code === 'years');
  const label = `工作经历时间轴，共 ${facts.periods.length} 段。${years ? years.words : ''}。逐段说明见下方列表。`;
  const picture = svg('svg', { width: '100%', height, role: 'img', 'aria-label': label, class: 'xt-picture' });
  const id = nextId();
  picture.appendChild(hatch(id));
  for (const { at, year } of scale.ticks) {
    picture.appendChild(upright('xt-tick', at, 16, height - 18));
    picture.appendChild(text('xt-year', at, 12, String(year), at > 0.95 ? 'end' : at < 0.04 ? 'start' : 'middle'));
  }
  const judged = new Map(verdict.periods.map((p) => [p.id, p] as const));
  for (const [i, period] of facts.periods.entries()) row(picture, period, judged.get(period.id), i, scale, id);
  sumRow(picture, verdict, scale, TOP + facts.periods.length * ROW);
  marks(picture, verdict, scale, height);
  return picture;
}

function row(
  picture: Element,
  period: WorkPeriod,
  verdict: PeriodVerdict | undefined,
  i: number,
  scale: Scale,
  hatchId: string,
): void {
  const top = TOP + i * ROW;
  const name = `${i + 1}. ${period.employer || '未填单位'}`;
  picture.appendChild(text('xt-label', 0, top + 14, name.length > 20 ? `${name.slice(0, 19)}…` : name, 'start'));
  const whole = scale.place(period.from, period.to);
  if (!whole) {
    picture.appendChild(text('xt-why', 0, top + 33, '日期有误，无法画出', 'start'));
    return;
  }
  const bar = rect('xt-off', whole[0], whole[1], top + 20, BAR);
  bar.setAttribute('fill', `url(#${hatchId})`);
  picture.appendChild(bar);
  const counted = verdict?.counted && scale.place(verdict.counted[0], verdict.counted[1]);
  if (!counted) return;
  picture.appendChild(rect(verdict.code === 'part_time' ? 'xt-share' : 'xt-on', counted[0], counted[1], top + 20, BAR));
}

/** All that counts in one line: overlaps darker, gaps as dotted frames. */
function sumRow(picture: Element, verdict: Verdict, scale: Scale, top: number): void {
  picture.appendChild(text('xt-label', 0, top + 14, '合计', 'start'));
  const put = (kind: string, span: Span) => {
    const at = scale.place(span[0], span[1]);
    if (at) picture.appendChild(rect(kind, at[0], at[1], top + 20, BAR));
  };
  for (const p of verdict.periods) if (p.counted) put(p.code === 'part_time' ? 'xt-share' : 'xt-on', p.counted);
  for (const span of verdict.overlaps) put('xt-twice', span);
  for (const span of verdict.gaps) put('xt-gap', span);
}

function marks(picture: Element, verdict: Verdict, scale: Scale, height: number): void {
  const today = scale.at(dayNo(verdict.day) as number);
  picture.appendChild(upright('xt-today', today, 16, height - 16));
  picture.appendChild(text('xt-mark', today, 26, '今天', today > 0.5 ? 'end' : 'start'));
  if (verdict.passesOn === null || verdict.passes) return;
  const reached = dayNo(verdict.passesOn) as number;
  if (reached > scale.last) return;
  const at = scale.at(reached);
  picture.appendChild(upright('xt-reach', at, TOP, height - 16));
  picture.appendChild(text('xt-mark', at, height - 3, `${verdict.passesOn} 起符合`, at > 0.5 ? 'end' : 'start'));
}
