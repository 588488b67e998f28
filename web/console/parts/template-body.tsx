import { UNIT_GROUPS } from '../../../workers/contract/units.ts';

/** What a template holds, read by its known parts; unit keys of the pack are shown as the ids they became. */
interface Duty {
  text: string;
  lead?: string[];
  convener?: string[];
  with?: string[];
  implementers?: string[];
}
interface Body {
  duties?: (Duty | string)[];
  deadline?: string;
  standing?: boolean;
  items?: string[];
  focus?: string[];
  lead?: string[];
  owners?: string[];
  use?: string;
  period?: string;
  from?: string;
  to?: string;
}
const GROUPS: Record<string, string> = UNIT_GROUPS;
const ROLES = [
  ['lead', '牵头'],
  ['convener', '会同'],
  ['with', '分工负责'],
  ['implementers', '具体实施'],
] as const;

export function TemplateBody({ body, unitName }: { body: unknown; unitName: (id: string) => string }) {
  const b = (typeof body === 'object' && body !== null ? body : {}) as Body;
  const names = (keys: readonly string[] | undefined) =>
    (keys ?? []).map((k) => GROUPS[k] ?? (unitName(`unit-${k}`) || k)).join('、');
  const lines: [string, string][] = [
    ['用途', b.use ?? ''],
    ['时段', [b.period, b.from && `${b.from} 至 ${b.to}`].filter(Boolean).join(' ')],
    ['牵头', names(b.lead)],
    ['组建单位', names(b.owners)],
    ['完成时限', b.deadline ?? ''],
  ];
  const listed = [...(b.items ?? []), ...(b.focus ?? [])];
  return (
    <div style={{ maxWidth: 900 }}>
      {(b.duties ?? []).map((duty) =>
        typeof duty === 'string' ? (
          <p key={duty}>{duty}</p>
        ) : (
          <p key={duty.text}>
            {duty.text}
            {ROLES.filter(([key]) => duty[key]?.length).map(([key, label]) => (
              <span key={key} className="muted" style={{ display: 'block' }}>
                {label}：{names(duty[key])}
              </span>
            ))}
          </p>
        ),
      )}
      {listed.length > 0 && (
        <ol>
          {listed.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      )}
      {lines
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <span className="muted">{label}：</span>
            {value}
          </div>
        ))}
    </div>
  );
}
