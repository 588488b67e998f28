import * as duties from '../../contract/duties.ts';
import * as contract from '../../contract/meetings.ts';
import { exportDuties } from '../../domain/duties/export.ts';
import { lineFile } from '../../domain/duties/file.ts';
import { listDuties, oneDutyList } from '../../domain/duties/read.ts';
import { listReports, scheduleReports, scoreReport, submitReport } from '../../domain/duties/reports.ts';
import { addSelfCheck, listSelfChecks } from '../../domain/duties/self-checks.ts';
import { tickLine } from '../../domain/duties/tick.ts';
import { addDutyList, editDutyList, newEdition, publishDutyList } from '../../domain/duties/write.ts';
import { holdMeeting } from '../../domain/meetings/hold.ts';
import { listMeetings, oneMeeting } from '../../domain/meetings/read.ts';
import { resolutionsToTasks } from '../../domain/meetings/to-tasks.ts';
import { addMeeting, archiveMeeting, cancelMeeting, editMeeting, notifyMeeting } from '../../domain/meetings/write.ts';
import { responsible } from '../../domain/responsibility/find.ts';
import { gaps } from '../../domain/responsibility/gaps.ts';
import { workspace, workspaces } from '../../domain/responsibility/workspace.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';
import { sheet } from './sheet.ts';

export const meetingRoutes: readonly Bound[] = [
  bind(contract.meetings, listMeetings),
  bind(contract.meeting, oneMeeting),
  bind(contract.addMeeting, addMeeting),
  bind(contract.editMeeting, editMeeting),
  bind(contract.notifyMeeting, notifyMeeting),
  bind(contract.holdMeeting, holdMeeting),
  bind(contract.resolutionsToTasks, resolutionsToTasks),
  bind(contract.archiveMeeting, archiveMeeting),
  bind(contract.cancelMeeting, cancelMeeting),
  bind(contract.responsible, responsible),
  bind(contract.gaps, (ctx) => gaps(ctx)),
  bind(contract.workspace, workspace),
  bind(contract.workspaces, workspaces),
  bind(duties.dutyLists, listDuties),
  bind(duties.dutyList, oneDutyList),
  bind(duties.addDutyList, addDutyList),
  bind(duties.editDutyList, editDutyList),
  bind(duties.publishDutyList, publishDutyList),
  bind(duties.newEdition, newEdition),
  bind(duties.tickLine, tickLine),
  bind(duties.lineFile, async (ctx, { id }) => {
    const { blobId, file } = await lineFile(ctx, id);
    return fileResponse(blobId, file);
  }),
  bind(duties.exportDuties, async (ctx, input) => sheet(await exportDuties(ctx, input), 'duties')),
  bind(duties.dutyReports, listReports),
  bind(duties.scheduleReports, scheduleReports),
  bind(duties.submitReport, submitReport),
  bind(duties.scoreReport, scoreReport),
  bind(duties.selfChecks, listSelfChecks),
  bind(duties.addSelfCheck, addSelfCheck),
];
