import { Tag } from 'antd';
import { SEAT_STATES, type SeatState } from '../../../workers/contract/expert-words.ts';
import { fieldList } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { seat } from '../../../workers/contract/seats.ts';
import { useRoute } from '../data.ts';

export type Seat = ClientOutput<typeof seat>;
export type Figure = Seat['periods'][number] | Seat['credentials'][number];
export const TOUCHES = ['seats.', 'objections.', 'experts.', 'home', 'inbox'];

const COLOURS: Partial<Record<SeatState, string>> = {
  ...{ applied: 'geekblue', supplement: 'orange', checked: 'geekblue', reviewed: 'geekblue', publicised: 'blue' },
  ...{ appointed: 'green', suspended: 'orange', refused: 'red', removed: 'red' },
};

export function SeatTag({ state }: { state: SeatState }) {
  return <Tag color={COLOURS[state] ?? 'default'}>{SEAT_STATES[state]}</Tag>;
}

/** Fields of work as this district calls them. */
export function useFieldNames(): (field: string) => string {
  const { data } = useRoute(fieldList, {});
  return (field) => data?.items.find((one) => one.field === field)?.name ?? field;
}

/** The page of a seat with its removal opened and the reason filled in; whoever appoints still decides it there. */
export const removal = (reason: string) => ({ step: 'remove', reason: reason.slice(0, 500) });
