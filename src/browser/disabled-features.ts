/**
 * Features of Chromium that are switched off. The browser heeds the last such list only, so this one begins with
 * Playwright's own (tests/browser/disabled-features.spec.ts compares them).
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
