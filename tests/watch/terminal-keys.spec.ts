import { expect, test } from '@playwright/test';
import { Control } from '../../src/watch/control.ts';
import { openTerminalKeys } from '../../src/watch/terminal-keys.ts';

test('an approval that is asked once more says why at the terminal', () => {
  const { signal } = new AbortController();
  const control = new Control({ pace: 0, step: false, pauseBefore: [], stop: () => undefined, signal });
  const said: string[] = [];
  const { stdin } = process;
  // Tests run without a terminal.
  const raw = stdin.setRawMode;
  stdin.setRawMode = () => stdin;
  const keys = openTerminalKeys(control, 'kim', (text) => said.push(text), {});
  const question = { kind: 'approve', title: 'Make the keys', again: 'the portal had ended the session' } as const;
  void control.ask({ ...question, lines: ['make it'], choices: ['approve', 'stop'] }, 300_000);
  control.command('approve', { who: 'kim', via: 'terminal' });
  keys.close();
  stdin.setRawMode = raw;
  expect(said).toEqual([
    'Approve this step? Make the keys\n  Asked again: the portal had ended the session\n  make it\n' +
      '  a approve · q stop',
  ]);
});
