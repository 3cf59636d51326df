import { ensureBrowser } from '../../src/browser/install.ts';

export default async function globalSetup(): Promise<void> {
  await ensureBrowser((line) => console.log(line));
}
