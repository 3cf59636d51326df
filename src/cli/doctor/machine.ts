import { packageVersion } from '../../engine/host-info.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { bad, type Check, good, note } from './check.ts';

const LEAST_NODE = 24;

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
      const found = browser.find();
      if (found === undefined)
        return bad(
          'none',
          'A run installs one. Or install Chrome, Edge or Chromium, or set KEYWRIGHT_BROWSER to its path.',
        );
      const started = await browser.probe(found.path).catch((error: Error) => error);
      if (started instanceof Error)
        return bad(
          `${found.path} does not start: ${started.message.split('\n')[0]}`,
          'Install its missing libraries (npx playwright install-deps chromium), or set KEYWRIGHT_BROWSER to another.',
        );
      const { version, sandbox } = started;
      const named = `${version}, ${found.from}`;
      const without = (why: string, remedy: string) => [
        good(named),
        {
          about: 'sandbox',
          ...note(`off: ${why}, so a page that breaks out of the browser has this user's rights`, remedy),
        },
      ];
      if (sandbox === 'root') return without('this is the user root', 'Run as an ordinary user.');
      if (sandbox === 'refused') return without('this system forbids it', 'Allow user namespaces for the browser.');
      return [good(named), { about: 'sandbox', ...good('on') }];
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
