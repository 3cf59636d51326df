/** What names a screen to show windows on. A browser of the operator's own choice may bring one with it. */
const SCREENS = ['DISPLAY', 'WAYLAND_DISPLAY', 'KEYWRIGHT_BROWSER'];

/** Whether a window can be shown to a person here, as far as is known without opening one. */
export const hasDisplay = (): boolean => process.platform !== 'linux' || SCREENS.some((name) => process.env[name]);
