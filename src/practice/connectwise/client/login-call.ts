import { noticeDue } from './notice-due.ts';

export interface LoginAnswer {
  Success: boolean;
  Message?: string;
  Next?: string;
  Url?: string;
}

/** Posts one stage of the sign-in. An answer that can't be read is a refusal. */
export async function loginCall(url: string, form?: HTMLFormElement): Promise<LoginAnswer> {
  const answer = await fetch(url, { method: 'POST', ...(form && { body: new FormData(form) }) })
    .then((response) => response.json() as Promise<LoginAnswer>)
    .catch((): LoginAnswer => ({ Success: false, Message: 'An error has occurred. Please try again.' }));
  // On the way out nobody would see it; the next page shows it.
  if (answer.Next !== 'enter') showLoginNotice();
  return answer;
}

/** The sign-in pages' own make of an announcement. */
export function showLoginNotice(): void {
  if (!noticeDue()) return;
  const notice = document.createElement('div');
  notice.id = 'loginNotice';
  notice.innerHTML =
    '<h2>What\u2019s new</h2><p>A new release is on its way. See the release notes for what will change and ' +
    'when.</p><input type="button" value="Got it">';
  notice.querySelector('input')!.onclick = () => notice.remove();
  document.body.append(notice);
}
