/** The environment variable of a portal's secret: `N_ABLE_RMM_PASSWORD`. No shell can set one with a hyphen. */
export const variableOf = (portal: string, name: string): string =>
  `${portal.toUpperCase().replaceAll('-', '_')}_${name}`;
