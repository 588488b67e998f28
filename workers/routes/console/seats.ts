import * as contract from '../../contract/seats.ts';
import { appoint, renew } from '../../domain/seats/appoint.ts';
import { askSupplement, check, refuseSeat, sendBack, supplemented, withdrawSeat } from '../../domain/seats/check.ts';
import { confirmFigure, confirmFigures } from '../../domain/seats/confirm.ts';
import { seatFile, seatHistory } from '../../domain/seats/history.ts';
import { listSeats, seatCounts } from '../../domain/seats/list.ts';
import { answerObjection, listObjections, objectionContact } from '../../domain/seats/objections.ts';
import { oneSeat } from '../../domain/seats/one.ts';
import { publicise, review } from '../../domain/seats/review.ts';
import { remove, resume, suspend } from '../../domain/seats/stand.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';

export const seatRoutes: readonly Bound[] = [
  bind(contract.seats, listSeats),
  bind(contract.counts, seatCounts),
  bind(contract.seat, oneSeat),
  bind(contract.seatEvents, seatHistory),
  bind(contract.seatFile, async (ctx, input) => fileResponse(input.blobId, await seatFile(ctx, input))),
  bind(contract.confirmFigure, confirmFigure),
  bind(contract.confirmFigures, confirmFigures),
  bind(contract.check, check),
  bind(contract.askSupplement, askSupplement),
  bind(contract.supplemented, supplemented),
  bind(contract.sendBack, sendBack),
  bind(contract.refuseSeat, refuseSeat),
  bind(contract.withdrawSeat, withdrawSeat),
  bind(contract.review, review),
  bind(contract.publicise, publicise),
  bind(contract.appoint, appoint),
  bind(contract.renew, renew),
  bind(contract.suspend, suspend),
  bind(contract.resume, resume),
  bind(contract.remove, remove),
  bind(contract.objections, listObjections),
  bind(contract.objectionContact, objectionContact),
  bind(contract.answerObjection, answerObjection),
];
