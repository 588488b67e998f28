import { Button, Select } from 'antd';
import type { DraftItem, DraftUnit } from '../../../workers/contract/notice-desk.ts';
import { ASSIGNMENT_ROLES, type AssignmentRole } from '../../../workers/contract/task-words.ts';
import type { Desk } from './notice-desk.ts';
import { isOpen, patchItem, resolveName } from './notice-draft.ts';
import { useUnits } from './units.ts';

const roles = Object.entries(ASSIGNMENT_ROLES).map(([value, label]) => ({ value: value as AssignmentRole, label }));

/** Units to choose from, those a written name may mean first. */
export function unitOptions(units: ReturnType<typeof useUnits>, candidates: readonly string[]) {
  const likely = candidates.flatMap((id) => {
    const unit = units.byId.get(id);
    return unit ? [{ value: id, label: unit.name }] : [];
  });
  return [...likely, ...units.options.filter((o) => !candidates.includes(o.value))];
}

/** Who does a task. A written name that is nobody's yet is settled here for every task it stands in. */
export function UnitRows({ desk, item }: { desk: Desk; item: DraftItem }) {
  const units = useUnits();
  const set = (next: DraftUnit[]) => desk.change(patchItem(item.key, { units: next }));
  const put = (i: number, patch: Partial<DraftUnit>) =>
    set(item.units.map((u, at) => (at === i ? { ...u, ...patch } : u)));
  const pick = (unit: DraftUnit, i: number, unitIds: string[]) => {
    const written = desk.draft.names.some((n) => n.name === unit.name);
    if (written && isOpen(unit) && unitIds.length > 0) desk.change(resolveName(unit.name, unitIds));
    else put(i, { unitIds });
  };
  const add = (id: string) =>
    set([...item.units, { name: units.short(id) || '单位', role: 'responsible', unitIds: [id] }]);
  const namesOf = (name: string) => desk.draft.names.find((n) => n.name === name)?.candidates ?? [];
  return (
    <div className="nt-unit-rows">
      {item.units.map((unit, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand twice, with another role
        <div className="row" key={i}>
          <Select
            size="small"
            aria-label={`${unit.name} 的分工`}
            style={{ width: 96 }}
            value={unit.role}
            options={roles}
            onChange={(role) => put(i, { role })}
          />
          <Select
            className="grow"
            size="small"
            mode="multiple"
            aria-label={`“${unit.name}”是哪个单位`}
            placeholder={`“${unit.name}”是哪个单位？`}
            status={isOpen(unit) ? 'warning' : ''}
            maxTagCount={3}
            showSearch={{ optionFilterProp: 'label' }}
            value={unit.unitIds}
            options={unitOptions(units, namesOf(unit.name))}
            onChange={(ids) => pick(unit, i, ids)}
          />
          <Button size="small" aria-label={`去掉 ${unit.name}`} onClick={() => set(item.units.toSpliced(i, 1))}>
            ×
          </Button>
        </div>
      ))}
      <Select
        size="small"
        style={{ width: '100%' }}
        aria-label="增加责任单位"
        placeholder="+ 增加责任单位"
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        options={units.options}
        onChange={(id: string | null) => id && add(id)}
      />
    </div>
  );
}
