import * as contract from '../../contract/draws.ts';
import { callPick, finishDraw } from '../../domain/draws/calls.ts';
import { commitDraw } from '../../domain/draws/commit.ts';
import { listEntries, listPicks } from '../../domain/draws/entries.ts';
import { drawTemplate, readDrawSheet } from '../../domain/draws/excel.ts';
import { listDraws, oneDraw } from '../../domain/draws/read.ts';
import { confirmSeed, enterSeed, openWitness } from '../../domain/draws/seed.ts';
import { addDraw, editDraw, redrawOf, voidDraw } from '../../domain/draws/write.ts';
import { readBytes } from '../../http/body.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const drawRoutes: readonly Bound[] = [
  bind(contract.draws, listDraws),
  bind(contract.draw, oneDraw),
  bind(contract.drawEntries, listEntries),
  bind(contract.drawPicks, listPicks),
  bind(contract.addDraw, addDraw),
  bind(contract.editDraw, editDraw),
  bind(contract.commitDraw, commitDraw),
  bind(contract.openWitness, openWitness),
  bind(contract.enterSeed, enterSeed),
  bind(contract.confirmSeed, confirmSeed),
  bind(contract.callPick, callPick),
  bind(contract.finishDraw, finishDraw),
  bind(contract.voidDraw, voidDraw),
  bind(contract.redraw, redrawOf),
  bind(contract.drawTemplate, drawTemplate),
  bind(contract.drawSheet, async (_ctx, _input, { request }) =>
    readDrawSheet(await readBytes(request, contract.drawSheet.upload.maxBytes)),
  ),
];
