import type { FoundBrowser } from '../../browser/find.ts';
import type { Probed } from '../../browser/probe.ts';
import { packageVersion } from '../../engine/host-info.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { bad, type Check, type Finding, good, note } from './check.ts';
import type { World } from './world.ts';

const LEAST_NODE = 24;

/** Whether a browser is there and starts, and with what sandbox. @param what which of two it is */
async function examined(
  { probe }: World['browser'],
  found: FoundBrowser | undefined,
  what?: 'without a window' | 'with a window',
): Promise<Finding[]> {
  const named = (finding: Finding): Finding => (what === undefined ? finding : { about: what, ...finding });
  const install = 'Or install Chrome, Edge or Chromium, or set KEYWRIGHT_BROWSER to its path.';
  // Runs work without a window.
  if (found === undefined && what === 'with a window')
    return [named(note('none', `A run with --headed installs one. ${install}`))];
  if (found === undefined) return [named(bad('none', `A run installs one. ${install}`))];
  const started = await probe(found.path).catch((error: Error) => error);
  if (started instanceof Error)
    return [
      named(
        bad(
          `${found.path} does not start: ${started.message.split('\n')[0]}`,
          'Install its missing libraries (npx playwright install-deps chromium), or set KEYWRIGHT_BROWSER to another.',
        ),
      ),
    ];
  const { version, sandbox } = started;
  const where = what === undefined ? '' : ` (${found.path})`;
  return [
    named(good(`${version}, ${found.from}${where}`)),
    { about: what === undefined ? 'sandbox' : `sandbox ${what}`, ...sandboxIs(sandbox) },
  ];
}

function sandboxIs(sandbox: Probed['sandbox']): Finding {
  const without = (why: string, remedy: string) =>
    note(`off: ${why}, so a page that breaks out of the browser has this user's rights`, remedy);
  if (sandbox === 'root') return without('this is the user root', 'Run as an ordinary user.');
  if (sandbox === 'refused') return without('this system forbids it', 'Allow user namespaces for the browser.');
  return good('on');
}

/** What Keywright itself runs on. */
export const machineChecks: Check[] = [
  {
    name: 'Keywright',
    look: () => good(packageVersion()),
  },
  {
    name: 'Node',
    look({ nodeVersion }) {
      const major = Number(/^v(\d+)/.exec(nodeVersion)?.[1]);
      return major >= LEAST_NODE ? good(nodeVersion) : bad(nodeVersion, `Install Node ${LEAST_NODE} or later.`);
    },
  },
  {
    name: 'environment',
    look({ environment }) {
      try {
        refuseLeakyEnvironment(environment);
        return good('no setting that leaks secrets');
      } catch (error) {
        const [found = '', remedy = ''] = (error as Error).message.split(/\nNext:\s+/);
        return bad(found, remedy);
      }
    },
  },
  {
    name: 'browser',
    async look({ browser }) {
      const [hidden, shown] = [browser.find(false), browser.find(true)];
      if (hidden?.path === shown?.path) return await examined(browser, hidden);
      const without = await examined(browser, hidden, 'without a window');
      return [...without, ...(await examined(browser, shown, 'with a window'))];
    },
  },
  {
    name: 'display',
    look({ platform, environment: { DISPLAY, WAYLAND_DISPLAY } }) {
      return platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY
        ? good('there is one, for --headed')
        : note('none', 'Runs work without. To see one: --watch, or --headed under xvfb-run or a desktop.');
    },
  },
];
