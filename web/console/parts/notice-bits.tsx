import { WarningOutlined } from '@ant-design/icons';
import { type ReactNode, useId } from 'react';
import type { DraftItem } from '../../../workers/contract/notice-desk.ts';
import {
  ASSIGNMENT_ROLES,
  type AssignmentRole,
  RECURRENCES,
  TASK_KINDS,
} from '../../../workers/contract/task-words.ts';
import { isOpen } from './notice-draft.ts';

const ROLE_ORDER = Object.keys(ASSIGNMENT_ROLES) as AssignmentRole[];

/** Who does what, by role; names that are nobody's yet stand out, with a word and a mark. */
export function UnitLine({ item, short }: { item: DraftItem; short: (id: string) => string }) {
  if (item.units.length === 0) return <span className="soon">没有责任单位</span>;
  return ROLE_ORDER.filter((role) => item.units.some((u) => u.role === role)).map((role) => (
    <span key={role} className="nt-role">
      <span className="muted">{ASSIGNMENT_ROLES[role]}</span>
      {item.units
        .filter((u) => u.role === role)
        .map((u) => (
          <span key={u.name} className={isOpen(u) ? 'nt-chip nt-chip-open' : 'nt-chip'}>
            {isOpen(u) ? `${u.name}（未对应）` : nameOf(u.name, u.unitIds, short)}
          </span>
        ))}
    </span>
  ));
}

function nameOf(name: string, unitIds: readonly string[], short: (id: string) => string): string {
  if (unitIds.length > 1) return `${name}（${unitIds.length} 个）`;
  return short(unitIds[0]!) || name;
}

/** By when, in a few words. */
export function dueOf(item: DraftItem): string {
  if (item.kind === 'standing') return TASK_KINDS.standing;
  if (item.kind === 'recurring') return item.recurrence ? RECURRENCES[item.recurrence] : '定期（未选频次）';
  return item.dueDay ?? '未定期限';
}

export function Doubts({ item }: { item: DraftItem }) {
  if (item.doubts.length === 0) return null;
  return (
    <ul className="nt-doubts">
      {item.doubts.map((d) => (
        <li key={`${d.code}${d.words}`} className="soon">
          <WarningOutlined aria-hidden /> {d.words}
        </li>
      ))}
    </ul>
  );
}

/** A field with its name above it. */
export function Labelled({
  label,
  wide = false,
  children,
}: {
  label: string;
  wide?: boolean;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={wide ? 'nt-field nt-wide' : 'nt-field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** The key that does the same, where there is a keyboard. */
export const Hint = ({ keys }: { keys: string }) => <span className="nt-hint">({keys})</span>;
