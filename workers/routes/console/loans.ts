import * as contract from '../../contract/loans.ts';
import { answerLoan, endLoan, listBorrowers, listLoans, offerLoan } from '../../domain/lending/write.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const loanRoutes: readonly Bound[] = [
  bind(contract.loans, (ctx, input) => listLoans(ctx, input)),
  bind(contract.borrowers, (ctx) => listBorrowers(ctx)),
  bind(contract.offerLoan, (ctx, input) => offerLoan(ctx, input)),
  bind(contract.answerLoan, (ctx, input) => answerLoan(ctx, input)),
  bind(contract.endLoan, (ctx, input) => endLoan(ctx, input)),
];
