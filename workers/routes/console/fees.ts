import * as assessments from '../../contract/assessments.ts';
import * as contract from '../../contract/fees.ts';
import { listAssessments, poolFairness } from '../../domain/assessments/figures.ts';
import { makeScoreLink, markFalse, scorePart } from '../../domain/assessments/scores.ts';
import { addTraining, listMyTrainings, listTrainings, trainingLog } from '../../domain/assessments/trainings.ts';
import { assess } from '../../domain/assessments/write.ts';
import { addBudget, editBudget, listBudgets } from '../../domain/fees/budgets.ts';
import { listFeePayouts, listFees, listMyFees } from '../../domain/fees/list.ts';
import { decideFee, payFee, proposeFee } from '../../domain/fees/write.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const feeRoutes: readonly Bound[] = [
  bind(contract.budgets, (ctx, input) => listBudgets(ctx, input)),
  bind(contract.addBudget, (ctx, input) => addBudget(ctx, input)),
  bind(contract.editBudget, (ctx, input) => editBudget(ctx, input)),
  bind(contract.fees, (ctx, input) => listFees(ctx, input)),
  bind(contract.proposeFee, (ctx, input) => proposeFee(ctx, input)),
  bind(contract.decideFee, (ctx, input) => decideFee(ctx, input)),
  bind(contract.feePayouts, (ctx, input) => listFeePayouts(ctx, input)),
  bind(contract.payFee, (ctx, input) => payFee(ctx, input)),
  bind(contract.myFees, (ctx, input) => listMyFees(ctx, input)),
  bind(assessments.scorePart, (ctx, input) => scorePart(ctx, input)),
  bind(assessments.falseOpinion, (ctx, input) => markFalse(ctx, input)),
  bind(assessments.scoreLink, (ctx, input) => makeScoreLink(ctx, input)),
  bind(assessments.trainings, (ctx, input) => listTrainings(ctx, input)),
  bind(assessments.trainingLog, (ctx, input) => trainingLog(ctx, input)),
  bind(assessments.myTrainings, (ctx, input) => listMyTrainings(ctx, input)),
  bind(assessments.addTraining, (ctx, input) => addTraining(ctx, input)),
  bind(assessments.assessments, (ctx, input) => listAssessments(ctx, input)),
  bind(assessments.assess, (ctx, input) => assess(ctx, input)),
  bind(assessments.fairness, (ctx, input) => poolFairness(ctx, input)),
];
