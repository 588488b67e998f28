import type { PackTemplate, TaskBody } from '../../workers/domain/packs/pack.ts';

export type When = Pick<TaskBody, 'deadline' | 'standing' | 'milestones'>;

export const STANDING: When = { deadline: '长期坚持', standing: true };
export const HALF: When = { deadline: '2021年上半年', milestones: [{ text: '完成', due: '2021-06-30' }] };

export const task = (
  number: number,
  title: string,
  text: string,
  lead: readonly string[],
  when: When,
  others?: readonly string[],
): PackTemplate => ({
  key: `2021-${String(number).padStart(2, '0')}`,
  kind: 'task',
  title,
  source: `004-${number}`,
  body: { number, duties: [{ text, lead, ...(others ? { with: others } : {}) }], ...when },
});
