import { expect, test } from '@playwright/test';
import { View } from '../../../pages/receiver/view.ts';
import { SessionLost } from '../../../src/portal-sdk/index.ts';
import { bareContext } from '../../support/bare-context.ts';
import { mspcfo } from '../../support/mspcfo.ts';

const PAGES: Record<string, [html: string, lost: boolean]> = {
  'that asks for user name and password': [
    '<h2>Sign in</h2><label>Email <input type=email></label><label>Password <input ' +
      'type=password></label><button>Sign in</button>',
    true,
  ],
  'that asks for the user name first': [
    '<h2>Welcome back</h2><div><span>Work email</span><input type=email></div><div ' +
      'hidden><span>Password</span><input type=password></div><button>Continue</button>',
    true,
  ],
  'of reports with a search box': [
    '<button>Pat Doe</button><h1>Reports</h1><input placeholder="Search reports"><button>Go</button>',
    false,
  ],
  'where somebody may be invited': [
    '<button>Pat Doe</button><h1>Your team</h1><label>First name <input></label><label>Email <input ' +
      'type=email></label><button>Submit</button>',
    false,
  ],
};

for (const [what, [html, lost]] of Object.entries(PAGES)) {
  test(`a page of MSPCFO ${what} ${lost ? 'means that the session is over' : 'is no sign-in page'}`, async ({
    page,
  }) => {
    await page.setContent(html);
    const looked = new View(mspcfo, bareContext(page), 'home').wait('the start page', async () => undefined, 1_000);
    const error: unknown = await looked.catch((problem: unknown) => problem);
    expect(error instanceof SessionLost).toBe(lost);
  });
}
