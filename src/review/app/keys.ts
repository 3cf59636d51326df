import type { KeyRow } from '../../web/key-help.ts';

const EVERYWHERE: KeyRow[] = [
  { keys: ['?'], does: 'Show the keys' },
  { keys: ['L'], does: 'List of runs' },
  { keys: ['Esc'], does: 'Leave a field or close a dialog' },
];

export const LIST_KEYS: KeyRow[] = [
  { keys: ['↓', 'J'], does: 'Next run' },
  { keys: ['↑', 'K'], does: 'Previous run' },
  { keys: ['Enter'], does: 'Open the run' },
  { keys: ['X'], does: 'Choose the run for a comparison' },
  { keys: ['C'], does: 'Compare the two chosen runs' },
  { keys: ['/'], does: 'Search' },
  { keys: ['→', '←'], does: 'Next or previous page' },
  ...EVERYWHERE,
];

export const RUN_KEYS: KeyRow[] = [
  { keys: ['Enter', 'U'], does: 'First unreviewed picture, those that prove first' },
  { keys: ['Shift A'], does: 'Approve the run' },
  { keys: ['O'], does: 'Object, with a remark' },
  { keys: ['C'], does: 'Compare with another run' },
  { keys: ['V'], does: 'Journal' },
  ...EVERYWHERE,
];

export const SHOT_KEYS: KeyRow[] = [
  { keys: ['→', 'J'], does: 'Next picture' },
  { keys: ['←', 'K'], does: 'Previous picture' },
  { keys: [']', '['], does: 'Next or previous step' },
  { keys: ['A'], does: 'Approve, and go to the next unreviewed picture' },
  { keys: ['O'], does: 'Object, with a remark' },
  { keys: ['T'], does: 'Undo the sign-off of this picture' },
  { keys: ['U'], does: 'Next unreviewed picture' },
  { keys: ['Z'], does: 'Zoom: whole, actual size, double' },
  { keys: ['1', '2', '3'], does: 'Picture, slider, side by side' },
  { keys: ['D'], does: 'Mark what changed' },
  { keys: ['G'], does: 'Overview of the run' },
  { keys: ['V'], does: 'Journal' },
  ...EVERYWHERE,
];

export const COMPARE_KEYS: KeyRow[] = [
  { keys: ['→', 'J'], does: 'Next pair' },
  { keys: ['←', 'K'], does: 'Previous pair' },
  { keys: ['Z'], does: 'Zoom: whole, actual size, double' },
  { keys: ['1', '2', '3'], does: 'Picture, slider, side by side' },
  { keys: ['D'], does: 'Mark what differs' },
  { keys: ['G'], does: 'All pairs' },
  ...EVERYWHERE,
];
