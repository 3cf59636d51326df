import { readStyles } from './read-styles.ts';

const FOLDER = new URL('style/', import.meta.url);

/** The report's only style sheet. */
export const REPORT_STYLES = readStyles(FOLDER, [
  'colours',
  'base',
  'frame',
  'summary',
  'first-page',
  'steps',
  'timeline',
  'viewer',
  'print',
]);

/** What the pages of all local servers have: the report's style, and controls. */
export const APP_STYLES = REPORT_STYLES + readStyles(FOLDER, ['controls', 'app']);

/** The page of a batch. */
export const BATCH_STYLES = readStyles(FOLDER, ['colours', 'base', 'frame', 'summary', 'batch', 'print']);
