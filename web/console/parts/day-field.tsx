import { DatePicker, TimePicker } from 'antd';
import dayjs from 'dayjs';

interface FieldProps {
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly placeholder?: string;
  readonly 'aria-label'?: string;
  readonly id?: string;
}
/** A finger picks; a keyboard that pops up over the calendar is in its way. */
const touch = matchMedia('(pointer: coarse)').matches;

/** A day of a form, as the contract has it: 2026-11-22. */
export function DayField({ value, onChange, placeholder = '选择日期', ...rest }: FieldProps) {
  return (
    <DatePicker
      style={{ width: '100%' }}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
      placeholder={placeholder}
      inputReadOnly={touch}
      {...rest}
    />
  );
}

/** A time of a form: 09:30. */
export function TimeField({ value, onChange, placeholder = '选择时间', ...rest }: FieldProps) {
  return (
    <TimePicker
      style={{ width: '100%' }}
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      value={value ? dayjs(`2000-01-01T${value}`) : null}
      onChange={(time) => onChange?.(time ? time.format('HH:mm') : '')}
      placeholder={placeholder}
      inputReadOnly={touch}
      {...rest}
    />
  );
}
