import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/testing/start.ts';
import { connectwiseFlow, mspcfoFlow, reportKey, upTo } from '../support/practice-flows.ts';

const running: Practice[] = [];
test.afterEach(async () => void (await Promise.all(running.splice(0).map((practice) => practice.stop()))));

async function start(options: PracticeOptions = {}): Promise<Practice> {
  const practice = await startPractice({ delay: 1, mfa: false, ...options });
  running.push(practice);
  return practice;
}

/** Everything both portals know of the first customer, but for sessions. */
const known = ({ connectwise, mspcfo }: Practice) =>
  structuredClone({ company: { ...connectwise.company, sessions: 0 }, state: { ...mspcfo.state, sessions: 0 } });

test('running portals go back to a snapshot as often as needed, keeping their state object', async () => {
  const practice = await start();
  const { company } = practice.connectwise;
  const flow = connectwiseFlow(practice);
  await upTo(flow, 'Members/SaveMember');
  const then = known(practice);
  const snapshot = practice.snapshot();
  const recids: number[] = [];
  for (const round of [1, 2]) {
    await upTo(connectwiseFlow(practice), 'GET /v2025_1/connectwise.aspx');
    expect((await flow['ApiKeys/SaveKey']!()).status, 'the old session').toBe(round === 1 ? 200 : 401);
    const again = connectwiseFlow(practice);
    await upTo(again, 'GET /v2025_1/connectwise.aspx');
    await again['ApiKeys/SaveKey']!();
    recids.push(company.keys.at(-1)!.recid);
    await upTo(mspcfoFlow(practice, reportKey(company)), 'credentials/save');
    expect(practice.mspcfo.state).toMatchObject({ saves: 1, connection: { ok: true } });
    practice.restore(snapshot);
    expect(known(practice)).toEqual(then);
    expect([company.sessions.size, practice.mspcfo.state.sessions.size]).toEqual([0, 0]);
    expect(practice.mspcfo.state).not.toHaveProperty('credentials');
  }
  // The first round made one more key, in the session that was there yet.
  expect(recids).toEqual([recids[1]! + 1, recids[1]!]);
});

test('new portals start from a snapshot with the same addresses, passwords and keys', async () => {
  const first = await start({ mfa: true, customers: ['second'] });
  const { company } = first.connectwise;
  const key = reportKey(company);
  Object.assign(first.mspcfo.state, {
    credentials: {
      ...key,
      serverUrl: first.connectwise.url,
      companyId: first.connectwise.companyId,
      savedAt: new Date().toISOString(),
      savedBy: 'Sam Rivera',
    },
    saves: 1,
  });
  first.customers[1]!.mspcfo.state.saves = 7;
  const then = known(first);
  const snapshot = first.snapshot();
  company.keys.length = 0;
  await first.stop();
  const second = await start({ mfa: true, from: snapshot });
  expect(known(second)).toEqual(then);
  expect(second.customers[1]!.mspcfo.state.saves).toBe(7);
  const signIns = ({ connectwise, mspcfo }: Practice) =>
    [connectwise, mspcfo].map(({ url, username, password, totpSecret }) => ({ url, username, password, totpSecret }));
  expect(signIns(second)).toEqual(signIns(first));
  expect(second.connectwise.totpSecret).toMatch(/^[A-Z2-7]{32}$/);
  const { url, clientId, companyId } = second.connectwise;
  const answer = await fetch(`${url}/v4_6_release/apis/3.0/system/reports`, {
    headers: { clientId, Authorization: `Basic ${btoa(`${companyId}+${key.publicKey}:${key.privateKey}`)}` },
  });
  expect(answer.status).toBe(200);
  // What one start does reaches neither the snapshot nor another start.
  second.connectwise.company.members.length = 0;
  await second.stop();
  expect(known(await start({ mfa: true, from: snapshot }))).toEqual(then);
});

test('a test of the connection that was under way is nobody’s any more', async () => {
  const practice = await start({ delay: 300, mspcfoVariants: { connectionTest: 'slow' } });
  await upTo(mspcfoFlow(practice, reportKey(practice.connectwise.company)), 'credentials/save');
  expect(practice.mspcfo.state).toMatchObject({ checking: true, saves: 1 });
  practice.restore(practice.snapshot());
  expect(practice.mspcfo.state.checking).toBe(false);
  expect(practice.mspcfo.state).not.toHaveProperty('connection');
});

test('a snapshot shows nothing of what it holds', async () => {
  const practice = await start();
  const key = reportKey(practice.connectwise.company);
  await upTo(mspcfoFlow(practice, key), 'credentials/save');
  const snapshot = practice.snapshot();
  expect(JSON.stringify(snapshot)).toBe('{}');
  const shown = inspect(snapshot, { showHidden: true, depth: null }) + String(snapshot);
  for (const secret of [key.privateKey, practice.connectwise.password, practice.mspcfo.password])
    expect(shown).not.toContain(secret);
});

test('a snapshot of other portals is refused', async () => {
  const [one, other] = [await start(), await start()];
  expect(() => one.restore(other.snapshot())).toThrow('The snapshot is of other practice portals');
});
