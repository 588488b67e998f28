import * as teams from '../../contract/check-teams.ts';
import * as contract from '../../contract/checks.ts';
import { listCoverage } from '../../domain/checks/coverage.ts';
import { addCoverage, removeCoverage } from '../../domain/checks/coverage-write.ts';
import { exportChecks } from '../../domain/checks/export.ts';
import { addFinding } from '../../domain/checks/finding.ts';
import { listFindings } from '../../domain/checks/findings.ts';
import { finishCheck } from '../../domain/checks/finish.ts';
import { listLeaders } from '../../domain/checks/leaders.ts';
import { listChecks } from '../../domain/checks/list.ts';
import { checkEvents, checkFile, oneCheck } from '../../domain/checks/one.ts';
import { cancelCheck, editCheck, planCheck } from '../../domain/checks/plan.ts';
import { planMany } from '../../domain/checks/plan-many.ts';
import { drawRecheck } from '../../domain/checks/recheck-draw.ts';
import { judgeRecheck } from '../../domain/checks/recheck-judge.ts';
import { recheckLines } from '../../domain/checks/recheck-lines.ts';
import { recordCheck } from '../../domain/checks/record.ts';
import { startCheck } from '../../domain/checks/start.ts';
import { listTeams, oneTeam } from '../../domain/checks/teams.ts';
import { addTeam, editTeam, endTeam } from '../../domain/checks/teams-write.ts';
import { findingsToTasks } from '../../domain/checks/to-tasks.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';

export const checkRoutes: readonly Bound[] = [
  bind(contract.checks, listChecks),
  bind(contract.check, oneCheck),
  bind(contract.checkEvents, checkEvents),
  bind(contract.checkFile, async (ctx, input) => fileResponse(input.blobId, await checkFile(ctx, input))),
  bind(contract.exportChecks, async (ctx, input) => {
    const file = await exportChecks(ctx, input);
    return new Response(file as BodyInit, {
      headers: {
        'content-type': contract.exportChecks.download,
        'content-disposition': 'attachment; filename="checks.xlsx"',
        'cache-control': 'no-store',
      },
    });
  }),
  bind(contract.findings, listFindings),
  bind(contract.planCheck, planCheck),
  bind(contract.planMany, planMany),
  bind(contract.editCheck, editCheck),
  bind(contract.cancelCheck, cancelCheck),
  bind(contract.startCheck, startCheck),
  bind(contract.recordCheck, recordCheck),
  bind(contract.addFinding, addFinding),
  bind(contract.finishCheck, finishCheck),
  bind(contract.findingsToTasks, findingsToTasks),
  bind(contract.leaders, listLeaders),
  bind(contract.drawRecheck, drawRecheck),
  bind(contract.recheckLines, recheckLines),
  bind(contract.judgeRecheck, judgeRecheck),
  bind(teams.teams, listTeams),
  bind(teams.team, oneTeam),
  bind(teams.addTeam, addTeam),
  bind(teams.editTeam, editTeam),
  bind(teams.endTeam, endTeam),
  bind(teams.coverage, listCoverage),
  bind(teams.addCoverage, addCoverage),
  bind(teams.removeCoverage, removeCoverage),
];
