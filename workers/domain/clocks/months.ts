/**
 * The same day of the month `months` later, or that month's last day where it is shorter: 31 January and one month is
 * 28 February, or the 29th of a leap year.
 */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const there = year * 12 + (month - 1) + months;
  const last = new Date(Date.UTC(Math.floor(there / 12), (there % 12) + 1, 0)).getUTCDate();
  return new Date(Date.UTC(Math.floor(there / 12), there % 12, Math.min(date, last))).toISOString().slice(0, 10);
}
