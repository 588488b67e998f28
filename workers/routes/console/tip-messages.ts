import * as contract from '../../contract/tip-desk.ts';
import { answer } from '../../domain/tips/answer.ts';
import { messages } from '../../domain/tips/messages.ts';
import { readMessages } from '../../domain/tips/messages-read.ts';
import { questions } from '../../domain/tips/questions.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipMessageRoutes: readonly Bound[] = [
  bind(contract.messages, (ctx, input) => messages(ctx, input)),
  bind(contract.readMessages, (ctx, input) => readMessages(ctx, input)),
  bind(contract.answer, (ctx, input) => answer(ctx, input)),
  bind(contract.questions, (ctx) => questions(ctx)),
];
