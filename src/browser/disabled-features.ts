/**
 * Features of Chromium that are switched off. The list takes the place of Playwright's own, since the browser heeds the
 * last one only; so it begins with that
 * (tests/browser/disabled-features.spec.ts holds it to that).
 */
const FEATURES = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  // Pages of the browser's own behind its address bar: nobody sees them, and they take more than half of the time that
  // a window takes.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

export const DISABLED_FEATURES = `--disable-features=${FEATURES.join(',')}`;
