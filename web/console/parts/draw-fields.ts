import type { addDraw, DrawKind } from '../../../workers/contract/draws.ts';
import type { ClientInput } from '../../../workers/contract/route.ts';
import type { Draw } from './draw-bits.tsx';
import { enterprisesOf, linesOf, takeOf } from './draw-double.tsx';

type Fields = ClientInput<typeof addDraw>;

/** What the form of a draw holds. */
export interface Values {
  readonly kind: DrawKind;
  readonly title: string;
  readonly enterprise?: string;
  readonly creditCode?: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly quotas: Fields['spec']['quotas'];
  readonly purpose?: string;
  readonly enterprises?: string;
  readonly take?: Record<string, number>;
  readonly inspectorUnitId?: string;
  readonly inspectors?: number;
  readonly inspectorAlternates?: number;
}

/** As the route takes it. */
export function fieldsOf(v: Values): Fields {
  const { kind, title, fromDay, toDay, quotas } = v;
  const spec = { purpose: v.purpose ?? '', fromDay, toDay, quotas };
  if (kind === 'expert') return { kind, title, enterprise: v.enterprise ?? '', creditCode: v.creditCode ?? '', spec };
  const enterprises = enterprisesOf(v.enterprises);
  const double = {
    enterprises,
    take: takeOf(enterprises, v.take),
    inspectorUnitId: v.inspectorUnitId ?? null,
    inspectors: { n: v.inspectors ?? 2, alternates: v.inspectorAlternates ?? 0 },
  };
  return { kind, title, spec: { ...spec, quotas: quotas.slice(0, 1), double } };
}

/** A draft as the form shows it. */
export function valuesOf({ kind, title, enterprise, creditCode, spec }: Draw) {
  const { double, ...rest } = spec;
  const listed = double && linesOf(double.enterprises);
  const more = double && {
    enterprises: listed,
    take: Object.fromEntries(double.take.map((t) => [`c${t.stratum}`, t.n])),
    inspectorUnitId: double.inspectorUnitId,
    inspectors: double.inspectors.n,
    inspectorAlternates: double.inspectors.alternates,
  };
  return { kind, title, enterprise, creditCode, ...rest, ...more };
}
