import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { ASSIGNMENT_ROLES, type AssignmentRole } from '../../../workers/contract/task-words.ts';
import { UNIT_KIND_NAMES, UNIT_KINDS, type UnitKind } from '../../../workers/contract/units.ts';
import { type Unit, useUnits } from './units.ts';

export interface UnitOf {
  unitId: string;
  role: AssignmentRole;
  dueDay?: string | null;
}
const ALL = Object.keys(ASSIGNMENT_ROLES) as AssignmentRole[];

/**
 * Units by their part in a task, one field a role, so that sixty streets are chosen with one press. `below`: only units
 * under that one; `bare`: their deadline is the task's.
 */
export function UnitsByRole({
  value = [],
  onChange,
  roles = ALL,
  below,
  bare,
}: {
  value?: UnitOf[];
  onChange?: (value: UnitOf[]) => void;
  roles?: AssignmentRole[];
  below?: string;
  bare?: boolean;
}) {
  const units = useUnits();
  const [days, setDays] = useState(value.some((u) => u.dueDay));
  const offered = units.all.filter((u) => u.active && (!below || under(u, below, units.byId)));
  const take = (role: AssignmentRole, ids: string[]) => {
    const had = new Map(value.map((u) => [u.unitId, u]));
    const rest = value.filter((u) => u.role !== role && !ids.includes(u.unitId));
    const taken = ids.map((unitId) => ({ unitId, role, ...(bare ? {} : { dueDay: had.get(unitId)?.dueDay ?? null }) }));
    onChange?.(ALL.flatMap((r) => (r === role ? taken : rest.filter((u) => u.role === r))));
  };
  const kinds = UNIT_KIND_NAMES.filter((kind) => offered.filter((u) => u.kind === kind).length > 1);
  const addAll = (kind: UnitKind) => {
    const taken = new Set(value.map((u) => u.unitId));
    const more = offered.filter((u) => u.kind === kind && !taken.has(u.id)).map((u) => u.id);
    const own = value.filter((u) => u.role === 'responsible').map((u) => u.unitId);
    take('responsible', [...own, ...more]);
  };
  return (
    <div className="units-by-role">
      {roles.map((role) => (
        <div key={role} className="row units-line">
          <span className="units-role">{ASSIGNMENT_ROLES[role]}</span>
          <Select
            mode="multiple"
            className="grow"
            aria-label={`${ASSIGNMENT_ROLES[role]}单位`}
            showSearch={{ optionFilterProp: 'label' }}
            maxTagCount={12}
            value={value.filter((u) => u.role === role).map((u) => u.unitId)}
            onChange={(ids: string[]) => take(role, ids)}
            options={offered.map((u) => ({ value: u.id, label: u.shortName, title: u.name }))}
          />
        </div>
      ))}
      <div className="row">
        {kinds.map((kind) => (
          <Button key={kind} size="small" onClick={() => addAll(kind)}>
            全部{UNIT_KINDS[kind]}
          </Button>
        ))}
        {!bare && value.length > 0 && !days && (
          <Button size="small" type="link" onClick={() => setDays(true)}>
            个别单位期限不同
          </Button>
        )}
      </div>
      {days && !bare && (
        <div className="units-days">
          {value.map((u) => (
            <span key={u.unitId} className="row">
              <span className="grow">{units.short(u.unitId)}</span>
              <Input
                type="date"
                size="small"
                style={{ width: 150 }}
                aria-label={`${units.short(u.unitId)}的期限`}
                value={u.dueDay ?? ''}
                onChange={(e) =>
                  onChange?.(value.map((o) => (o.unitId === u.unitId ? { ...o, dueDay: e.target.value || null } : o)))
                }
              />
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function under(unit: Unit, top: string, byId: Map<string, Unit>): boolean {
  let at = unit.parentId;
  for (let depth = 0; at && depth < 8; depth++) {
    if (at === top) return true;
    at = byId.get(at)?.parentId ?? null;
  }
  return false;
}
