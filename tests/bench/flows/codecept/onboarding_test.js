import { writeFileSync } from 'node:fs';
import { onboard } from '../onboarding.ts';

const job = JSON.parse(process.env.BENCH_JOB);
const at = (place) => (/^[/(]/.test(place) ? { xpath: place } : { css: place });

Feature('Onboarding');

Scenario('the keys are made and handed over', { timeout: 600 }, async ({ I }) => {
  const begun = performance.now();
  let [tabs, current] = [['connectwise'], 'connectwise'];
  const hands = {
    async turnTo(portal) {
      if (portal === current) return;
      if (tabs.includes(portal)) await (portal === 'connectwise' ? I.switchToPreviousTab() : I.switchToNextTab());
      else {
        await I.openNewTab();
        tabs.push(portal);
      }
      current = portal;
    },
    goto: async (url) => await I.amOnPage(url),
    async click(place) {
      await I.waitForVisible(at(place));
      await I.click(at(place));
    },
    async hover(place) {
      await I.waitForVisible(at(place));
      await I.moveCursorTo(at(place));
    },
    moveAway: async () => await I.moveCursorTo({ css: 'body' }, 700, 450),
    async fill(place, text) {
      await I.waitForVisible(at(place));
      await I.fillField(at(place), text);
    },
    async press(place, key) {
      await I.focus(at(place));
      await I.pressKey(key);
    },
    shown: async (place) => await I.waitForVisible(at(place)),
    says: async (place, text) => await I.waitForText(text, 30, at(place)),
    text: async (place) => await I.grabTextFrom(at(place)),
    scrollTo: async (place) => await I.scrollTo(at(place)),
    picture: async (file) => await I.saveScreenshot(file),
  };
  const { titles, pictures } = await onboard(job, hands);
  const done = { begun: performance.timeOrigin + begun, ended: Date.now(), titles, pictures };
  writeFileSync(process.env.BENCH_DONE, JSON.stringify(done));
});
