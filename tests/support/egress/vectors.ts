/** Ways in which a page can make the browser send something to another address than its own. */

/**
 * Where a hostile server listens: `host` as it stands in an address, one port for HTTP and one for each way that has no
 * path.
 */
export interface Hostile {
  host: string;
  http: number;
  raw: Record<RawWay, number>;
}

/** Ways without a path: who arrived is told by the port. */
export const RAW_TCP = ['turn over TCP', 'a peer over TCP'] as const;
export const RAW_UDP = ['stun', 'turn over UDP', 'a peer over UDP', 'WebTransport'] as const;
export type RawWay = (typeof RAW_TCP)[number] | (typeof RAW_UDP)[number];

/** Part of a page, and a header with which it must come. */
export type Part = string | { html: string; header: [name: string, value: string] };

// In braces, so that the names of one are not those of the next on the same page.
const script = (text: string) => `<script>{ ${text} }</script>`;
const worker = (text: string, type = 'classic') =>
  script(
    `new Worker(URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: 'text/javascript' })), { type: ` +
      `'${type}' })`,
  );
const click = (link: string) => `${link}${script('document.currentScript.previousElementSibling.click()')}`;

const candidates = (server: string) =>
  script(
    `const one = new RTCPeerConnection({ iceServers: [${server}] }); one.createDataChannel('x'); ` +
      'one.setLocalDescription()',
  );

/** Tells one peer in the page that the other one can be found at the hostile address. */
const peer = (candidate: string) =>
  script(`(async () => {
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.createDataChannel('x');
  await one.setLocalDescription();
  await two.setRemoteDescription(one.localDescription);
  await two.setLocalDescription();
  await one.setRemoteDescription(two.localDescription);
  await one.addIceCandidate({ candidate: ${JSON.stringify(candidate)}, sdpMid: '0', sdpMLineIndex: 0 });
})()`);

/**
 * The ways by name. Each part must lead to the path `/<name>`, or to the raw port of that name. `url` makes the hostile
 * address of a path.
 * Not among them: preconnect and dns-prefetch, which the browser of these tests does not follow even when nothing
 * hinders it.
 */
