import { Alert, Checkbox } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import type { TipContent } from '../../../workers/protocol/compose.ts';
import { CHECKS, type CheckKey, checkBrief, type Finding } from './brief-check.ts';

/** What was found in the typed words, and what of it the officer has answered for. */
export function useFindings(typed: string, content: TipContent, except?: CheckKey) {
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const findings = useMemo(() => checkBrief(typed, content).filter((f) => f.key !== except), [typed, content, except]);
  const open = findings.filter((f) => !accepted.includes(f.id));
  const accept = (id: string, yes: boolean) =>
    setAccepted(yes ? [...accepted, id] : accepted.filter((other) => other !== id));
  return { findings, open, accepted, accept };
}
export type Findings = ReturnType<typeof useFindings>;

const lineOf = (key: CheckKey): number => CHECKS.findIndex(([k]) => k === key) + 1;
const labelOf = (key: CheckKey): string => CHECKS[lineOf(key) - 1]![1];

/** The typed words with the findings marked; where two overlap the longer covers. */
function marked(typed: string, findings: readonly Finding[]): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const f of findings.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (f.from < at) continue;
    parts.push(typed.slice(at, f.from), <mark key={f.from}>{typed.slice(f.from, f.to)}</mark>);
    at = f.to;
  }
  return [...parts, typed.slice(at)];
}

/** Each finding names its line of the checklist, and is rewritten or answered for. */
export function FindingList({
  typed,
  found,
  lineId,
}: {
  typed: string;
  found: Findings;
  /** Id of the checklist line, where the form has one. */
  lineId?: (key: CheckKey) => string;
}) {
  if (found.findings.length === 0) return null;
  const once = found.findings.filter((f, i, list) => list.findIndex((o) => o.id === f.id) === i);
  return (
    <Alert
      type={found.open.length > 0 ? 'warning' : 'info'}
      showIcon
      style={{ margin: '8px 0 12px' }}
      title={found.open.length > 0 ? '下面标出的地方可能暴露举报人，请改写，或逐条确认' : '标出的地方已逐条确认'}
      description={
        <>
          <p className="finding-text">{marked(typed, found.findings)}</p>
          <ul className="rows" aria-label="可能暴露举报人的地方">
            {once.map((f) => (
              <li key={f.id}>
                <div>
                  <mark>{f.text.slice(0, 30)}</mark> {f.why}
                  {lineId && (
                    <a
                      href={`#${lineId(f.key)}`}
                      onClick={(e) => {
                        e.preventDefault();
                        document.getElementById(lineId(f.key))?.focus();
                      }}
                    >
                      　见核对第 {lineOf(f.key)} 项
                    </a>
                  )}
                  {!lineId && <span className="muted">　{labelOf(f.key)}</span>}
                </div>
                <Checkbox
                  checked={found.accepted.includes(f.id)}
                  onChange={(e) => found.accept(f.id, e.target.checked)}
                >
                  必须写，且不会让人认出举报人
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
