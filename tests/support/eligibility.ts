import fc from 'fast-check';
import type { Credential, EligibilityRule, ExpertFacts, WorkPeriod } from '../../workers/protocol/eligibility.ts';

/** Document 004-7: five years, nothing else. */
export const plainRule: EligibilityRule = {
  field: 'chemicals',
  minYears: 5,
  works: ['technology', 'management'],
  fields: [],
  partTime: 'share',
  needsEvidence: true,
  continuous: false,
  maxGapDays: 0,
  titles: [],
  registrations: [],
  titlesNeeded: 'any',
  maxAge: null,
  special: [],
  termYears: 3,
  coolingOffMonths: 12,
  maxOpenEngagements: 5,
  publicityDays: 5,
  reviewers: 2,
  recusal: [],
};
/** 甘肃: eight years on end with a senior title or as registered safety engineer; special trades fifteen. */
export const gansuRule: EligibilityRule = {
  ...plainRule,
  minYears: 8,
  continuous: true,
  maxGapDays: 30,
  titles: ['高级'],
  registrations: ['注册安全工程师'],
  special: [{ trade: 'special_equipment', minYears: 15 }],
};
/** The national rule of 1991: a senior title, terms of five years. */
export const rule1991: EligibilityRule = { ...plainRule, minYears: 0, titles: ['高级'], termYears: 5 };

export const job = (from: string, to: string | null, more: Partial<WorkPeriod> = {}): WorkPeriod => ({
  ...{ id: `${from}/${to}`, employer: '某化工厂', post: '安全工程师', work: 'technology', field: 'chemicals' },
  ...{ from, to, share: 100, evidenced: true },
  ...more,
});
export const paper = (kind: string, name: string, more: Partial<Credential> = {}): Credential => ({
  ...{ id: name, kind, name, level: '', expires: null, evidenced: true },
  ...more,
});
export const person = (periods: readonly WorkPeriod[], more: Partial<ExpertFacts> = {}): ExpertFacts => ({
  birthDay: '1975-06-01',
  periods,
  credentials: [],
  ...more,
});

const DAY = 86_400_000;
export const plus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Days around the ends of February as often as all others together. */
const edge = fc
  .tuple(fc.integer({ min: 2014, max: 2021 }), fc.integer({ min: -3, max: 3 }))
  .map(([year, n]) => plus(`${year}-03-01`, n));
export const anyDay = fc.oneof(
  fc.integer({ min: 0, max: 2900 }).map((n) => plus('2014-01-01', n)),
  edge,
);
const share = fc.oneof(
  { weight: 3, arbitrary: fc.constant(100) },
  fc.constantFrom(50, 30),
  fc.integer({ min: 20, max: 100 }),
);

export const anyPeriod: fc.Arbitrary<WorkPeriod> = fc
  .record({
    id: fc.uuid(),
    from: anyDay,
    to: fc.option(anyDay, { freq: 3 }),
    work: fc.constantFrom('technology', 'management', 'other'),
    field: fc.constantFrom('chemicals', 'chemicals', 'pipelines', 'general', 'mine'),
    share,
    evidenced: fc.boolean(),
    turned: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ from, to, turned, ...rest }) => {
    // One in ten keeps its days as they fell, the wrong way round too.
    const ordered = to !== null && from > to && turned > 0 ? { from: to, to: from } : { from, to };
    return { employer: '某厂', post: '工程师', ...rest, ...ordered };
  });

const credential: fc.Arbitrary<Credential> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('title', 'registration'),
  name: fc.constantFrom('高级工程师', '工程师', '注册安全工程师', '一级建造师'),
  level: fc.constantFrom('', '中级', '副高级'),
  expires: fc.option(anyDay),
  evidenced: fc.boolean(),
});

export const anyFacts: fc.Arbitrary<ExpertFacts> = fc.record({
  birthDay: fc.constantFrom('1960-02-29', '1956-02-29', '1957-03-01', '1990-01-01', ''),
  periods: fc.array(anyPeriod, { maxLength: 5 }),
  credentials: fc.array(credential, { maxLength: 3 }),
});

export const anyRule: fc.Arbitrary<EligibilityRule> = fc
  .record({
    minYears: fc.integer({ min: 0, max: 5 }),
    works: fc.constantFrom(['technology', 'management'], ['technology'], ['technology', 'management', 'other']),
    fields: fc.constantFrom<string[]>([], ['mine'], ['*']),
    partTime: fc.constantFrom<EligibilityRule['partTime']>('share', 'share', 'ignore', 'full'),
    needsEvidence: fc.boolean(),
    continuous: fc.boolean(),
    maxGapDays: fc.constantFrom(0, 1, 30, 400),
    titles: fc.constantFrom<string[]>([], [], ['高级']),
    registrations: fc.constantFrom<string[]>([], [], ['注册安全工程师']),
    titlesNeeded: fc.constantFrom<EligibilityRule['titlesNeeded']>('any', 'all'),
    maxAge: fc.constantFrom(null, null, 60),
    special: fc.constantFrom<EligibilityRule['special']>([], [{ trade: 'chemicals', minYears: 2 }]),
  })
  .map((given) => ({ ...plainRule, ...given }));
