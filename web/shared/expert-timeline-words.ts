import { chineseDay, dayNo } from '../../workers/protocol/eligibility-days.ts';
import type { ExpertFacts, Verdict } from '../../workers/protocol/eligibility-types.ts';
import { hatch, html, nextId, rect, svg } from './expert-timeline-svg.ts';

/** 符合 or not, and every reason with its mark. */
export function headOf(verdict: Verdict): HTMLElement {
  const head = html('figcaption', 'xt-head');
  const word = verdict.passes ? '符合入库条件' : '不符合入库条件';
  head.appendChild(html('strong', verdict.passes ? 'xt-yes' : 'xt-no', `${verdict.passes ? '✓' : '✗'} ${word}`));
  if (verdict.doubtful) head.appendChild(html('span', 'xt-doubt', '？须人工核对'));
  const list = html('ul', 'xt-reasons');
  for (const { ok, words, code } of verdict.reasons) {
    if (code === 'period') continue;
    const mark = ok === null ? '·' : ok ? '✓' : '✗';
    const item = html('li', ok === false ? 'xt-no' : '', `${mark} ${words}`);
    list.appendChild(item);
  }
  head.appendChild(list);
  return head;
}

/** How far the days reach towards the years. */
export function barOf({ days, neededDays, minYears, years, restDays }: Verdict): HTMLElement {
  const whole = days >= neededDays;
  // A single day short must still be seen to be short.
  const part = whole ? 1 : Math.min(0.985, days / neededDays);
  const said = `已计 ${years} 年${restDays > 0 ? ` ${restDays} 天` : ''}（${days} 天），要求 ${minYears} 年（${neededDays} 天）`;
  const box = html('div', 'xt-bar');
  const picture = svg('svg', { width: '100%', height: 18, role: 'img', 'aria-label': said });
  picture.appendChild(rect('xt-track', 0, 1, 1, 16));
  picture.appendChild(rect(whole ? 'xt-full' : 'xt-part', 0, part, 1, 16));
  box.appendChild(picture);
  box.appendChild(html('span', 'xt-said', said));
  return box;
}

const LEGEND: readonly (readonly [kind: string, words: string])[] = [
  ['xt-on', '计入'],
  ['xt-share', '非全职，按比例计'],
  ['xt-off', '不计'],
  ['xt-twice', '重叠，只计一次'],
  ['xt-gap', '空档'],
];

export function legend(): HTMLElement {
  const box = html('div', 'xt-legend');
  box.setAttribute('aria-hidden', 'true');
  for (const [kind, words] of LEGEND) {
    const item = html('span', 'xt-key');
    const swatch = svg('svg', { width: 22, height: 12 });
    if (kind === 'xt-off') {
      const id = nextId();
      swatch.appendChild(hatch(id));
      const bar = rect(kind, 0, 1, 1, 10);
      bar.setAttribute('fill', `url(#${id})`);
      swatch.appendChild(bar);
    } else {
      if (kind === 'xt-twice') swatch.appendChild(rect('xt-on', 0, 1, 1, 10));
      swatch.appendChild(rect(kind, 0, 1, 1, 10));
    }
    item.appendChild(swatch);
    item.appendChild(document.createTextNode(words));
    box.appendChild(item);
  }
  return box;
}

/** The same in words: for a screen reader, for paper, for whoever wants to add it up. */
export function listOf(verdict: Verdict, facts: ExpertFacts): HTMLElement {
  const list = html('ol', 'xt-list');
  const judged = new Map(verdict.periods.map((p) => [p.id, p] as const));
  for (const period of facts.periods) {
    const answer = judged.get(period.id);
    const item = html('li', answer?.counted ? '' : 'xt-dim');
    item.appendChild(html('span', 'xt-what', [period.employer, period.post].filter(Boolean).join(' · ')));
    item.appendChild(
      html('span', 'xt-when', `${said(period.from)} — ${period.to === null ? '至今' : said(period.to)}`),
    );
    if (answer) item.appendChild(html('span', 'xt-why-text', answer.why));
    list.appendChild(item);
  }
  return list;
}

/** A day that is none stays as it was written. */
const said = (day: string): string => (dayNo(day) === undefined ? day : chineseDay(day));
