import type { MemberRecord } from '../rpc/rpc-types.ts';
import { boot } from './boot.ts';
import type { ScreenFrame } from './screen-frame.ts';
import { tabStrip } from './tab-strip.ts';
import { go } from './workspace.ts';

const LISTS = { API: 'API Members', Regular: 'Regular', StreamlineIT: 'StreamlineIT', Subcontractor: 'Subcontractors' };

/** The list that a member came from. */
export const backToList = ({ license }: { license: MemberRecord['license'] }) => ({
  label: `Members - ${LISTS[license]}`,
  press: () => void go({ screen: 'MemberList', tab: LISTS[license] }),
});

/** Banner and tabs of a saved member: `<id> (<name>)`, with a long or a short strip (PRODUCT.md D3). */
export function memberBanner(frame: ScreenFrame, member: MemberRecord, active: string, crumb: string): void {
  const { recid, license, fields } = member;
  const places: Record<string, () => void> = {
    Details: () => void go({ screen: 'Member', license, recid }),
    ...(boot.variants.memberTabs === 'long' &&
      Object.fromEntries(
        ['Skills', 'Certification', 'Delegation', 'Accruals'].map((tab) => [
          tab,
          () => void go({ screen: 'MemberOther', member, tab }),
        ]),
      )),
    'API Keys': () => void go({ screen: 'MemberKeyList', member }),
    'API Logs': () => void go({ screen: 'MemberApiLog', member }),
  };
  frame.trail([backToList(member), { label: crumb }], `${fields.memberId} (${fields.name})`);
  frame.tabs(
    tabStrip(
      Object.entries(places).map(([label, press]) => ({ label, press })),
      active,
    ),
  );
}
