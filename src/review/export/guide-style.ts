export const GUIDE_STYLES = `
:root { color-scheme: light dark; --text: #1c2530; --quiet: #55606c; --ground: #fff; --line: #d4dae1; --accent: #0b57a4 }
@media (prefers-color-scheme: dark) { :root { --text: #e7ebf0; --quiet: #a5b0bc; --ground: #14181d; --line: #38424d; --accent: #8fc1ff } }
body { margin: 0; font: 1rem/1.55 system-ui, "Segoe UI", sans-serif; color: var(--text); background: var(--ground) }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }
h1 { font-size: 1.9rem; line-height: 1.2 } h2 { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line) } h3 { margin-top: 2rem; color: var(--accent) }
ol { padding-left: 2.2rem } li { margin: 1.4rem 0 } li::marker { font-weight: 700; color: var(--accent) } li p { margin: 0 0 .5rem; font-weight: 600 }
.shot { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; break-inside: avoid }
.after { color: var(--quiet); margin: 1.5rem 0 .5rem } .from { margin-top: 4rem; color: var(--quiet); font-size: .9rem }
.at { margin: 0 0 -.4rem } @media print { h1, h2, h3, .after { break-after: avoid } li { break-inside: avoid } .shot { max-height: 200mm } }
`;
