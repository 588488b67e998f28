import * as contract from '../../contract/people.ts';
import { importPreview } from '../../domain/import/preview.ts';
import { importRun } from '../../domain/import/run.ts';
import { importTemplate } from '../../domain/import/template.ts';
import { readBytes } from '../../http/body.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const importRoutes: readonly Bound[] = [
  bind(contract.importTemplate, (ctx, input) => importTemplate(ctx, input)),
  bind(contract.importPreview, async (ctx, input, { request }) =>
    importPreview(ctx, input, await readBytes(request, contract.importPreview.upload.maxBytes)),
  ),
  bind(contract.importRun, (ctx, input) => importRun(ctx, input)),
];
