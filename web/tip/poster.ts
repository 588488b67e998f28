import { $ } from './dom.ts';

$('print').addEventListener('click', () => window.print());
