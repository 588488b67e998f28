import { parseArgs } from 'node:util';
import { ApiError } from '../web/shared/api.ts';
import { TipRefused } from '../workers/protocol/client.ts';
import { picture } from './lib/demo/picture.ts';
import { DEMO_PASSWORD } from './lib/demo/tenants.ts';
import { Steps } from './lib/steps.ts';
import { engageExperts } from './lib/walkthrough/experts.ts';
import { onboard } from './lib/walkthrough/onboard.ts';
import { carryOut } from './lib/walkthrough/orders.ts';
import { sendTip, showReceipt } from './lib/walkthrough/reporter.ts';
import { handleHazard, openSealed, writeBrief } from './lib/walkthrough/staff.ts';
import { talk } from './lib/walkthrough/talk.ts';

/**
 * The main job over HTTP against a running server, as its people do it: a district is onboarded, a person sends a sealed
 * tip, officer and reporter talk, the district closes the hazard, the receipt shows it; then a
 * notice becomes tasks, one of them late: order, bulletin, summons; experts are vetted, drawn, at work, paid and scored. Each step one line with its time; exit 1 at the first failure.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const url = (process.env.BASE_URL ?? 'http://127.0.0.1:8787').replace(/\/$/, '');
const operatorPassword = process.env.OPERATOR_PASSWORD ?? DEMO_PASSWORD;
const steps = new Steps(!values.json);

try {
  const district = await onboard(url, operatorPassword, steps);
  const sent = await sendTip(url, district, picture('before', 1), steps);
  const intake = await openSealed(district, sent, steps);
  await talk(district, sent, intake, steps);
  const hazardId = await writeBrief(district, intake, steps);
  await handleHazard(district, hazardId, steps);
  await showReceipt(url, district, sent, steps);
  await carryOut(district, steps);
  await engageExperts(district, steps);
} catch (error) {
  const known = error instanceof ApiError || error instanceof TipRefused;
  steps.fail(known ? `${error.code}: ${error.message}` : error instanceof Error ? error.message : String(error));
}
if (values.json) console.log(JSON.stringify(steps.report(url)));
process.exitCode = steps.failed ? 1 : 0;
