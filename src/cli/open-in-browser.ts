import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { html } from 'hono/html';

/** How each system opens a file: a program with a fixed list of arguments, no shell. */
const OPENERS: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['/usr/bin/open'],
  win32: ['C:\\Windows\\System32\\rundll32.exe', 'url.dll,FileProtocolHandler'],
};

/**
 * Opens a link in the person's own browser, by a file that only they can read: arguments of programs can be read by
 * everybody on the machine.
 * @returns whether there was a program that took it, and what takes the file away
 */
export async function openInBrowser(link: string): Promise<{ opened: boolean; tidy(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-open-'));
  const file = join(folder, 'open.html');
  const page = html`<!doctype html><meta charset="utf-8" /><meta
      http-equiv="refresh"
      content="0;url=${link}"
    /><title>Keywright review</title><a href="${link}">Open</a>`;
  writeFileSync(file, String(page), { mode: 0o600 });
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const opened = await new Promise<boolean>((resolve) => {
    const opener = spawn(program, [...args, file], { stdio: 'ignore', detached: true, shell: false });
    opener.once('error', () => resolve(false));
    opener.once('spawn', () => {
      opener.unref();
      resolve(true);
    });
  });
  return { opened, tidy: () => rmSync(folder, { recursive: true, force: true }) };
}
