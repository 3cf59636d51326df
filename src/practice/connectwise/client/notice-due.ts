/** Whether the server wants an announcement to be shown now; it says so once, by a cookie. */
export function noticeDue(): boolean {
  if (!document.cookie.split('; ').includes('cw_notice=1')) return false;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous
  document.cookie = 'cw_notice=; path=/; max-age=0';
  return true;
}
