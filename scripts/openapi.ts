import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROUTES } from '../workers/contract/index.ts';
import { openapi } from './lib/openapi.ts';

/** Puts the contract's document and the page that shows it beside the built web. */
const root = resolve(import.meta.dirname, '..');
const assets = join(root, 'dist/web/assets');
const swagger = join(assets, 'swagger');
mkdirSync(swagger, { recursive: true });
writeFileSync(join(assets, 'openapi.json'), JSON.stringify(openapi(ROUTES)));
for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css']) {
  copyFileSync(join(root, 'node_modules/swagger-ui-dist', name), join(swagger, name));
}
writeFileSync(
  join(swagger, 'start.js'),
  "SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, docExpansion: 'none' });\n",
);
