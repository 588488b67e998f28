import { parseArgs } from 'node:util';
import { auditFolder } from './lib/audit.ts';
import { Refusal, settingsFromEnv } from './lib/settings.ts';

/** npm run audit -- --tenant SLUG: exit 0 when every chain holds, 1 with the first broken link, 2 when it cannot be told. */
function main(): number {
  const { values } = parseArgs({ options: { tenant: { type: 'string' } } });
  if (!values.tenant) throw new Refusal('用法 usage: npm run audit -- --tenant SLUG');
  const { events, chains, heads, broken } = auditFolder(settingsFromEnv(process.env).dataDir, values.tenant);
  if (broken) {
    const { entity, entityId, seq } = broken;
    console.log(`断链 broken: ${entity} ${entityId} #${seq}`);
    return 1;
  }
  console.log(`完整 unbroken: ${values.tenant} · ${events} events in ${chains} chains, ${heads} heads`);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Refusal || error instanceof TypeError ? error.message : error);
  process.exitCode = 2;
}