export const WAYS: Record<string, (url: (name: string, scheme?: string) => string, hostile: Hostile) => Part> = {
  img: (url) => `<img src="${url('img')}">`,
  'svg-image': (url) => `<svg width=9 height=9><image href="${url('svg-image')}" width=9 height=9 /></svg>`,
  'input-image': (url) => `<input type=image src="${url('input-image')}">`,
  script: (url) => `<script src="${url('script')}"></script>`,
  module: (url) => `<script type=module>import "${url('module')}"</script>`,
  css: (url) => `<link rel=stylesheet href="${url('css')}">`,
  'css-import': (url) => `<style>@import "${url('css-import')}";</style>`,
  'css-image': (url) => `<style>body { background: url(${url('css-image')}) }</style>x`,
  font: (url) => `<style>@font-face { font-family: f; src: url(${url('font')}) } p { font-family: f }</style><p>x</p>`,
  video: (url) => `<video src="${url('video')}" preload=auto></video>`,
  object: (url) => `<object data="${url('object')}"></object>`,
  embed: (url) => `<embed src="${url('embed')}">`,
  iframe: (url) => `<iframe src="${url('iframe')}"></iframe>`,
  fetch: (url) => script(`fetch("${url('fetch')}")`),
  'fetch-keepalive': (url) =>
    script(`fetch("${url('fetch-keepalive')}", { method: 'POST', keepalive: true, mode: 'no-cors', body: 'x' })`),
  xhr: (url) => script(`const x = new XMLHttpRequest(); x.open('GET', "${url('xhr')}"); x.send()`),
  beacon: (url) => script(`navigator.sendBeacon("${url('beacon')}", 'x')`),
  'beacon-when-leaving': (url) =>
    script(
      `addEventListener('pagehide', () => navigator.sendBeacon("${url('beacon-when-leaving')}", 'x')); ` +
        `setTimeout(() => location = 'about:blank')`,
    ),
  websocket: (url) => script(`new WebSocket("${url('websocket', 'ws')}")`),
  'event-source': (url) => script(`new EventSource("${url('event-source')}")`),
  'form-post': (url) =>
    `<form method=post action="${url('form-post')}"><input name=a ` +
    `value=b></form>${script('document.forms[0].submit()')}`,
  'window-open': (url) => script(`window.open("${url('window-open')}")`),
  'link-in-new-window': (url) => click(`<a target=_blank href="${url('link-in-new-window')}">x</a>`),
  location: (url) => script(`location = "${url('location')}"`),
  'meta-refresh': (url) => `<meta http-equiv=refresh content="0;url=${url('meta-refresh')}">`,
  'refresh-header': (url) => ({ html: '', header: ['refresh', `0;url=${url('refresh-header')}`] }),
  'redirect-302': (url) => `<img src="/redirect/302?to=${url('redirect-302')}">`,
  'redirect-307-of-a-post': (url) =>
    script(`fetch('/redirect/307?to=${url('redirect-307-of-a-post')}', { method: 'POST', body: 'x' })`),
  'redirect-302-of-a-frame': (url) => `<iframe src="/redirect/302?to=${url('redirect-302-of-a-frame')}"></iframe>`,
  ping: (url) => click(`<a ping="${url('ping')}" href="#x">x</a>`),
  download: (url) => click(`<a download href="${url('download')}">x</a>`),
  prefetch: (url) => `<link rel=prefetch href="${url('prefetch')}">`,
  preload: (url) => `<link rel=preload as=image href="${url('preload')}">`,
  'preload-header': (url) => ({ html: '', header: ['link', `<${url('preload-header')}>; rel=preload; as=image`] }),
  'module-preload': (url) => `<link rel=modulepreload href="${url('module-preload')}">`,
  'csp-report': (url) => ({
    html: '<img src="/x">',
    header: ['content-security-policy-report-only', `img-src 'none'; report-uri ${url('csp-report')}`],
  }),
  'worker-import': (url) => worker(`importScripts("${url('worker-import')}")`),
  'module-worker-import': (url) => worker(`import "${url('module-worker-import')}"`, 'module'),
  'worker-fetch': (url) => worker(`fetch("${url('worker-fetch')}")`),
  'shared-worker': (url) =>
    script(`new SharedWorker(URL.createObjectURL(new Blob(['fetch("${url('shared-worker')}")'])))`),
  'service-worker': (url) =>
    script(`navigator.serviceWorker.register('/service-worker.js?to=${url('service-worker')}')`),
  stun: (_, { host, raw }) => candidates(`{ urls: 'stun:${host}:${raw.stun}' }`),
  'turn over UDP': (_, { host, raw }) =>
    candidates(`{ urls: 'turn:${host}:${raw['turn over UDP']}?transport=udp', username: 'u', credential: 'c' }`),
  'turn over TCP': (_, { host, raw }) =>
    candidates(`{ urls: 'turn:${host}:${raw['turn over TCP']}?transport=tcp', username: 'u', credential: 'c' }`),
  'a peer over UDP': (_, { host, raw }) =>
    peer(`candidate:1 1 udp 2105458943 ${host.replace(/[[\]]/g, '')} ${raw['a peer over UDP']} typ host`),
  'a peer over TCP': (_, { host, raw }) =>
    peer(
      `candidate:1 1 tcp 2105458943 ${host.replace(/[[\]]/g, '')} ${raw['a peer over TCP']} typ host tcptype passive`,
    ),
  WebTransport: (_, { host, raw }) =>
    script(
      `new WebTransport('https://${host}:${raw.WebTransport}/', { serverCertificateHashes: [{ algorithm: ` +
        `'sha-256', value: new Uint8Array(32) }] })`,
    ),
};

/** Ways that only a page of its own can go, not a frame. */
export const OF_THE_PAGE: typeof WAYS = {
  icon: (url) => `<link rel=icon href="${url('icon')}">`,
  'speculation-rules': (url) =>
    `<script type=speculationrules>{ "prefetch": [{ "source": "list", "urls": ["${url('speculation-rules')}"], ` +
    '"eagerness": "immediate" }] }</script>',
};

/** Ways that take their page elsewhere. A download from another host is one. */
export const LEAVING = new Set(['beacon-when-leaving', 'download', 'form-post', 'location', 'meta-refresh']);
