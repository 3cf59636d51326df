import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Rule {
  what: string;
  pattern: RegExp;
  /** The only files that may. */
  allowed: string[];
  /** What the rule must catch, and what it must leave alone. */
  caught: string[];
  free: string[];
}

/** Ways by which a secret, or a page's text, could get where it does not belong. */
const RULES: Rule[] = [
  {
    what: 'a secret is revealed',
    pattern: /\.\s*reveal\s*(\?\.)?\s*\(|\[\s*['"`]reveal['"`]\s*\]|\{[^}]*\breveal\b[^}]*\}\s*=/,
    allowed: [
      'src/cli/show-secret.ts',
      'src/engine/context/http.ts',
      'src/engine/context/secrets.ts',
      'src/engine/proxies.ts',
      'src/evidence/operators/key-file.ts',
      'src/evidence/redaction/find-secrets.ts',
      'src/fleet/bundle-store.ts',
      'src/fleet/database.ts',
      'src/fleet/postgres-store.ts',
      'src/secrets/escrow/escrow.ts',
      'src/secrets/redact.ts',
      'src/secrets/store-command.ts',
      'src/secrets/totp.ts',
      'src/secrets/vault.ts',
      'src/watch/notifier.ts',
    ],
    caught: [
      'value.reveal()',
      'value\n  .reveal ()',
      "value['reveal']()",
      'const { reveal } = value',
      'value.reveal?.()',
    ],
    free: ['reveals: true', 'the reveal of'],
  },
  {
    what: 'a picture is taken',
    // The overlays of the headed view come by the same door, and take no picture.
    pattern: /\bscreenshot\s*\(|captureScreenshot|startScreencast|\.screencast\b|printToPDF|\.pdf\s*\(/,
    allowed: [
      'src/watch/run-overlay.ts',
      'src/evidence/redaction/targets.ts',
      'src/watch/live/live-view.ts',
      'src/review/export/pdf.ts',
    ],
    caught: [
      'await page.screenshot()',
      'locator.screenshot({})',
      "send('Page.captureScreenshot')",
      "send('Page.startScreencast')",
      'page.screencast.start()',
      'page.pdf()',
    ],
    free: ['screenshots of', "'report.pdf'"],
  },
  {
    what: 'something is printed past the filter',
    pattern: /\bconsole\.\w+|\bstd(out|err)\.write|writeSync\((1|2),/,
    allowed: [
      'src/cli/main.ts',
      'src/cli/program.ts',
      'src/cli/show-secret.ts',
      'src/dev/prepare.mjs',
      'src/dev/release-notes.mjs',
    ],
    caught: ['console.log(x)', 'console.error(x)', 'process.stdout.write(x)', 'process.stderr.write(x)'],
    free: ['the console'],
  },
  {
    what: 'a program is started',
    pattern: /['"](node:)?child_process['"]/,
    allowed: [
      'src/browser/authorities.ts',
      'src/evidence/witness/git.ts',
      'src/fleet/job-process.ts',
      'src/secrets/command.ts',
      'src/browser/install.ts',
      'src/cli/open-in-browser.ts',
      'src/dev/prepare.mjs',
    ],
    caught: [
      "import { exec } from 'node:child_process'",
      "require('child_process')",
      "await import('node:child_process')",
    ],
    free: ['a child process'],
  },
  {
    what: 'text becomes markup or code',
    pattern: new RegExp(
      [
        'showOverlay|innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment',
        String.raw`document\.write|setContent\s*\(|\beval\s*\(|new Function\b`,
      ].join('|'),
    ),
    // The report, escaped as ever, in a page without scripts or network; the bar over a page, escaped.
    allowed: ['src/watch/run-overlay.ts', 'src/review/export/pdf.ts'],
    caught: [
      'page.screencast.showOverlay(x)',
      'e.innerHTML = x',
      'e.outerHTML',
      'e.insertAdjacentHTML()',
      'document.write(x)',
      'page.setContent(x)',
      'eval(x)',
      'new Function(x)',
    ],
    free: ['frame.evaluate(x)', 'textContent = x'],
  },
  {
    what: 'a recorder or a session in clear',
    pattern: /\.tracing\b|recordHar|recordVideo|tracesDir|routeFromHAR|\bstorageState\s*\(/,
    allowed: ['src/engine/portal-session.ts'],
    caught: ['context.tracing.start()', 'recordHar: {}', 'recordVideo: {}', 'context.storageState()'],
    free: ['storageState: earlier.state'],
  },
  {
    // `excerpt` of the portal SDK takes secrets out before it cuts. The others cut what is clean already, or what no
    // page has said.
    what: 'a text is cut to a length',
    pattern: /\.(slice|substring|substr)\((0, )?-?\d[\d_]+/,
    allowed: [
      'pages/screen/lists/combobox.ts',
      'src/browser/install.ts',
      'src/cli/work/escrow.ts',
      'src/engine/context/http.ts',
      'src/engine/context/without-words.ts',
      'src/engine/previous-runs.ts',
      'src/engine/portal-browser.ts',
      'src/engine/portals.ts',
      'src/engine/explain-error.ts',
      'src/engine/run-id.ts',
      'src/evidence/redaction/data-urls.ts',
      'src/evidence/redaction/redacted-screenshot.ts',
      'src/evidence/recorder.ts',
      'src/evidence/short-sha.ts',
      'src/review/format.ts',
      'src/runbook/quoted.ts',
      'src/files/closest.ts',
      'src/runbook/suggest.ts',
      'src/runbook/title.ts',
      'src/secrets/vault.ts',
    ],
    caught: ['text.slice(0, 200)', 'text.substring(0, 80)', 'text.slice(-2000)', 'text.slice(0, 100_000)'],
    free: ['rows.slice(0, 1)', 'text.slice(at, at + 10)', "'slice'"],
  },
  {
    what: 'the mouse or the keyboard is faked',
    pattern: /dispatchEvent\s*\(|\.click\(\{[^}]*force/,
    allowed: [],
    caught: ['element.dispatchEvent(event)', 'at.click({ force: true })'],
    free: ['rmSync(file, { force: true })', "send('Input.dispatchKeyEvent')"],
  },
];

/** What is shipped, but for the practice portals, which hold nobody's secrets. */
const FILES = ['src', 'pages']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  )
  .filter((name) => /\.(ts|mjs)$/.test(name) && !name.startsWith('src/practice/'));

/** The code without its comments, which may speak of anything. */
const code = (name: string) =>
  readFileSync(join(ROOT, name), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');

for (const { what, pattern, allowed, caught, free } of RULES) {
  test(`only the files that may have it: ${what}`, () => {
    expect(FILES.length).toBeGreaterThan(100);
    for (const seed of caught) expect(pattern.test(seed), `catches ${seed}`).toBe(true);
    for (const text of free) expect(pattern.test(text), `leaves alone ${text}`).toBe(false);
    const found = FILES.filter((name) => pattern.test(code(name)));
    expect(found.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(
      allowed.filter((name) => !found.includes(name)),
      'each of the files that may has need of it',
    ).toEqual([]);
  });
}

test("every file that is written is its owner's alone", () => {
  for (const name of FILES.filter((file) => !['src/cli/commands/schema.ts', 'src/dev/prepare.mjs'].includes(file))) {
    for (const [call] of code(name).matchAll(/\b(?:writeFileSync|appendFileSync|mkdirSync|openSync)\([^;]*;/g)) {
      if (/openSync\([^,]*, ('r'|constants\.O_RDONLY\b)/.test(call)) continue;
      expect(call, name).toMatch(/0o[67]00|'r\+'/);
    }
  }
});
