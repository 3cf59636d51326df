/**
 * What every flow is given: two portals that nobody has used yet, the browser, and a folder for its pictures. Plain
 * data, since it goes to another process.
 */
export interface Job {
  browser: string;
  /** The WebDriver of that browser, where the machine has one. */
  driver?: string | undefined;
  folder: string;
  connectwise: { url: string; company: string; username: string; password: string; clientId: string };
  mspcfo: { url: string; username: string; password: string };
  /** What the onboarding makes. */
  name: string;
}

/** What a flow did, and how long it took: milliseconds. */
export interface Done {
  /** From nothing to a browser with an empty page. */
  launch: number;
  /** From the first gesture to the last picture. */
  flow: number;
  /** Until the browser is gone and everything is written. */
  close: number;
  titles: string[];
  /** How long each gesture took, without its pictures, where a flow knows. */
  acts?: number[];
  pictures: number;
  /** What the flow's time went into, where a flow knows. */
  parts?: Record<string, number>;
}

export type Flow = (job: Job) => Promise<Done>;
