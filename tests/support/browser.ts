import { type Browser, chromium } from '@playwright/test';
import { chromiumPath, launchArgs } from '../../scripts/lib/chromium.ts';

/** The machine's Chromium, as every test in a browser launches it. The caller closes it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: launchArgs });
}
