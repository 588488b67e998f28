import * as contract from '../../contract/tips.ts';
import { uploadPart } from '../../domain/tips/upload-part.ts';
import { uploadedParts } from '../../domain/tips/uploads.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const uploadRoutes: readonly Bound[] = [
  bind(contract.uploadPart, (ctx, input, { request }) => uploadPart(ctx, input, request)),
  bind(contract.uploaded, (ctx, input) => uploadedParts(ctx, input)),
];
