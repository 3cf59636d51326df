import type { BrowserContext } from '@playwright/test';

/**
 * Notes whatever the pages of a context do that they must not: run a payload, ask elsewhere, be refused by the policy.
 * @param own beginnings of the addresses that may be asked for
 */
export async function noteMisdeeds(context: BrowserContext, own: string[]): Promise<string[]> {
  const seen: string[] = [];
  await context.exposeFunction('ran', () => {
    seen.push('a payload ran');
  });
  await context.exposeFunction('refused', (what: string) => {
    seen.push(`the policy refused ${what}`);
  });
  await context.addInitScript(() =>
    addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI }) =>
        (window as unknown as { refused(what: string): void }).refused(`${violatedDirective} ${blockedURI}`),
      true,
    ),
  );
  context.on('request', (request) => {
    const url = request.url();
    if (!own.some((start) => url.startsWith(start)) && !url.startsWith('data:image/png;'))
      seen.push(`asked for ${url.slice(0, 200)}`);
  });
  context.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text())) seen.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => {
    seen.push(`error: ${error.error().message}`);
  });
  context.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return seen;
}
