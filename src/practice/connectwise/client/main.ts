import { announce, announceDue } from './announcement.ts';
import { boot } from './boot.ts';
import { element } from './element.ts';
import { hasFreshKey, takeFreshKey } from './fresh-key.ts';
import { generated } from './names.ts';
import { inSystem, type Route } from './routes.ts';
import { emptyList } from './screens/empty-list.ts';
import { memberDetail } from './screens/member.ts';
import { memberApiLog } from './screens/member-api-log.ts';
import { memberKey } from './screens/member-key.ts';
import { memberKeyList } from './screens/member-key-list.ts';
import { memberList } from './screens/member-list.ts';
import { memberOther } from './screens/member-other.ts';
import { newRole } from './screens/new-role.ts';
import { roleList } from './screens/role-list.ts';
import { securityModules } from './screens/security-modules.ts';
import { serviceBoard } from './screens/service-board.ts';
import { systemFrame } from './screens/system-frame.ts';
import { today } from './screens/today.ts';
import { sideNav } from './side-nav.ts';
import { topBar } from './top-bar.ts';
import { go, hasUnsaved, type Screen, setMakers, workspace } from './workspace.ts';

document.head.append(
  element(
    'style',
    '',
    '',
    boot.style.replace(/\.look-([a-z0-9-]+)/g, (_, look: string) => `.${generated(look)}`),
  ),
);

setMakers((place) => {
  if (boot.part === 'shell' && boot.variants.systemScreens === 'iframe' && inSystem(place))
    return { pool: 'frame', make: systemFrame };
  // Only the very next screen may show a private key once more.
  if (place.screen !== 'MemberKeyList') takeFreshKey();
  if (inSystem(place)) announce('on-screens');
  return screenOf(place);
});

/** Screens of one kind share one element, but for those that a tab or a title makes different. */
function screenOf(place: Route): { pool: string; make: () => Screen } {
  switch (place.screen) {
    case 'Today':
      return { pool: place.screen, make: today };
    case 'ServiceBoard':
      return { pool: place.screen, make: serviceBoard };
    case 'EmptyList':
      return { pool: `list ${place.title}`, make: () => emptyList(place.title) };
    case 'SecurityRoleList':
      return { pool: place.screen, make: roleList };
    case 'NewRole':
      return { pool: place.screen, make: newRole };
    case 'SecurityModules':
      return { pool: place.screen, make: securityModules };
    case 'MemberList':
      return { pool: `members ${place.tab}`, make: () => memberList(place.tab) };
    case 'Member':
      return { pool: place.screen, make: memberDetail };
    case 'MemberKeyList':
      return hasFreshKey()
        ? { pool: 'fresh keys', make: () => memberKeyList(true) }
        : { pool: place.screen, make: () => memberKeyList(false) };
    case 'MemberKey':
      return { pool: place.screen, make: memberKey };
    case 'MemberApiLog':
      return { pool: place.screen, make: memberApiLog };
    case 'MemberOther':
      return { pool: `member ${place.tab}`, make: () => memberOther(place.tab) };
  }
}

announceDue();
if (boot.part === 'shell') {
  const data = JSON.stringify({
    memberId: boot.memberId,
    roleName: boot.roleName,
    adminFlag: boot.admin,
    companyId: boot.companyId,
  });
  localStorage.setItem('session/MemberWithSecurity', JSON.stringify({ data, expiration: Date.now() + 3_600_000 }));
  Object.assign(window, { mng_profile: { securityRole: boot.roleName, memberId: boot.memberId } });
  document.body.append(element('div', 'shell', '', topBar(), element('div', 'below', '', sideNav(), workspace)));
  void go({ screen: boot.variants.startScreen === 'Today' ? 'Today' : 'ServiceBoard' }).then(() =>
    announce('after-sign-in'),
  );
} else {
  Object.assign(window, {
    moduleGo: (place: Route) => void go(place, { withoutAsking: true }),
    moduleUnsaved: hasUnsaved,
  });
  document.body.append(element('div', 'shell', '', workspace));
  void go(JSON.parse(decodeURIComponent(location.hash.slice(1))) as Route);
}
