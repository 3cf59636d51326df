// jQuery UI's bundle looks for a global jQuery.
import jQuery from 'jquery';

(window as any).jQuery = jQuery;
export const $: any = jQuery;
