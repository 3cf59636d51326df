import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

/** Keywright's own folder, whether it runs from its sources or from the built `dist/`. */
export const PACKAGE_FOLDER = dirname(findPackageJSON(import.meta.url)!);
