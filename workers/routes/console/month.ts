import * as contract from '../../contract/month.ts';
import { correctBulletin, draftBulletin, refreshBulletin } from '../../domain/month/bulletin-draft.ts';
import { publishBulletin } from '../../domain/month/bulletin-publish.ts';
import { bulletinReceipts, listBulletins, oneBulletin, readBulletin } from '../../domain/month/bulletin-read.ts';
import {
  approveBulletin,
  discardBulletin,
  editBulletin,
  returnBulletin,
  submitBulletin,
} from '../../domain/month/bulletin-step.ts';
import { listReports, reportMatrix } from '../../domain/month/report-list.ts';
import { oneReport } from '../../domain/month/report-one.ts';
import { acceptReport, returnReport, submitReport } from '../../domain/month/report-step.ts';
import { oneReview, saveReview } from '../../domain/month/review.ts';
import { rollup, rollupUnits } from '../../domain/month/rollup.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const monthRoutes: readonly Bound[] = [
  bind(contract.reportMatrix, (ctx, input) => reportMatrix(ctx, input)),
  bind(contract.reports, (ctx, input) => listReports(ctx, input)),
  bind(contract.report, (ctx, input) => oneReport(ctx, input)),
  bind(contract.submitReport, (ctx, input) => submitReport(ctx, input)),
  bind(contract.acceptReport, (ctx, input) => acceptReport(ctx, input)),
  bind(contract.returnReport, (ctx, input) => returnReport(ctx, input)),
  bind(contract.rollup, (ctx, input) => rollup(ctx, input)),
  bind(contract.rollupUnits, (ctx, input) => rollupUnits(ctx, input)),
  bind(contract.review, (ctx, input) => oneReview(ctx, input)),
  bind(contract.saveReview, (ctx, input) => saveReview(ctx, input)),
  bind(contract.bulletins, (ctx, input) => listBulletins(ctx, input)),
  bind(contract.bulletin, (ctx, input) => oneBulletin(ctx, input)),
  bind(contract.receipts, (ctx, input) => bulletinReceipts(ctx, input)),
  bind(contract.readBulletin, (ctx, input) => readBulletin(ctx, input)),
  bind(contract.draftBulletin, (ctx, input) => draftBulletin(ctx, input)),
  bind(contract.editBulletin, (ctx, input) => editBulletin(ctx, input)),
  bind(contract.refreshBulletin, (ctx, input) => refreshBulletin(ctx, input)),
  bind(contract.submitBulletin, (ctx, input) => submitBulletin(ctx, input)),
  bind(contract.discardBulletin, (ctx, input) => discardBulletin(ctx, input)),
  bind(contract.approveBulletin, (ctx, input) => approveBulletin(ctx, input)),
  bind(contract.returnBulletin, (ctx, input) => returnBulletin(ctx, input)),
  bind(contract.publishBulletin, (ctx, input) => publishBulletin(ctx, input)),
  bind(contract.correctBulletin, (ctx, input) => correctBulletin(ctx, input)),
];
