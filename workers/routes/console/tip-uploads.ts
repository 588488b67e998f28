import * as contract from '../../contract/tip-desk.ts';
import { uploadPart } from '../../domain/tips/upload-part.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipUploadRoutes: readonly Bound[] = [
  bind(contract.deskUpload, (ctx, input, { request }) => uploadPart(ctx, input, request)),
];
