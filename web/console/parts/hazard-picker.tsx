import { Select } from 'antd';
import { useState } from 'react';
import { queue } from '../../../workers/contract/hazards.ts';
import { useRoute } from '../data.ts';

/** Finds a hazard by words of its title or its number. `id`: as the form's label names it. */
export function HazardPicker({
  id,
  value,
  onChange,
}: {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}) {
  const [q, setQ] = useState('');
  const found = useRoute(queue, q.length >= 2 ? { q, limit: 20 } : { limit: 20 });
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={value}
      onChange={onChange}
      placeholder="输入两个以上的字查找"
      loading={found.isFetching}
      options={found.data?.items.map((h) => ({ value: h.id, label: `${h.number} ${h.title}` }))}
    />
  );
}
