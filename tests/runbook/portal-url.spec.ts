import { expect, test } from '@playwright/test';
import { portalUrl } from '../../src/runbook/portal-url.ts';

const ON_PREMISES = [
  'https://cw.acme-it.example:8443',
  'https://cw.acme-it.example/psa',
  'https://connectwise',
  'https://10.20.0.15',
  'https://cw_app.acme-it.example',
];
for (const address of ON_PREMISES)
  test(`${address} is taken if it is said to be meant, and refused with the way to say so`, () => {
    expect(portalUrl(address, 'connectwise', true)).toBeInstanceOf(URL);
    expect(portalUrl(address, 'connectwise')).toMatchObject({
      wrong: expect.stringContaining('on-premises: true') as unknown,
    });
  });

for (const address of [
  'http://10.20.0.15',
  'https://user@10.20.0.15',
  'https://cw.m\u00FCller-it.example',
  'https://host.example/a/../b',
  'https://host.example/?next=x',
  'https://na.myconnectwise.net.evil.example',
])
  test(`${address} is refused for a server of one's own network, too`, () => {
    expect(portalUrl(address, 'connectwise', true)).toHaveProperty('wrong');
  });
