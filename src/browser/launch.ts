import { chromium, type Browser } from 'playwright';

/** What a browser needs of the environment. Everything else stays here: child processes show their environment to others. */
const ENVIRONMENT = [
  'PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'TMP', 'DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS',
  'SYSTEMROOT', 'WINDIR', 'SYSTEMDRIVE', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)', 'COMSPEC',
];

export interface LaunchOptions {
  path: string;
  headed: boolean;
  /** Milliseconds between browser operations, for watching. */
  slowMo: number;
  /** The only host names that the browser may look up or connect to. */
  hosts: string[];
}

/** Starts Chromium with a fresh profile that can reach the given hosts and no others. */
export async function launchBrowser({ path, headed, slowMo, hosts }: LaunchOptions): Promise<Browser> {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => ENVIRONMENT.includes(entry[0].toUpperCase()) && entry[1] !== undefined));
  const options = {
    executablePath: path,
    headless: !headed,
    slowMo,
    env,
    // Ctrl-C is ours to handle: the journal is closed first, then the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      `--host-resolver-rules=MAP * ~NOTFOUND, ${hosts.map((host) => `EXCLUDE ${host}`).join(', ')}`,
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  };
  const root = process.getuid?.() === 0;
  try {
    return await chromium.launch({ ...options, chromiumSandbox: !root });
  } catch (error) {
    // Some Linux systems forbid the user namespaces that Chromium's sandbox needs; there Playwright's default (no sandbox) is all there is.
    if (root || process.platform !== 'linux' || !/sandbox/i.test(String(error))) throw error;
    return await chromium.launch({ ...options, chromiumSandbox: false });
  }
}
