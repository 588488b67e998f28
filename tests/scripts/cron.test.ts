import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isDue, startTicker } from '../../scripts/lib/cron.ts';

const at = (time: string) => Date.parse(`2026-11-18T${time}Z`);

test('an expression is due once for the minute or the night that has passed', () => {
  expect(isDue('* * * * *', at('02:00:10'), at('02:00:59'))).toBe(false);
  expect(isDue('* * * * *', at('02:00:59'), at('02:01:00'))).toBe(true);
  expect(isDue('20 18 * * *', at('18:19:59'), at('18:20:00'))).toBe(true);
  expect(isDue('20 18 * * *', at('18:20:00'), at('23:00:00'))).toBe(false);
  expect(isDue('20 18 * * *', at('02:00:00') - 86_400_000, at('02:00:00'))).toBe(true);
  expect(() => isDue('*/5 * * * *', at('02:00:00'), at('02:05:00'))).toThrow('not supported');
});

beforeEach(() => {
  vi.useFakeTimers({ now: at('02:00:30') });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a run that is still going is not started twice, and a failed one does not stop the clock', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const finish: (() => void)[] = [];
  const fire = vi.fn(() => new Promise<void>((done) => finish.push(done)));
  const ticker = startTicker(['* * * * *'], () => Date.now(), fire);
  expect(fire).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(fire).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(fire).toHaveBeenCalledTimes(1);
  finish[0]?.();
  fire.mockRejectedValueOnce(new Error('D1 is away'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fire).toHaveBeenCalledTimes(2);
  expect(error).toHaveBeenCalledWith('cron * * * * *: D1 is away');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fire).toHaveBeenCalledTimes(3);
  ticker.stop();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(fire).toHaveBeenCalledTimes(3);
});
