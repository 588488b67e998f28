/**
 * What a district has as many of as it has units, people and rules: no more after ten years than after one. Their whole
 * number may be looked at.
 */
export const FEW: ReadonlySet<string> = new Set(
  [
    'unit person person_role passkey session invitation committee committee_member sector_regulator unit_alias unit_profile',
    'setting template sla_policy reward_scale award_programme expert_rule expert_pool check_team duty_list duty_line',
    'role_key role_key_share officer_key recovery key_chain saved_filter calendar_feed district_link yearly_figure webhook',
  ]
    .join(' ')
    .split(' '),
);

/** One pool's experts of one state: some dozen, at most some hundred. */
const POOL = 'one pool’s members, whom a person looks through';
/** The night's own recount: the one place where rows are counted, in no request. */
const NIGHT = 'the nightly recount, which compares the counters with the rows themselves';

/** Faults found and kept, with the reason: by which route or job, what, in which table. */
export const KEPT: Readonly<Record<string, string>> = {
  'home sort assignment': 'parts of one unit that have no day: those in hand',
  'keys.pending sort tip_wrap': 'tips not yet settled under one key that is being replaced',
  'keys.pending sort tip_identity': 'beside the tips above, one each',
  'plans.wall sort assignment': 'parts of one plan',
  'dutyReports.list sort duty_report': 'one year: a report a unit',
  'links.end walk pool_loan': 'loans to and from other districts: some a year',
  'awardProgrammes.list walk award': 'applications to the award programmes: some dozen a year',
  'criminalCases.bulletin walk criminal_case': 'cases sent to the police: some a year',
  'criminalCases.export sort criminal_case': 'cases sent to the police: some a year',
  'checks.findings sort check_finding': 'findings of one check',
  'engagements.counts walk engagement': 'engagements of experts: some dozen a year, counted off the index of states',
  'engagements.candidates sort expert_seat': POOL,
  'myJobs.list sort engagement_expert': 'what one expert was ever asked to do',
  'pools.failing sort expert_seat': POOL,
  'pools.reevaluate sort expert_seat': POOL,
  'assessments.list sort expert_seat': POOL,
  'roster.list sort expert_seat': POOL,
  'seats.list sort expert_seat': POOL,
  'platform.health scan outbox': 'what waits in a whole cell: counted off its index up to a limit',
  'platform.health scan clock': 'what is late in a whole cell: counted off its index up to a limit',
  'cron scan clock': 'over the whole cell by design: clocks that are due, off the index of what is due next',
  'cron scan outbox': 'over the whole cell by design: outboxes left behind, off the index of what is due next',
  'nightly walk spent_proof': 'emptied every night: one day’s proofs',
  'nightly sort reward': 'rewards open past their day',
  'nightly walk tip': `${NIGHT}; and the figures of the year`,
  'nightly sort expert_seat': 'terms that end, of all members: some hundred',
  'nightly walk pool_loan': 'loans to and from other districts: some a year',
  'nightly walk hazard': NIGHT,
  'nightly walk reward': NIGHT,
  'nightly walk expert_seat': NIGHT,
  'nightly walk expert_fee': NIGHT,
  'nightly walk task': NIGHT,
  'nightly walk assignment': NIGHT,
};
