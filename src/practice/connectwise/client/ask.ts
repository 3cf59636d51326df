import { boot } from './boot.ts';
import { openReactDialog } from './react-dialog.ts';
import { openWindow } from './window.ts';

const UNSAVED = 'You have unsaved changes. Do you want to leave this screen without saving?';
const DELETE = 'Are you sure you want to delete this record?';

/** May the changes on the screen be left behind? */
export async function askLeave(): Promise<boolean> {
  switch (boot.variants.unsavedChanges) {
    case 'native':
      return confirm(UNSAVED);
    case 'gxt-window':
      return yesNo('Unsaved Changes', UNSAVED);
    case 'none':
      return true;
  }
}

/** Shall the record be deleted? */
export async function askDelete(): Promise<boolean> {
  switch (boot.variants.confirmDelete) {
    case 'native':
      return confirm(DELETE);
    case 'gxt-window':
      return yesNo('Confirm Delete', DELETE);
    case 'react-dialog':
      return new Promise((resolve) =>
        openReactDialog('Delete', DELETE, [
          { label: 'DELETE', press: () => resolve(true) },
          { label: 'CANCEL', press: () => resolve(false) },
        ]),
      );
  }
}

const yesNo = (title: string, text: string) =>
  new Promise<boolean>(
    (resolve) =>
      void openWindow({
        title,
        content: [text],
        closed: () => resolve(false),
        buttons: [
          { label: 'YES', press: () => resolve(true), primary: true },
          { label: 'NO', press: () => resolve(false) },
        ],
      }),
  );
