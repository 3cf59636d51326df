import { browserScript, ENDING } from '../web/client-files.ts';

/** What a module's text is instead, by its path within the folder. */
export type ChangeScript = (path: string, text: string) => string;

/**
 * The scripts of a folder, by their paths in it.
 * @param entries what its pages ask for, without their ending
 */
export function clientScripts(
  folder: URL,
  entries: readonly string[],
  change?: ChangeScript,
): (path: string) => string | undefined {
  const made = new Map<string, string>();
  return (path) => {
    if (!entries.some((entry) => path === entry + ENDING)) return undefined;
    const script = made.get(path) ?? oneScript(folder, path, change);
    made.set(path, script);
    return script;
  };
}

/**
 * Joins a browser module and all that it imports into one script, each in a scope of its own: a page asks once, not
 * dozens of times. It reads the import and export statements that the portals' own modules have, and no others.
 * @throws when there is another one, or modules import each other in a circle
 */
function oneScript(folder: URL, entry: string, change: ChangeScript = (_, text) => text): string {
  /** By their addresses, in the order in which they run. */
  const names = new Map<string, string>();
  const parts: string[] = [];
  const under = new Set<string>();
  const add = (file: URL): string => {
    const known = names.get(file.href);
    if (known !== undefined) return known;
    const path = file.href.slice(folder.href.length);
    if (under.has(path)) throw new Error(`${path} imports itself, by way of others. Cut the circle.`);
    under.add(path);
    const exported: string[] = [];
    const body = change(path, browserScript(file))
      .replaceAll(/^import\s*\{([^}]*)\}\s*from '([^']+)';/gm, (_, imported: string, from: string) => {
        return `const {${imported.replaceAll(/ as /g, ': ')}} = ${add(new URL(from, file))};`;
      })
      .replaceAll(/^export (?=(?:async )?(?:function|class|const) (\w+|\{[\w\s,]*\}))/gm, (_, what: string) => {
        exported.push(what.replaceAll(/[{}]/g, ''));
        return '';
      });
    const other = /^(?:import|export)\b.*$/m.exec(body);
    if (other !== null) throw new Error(`${path}: cannot be joined: ${other[0]}`);
    const name = `module${names.size}`;
    names.set(file.href, name);
    parts.push(`// ${path}\nconst ${name} = (() => {\n${body}\nreturn { ${exported.join(', ')} };\n})();\n`);
    return name;
  };
  add(new URL(entry, folder));
  return parts.join('');
}
