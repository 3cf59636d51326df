/*
 * What operating systems and sync clients put into folders by themselves. It is no evidence, and takes nothing away from
 * evidence: it is named beside an unbroken seal, and nothing else is. verify.sh has the same patterns, which are extended
 * regular expressions of POSIX, too; a test compares them.
 */

/** Files by their names: macOS, Windows, Linux; Dropbox, OneDrive, Nextcloud, Syncthing; network drives. */
export const DROPPED = [
  '\\.DS_Store|\\._\\.DS_Store|\\.localized|\\.apdisk|[Tt]humbs\\.db|[Ee]hthumbs\\.db|[Dd]esktop\\.ini|\\.directory',
  '\\.dropbox|\\.dropbox\\.attr|\\.849C9593-D756-4E56-8D6E-42412F2A707B|\\.owncloudsync\\.log|\\.stignore',
  '\\._?sync_[0-9a-f]+\\.db(-wal|-shm)?|\\.nfs[0-9a-f]{16,32}|\\.fuse_hidden[0-9a-f]+',
].join('|');

/** Folders, with all that is in them; the last ones are at the top of disks and memory sticks. */
export const FOLDERS =
  '\\.tmp\\.drivedownload|\\.tmp\\.driveupload|\\.dropbox\\.cache|\\.stfolder|\\.stversions|\\.sync|@eaDir|\\.AppleDouble|' +
  '\\.SynologyWorkingDirectory|\\.Spotlight-V100|\\.Trashes|\\.fseventsd|\\.TemporaryItems|\\$RECYCLE\\.BIN|' +
  'System Volume Information|lost\\+found';

/** What stands between the name of a file and its ending in a copy that a sync client has made of it. */
export const MARK = [
  ' \\([0-9]{1,3}\\)| [0-9]{1,3}| \\([^()/]*[Cc]onflict[^()/]*\\)| \\[conflicted\\]|\\.[Cc]onflict|_[^/]*_[Cc]onflict',
  '\\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]{7}|_conflict-[0-9]{8}-[0-9]{6}|-[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*',
].join('|');

/** What stands around a file's name in the name of a file about it. */
const AROUND = [
  ['._', ''],
  ['~$', ''],
  ['.~lock.', '#'],
  ['.syncthing.', '.tmp'],
  ['~syncthing~', '.tmp'],
  ['', ':Zone.Identifier'],
];

const dropped = new RegExp(`^(.*/)?(${DROPPED})$`, 's');
const inFolder = new RegExp(`^(.*/)?(${FOLDERS})(/|$)`, 's');
const mark = new RegExp(`^(${MARK})$`, 's');

/** Whether a folder, or what is in it, is a sync client's own. */
export const isForeignFolder = (path: string): boolean => inFolder.test(path);

/** Whether a file is about another one, or a sync client's copy of it. */
function isOf(file: string, path: string): boolean {
  const at = path.lastIndexOf('/') + 1;
  const [folder, name] = [path.slice(0, at), path.slice(at)];
  if (AROUND.some(([before, behind]) => file === `${folder}${before}${name}${behind}`)) return true;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '';
  const base = path.slice(0, path.length - ending.length);
  return (
    file.startsWith(base) && file.endsWith(ending) && mark.test(file.slice(base.length, file.length - ending.length))
  );
}

/**
 * Whether a file is what an operating system or a sync client puts into a folder.
 * @param file its path in the bundle, with `/`
 * @param own the paths of the bundle's own files
 */
export const isBeside = (file: string, own: readonly string[]): boolean =>
  dropped.test(file) || isForeignFolder(file) || own.some((path) => path !== file && isOf(file, path));
