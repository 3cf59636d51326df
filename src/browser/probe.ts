import { chromium } from 'playwright';
import { browserEnvironment } from './environment.ts';

/** What came of starting a browser once. */
export interface Probed {
  version: string;
  /** `root`: the user root gets none. `refused`: the system forbids it. */
  sandbox: 'on' | 'root' | 'refused';
}

/** Starts a browser without a page and ends it again, with its sandbox where that works. @throws if it does not start */
export async function probeBrowser(path: string): Promise<Probed> {
  const start = async (chromiumSandbox: boolean) => {
    const browser = await chromium.launch({ executablePath: path, chromiumSandbox, env: browserEnvironment() });
    const version = browser.version();
    await browser.close();
    return version;
  };
  if (process.getuid?.() === 0) return { version: await start(false), sandbox: 'root' };
  try {
    return { version: await start(true), sandbox: 'on' };
  } catch (error) {
    if (!/sandbox/i.test(String(error))) throw error;
    return { version: await start(false), sandbox: 'refused' };
  }
}
