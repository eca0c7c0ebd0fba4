/** The whole look of the pages, in the page itself: nothing else is loaded. */
export const STYLE = `
:root{color-scheme:light dark;--back:#eef1f5;--card:#fff;--text:#1b2733;--soft:#4c5a68;--line:#c9d1da;--act:#1a5fb0;--on-act:#fff;--bad:#a3123a;--bad-back:#fdeef1;--ring:#1a5fb0}
@media (prefers-color-scheme:dark){:root{--back:#10151b;--card:#1a212a;--text:#e8ecf1;--soft:#a9b4c0;--line:#3a4653;--act:#7db4f5;--on-act:#0d1b2a;--bad:#ff9db0;--bad-back:#3a1822;--ring:#9cc6f8}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:16px;display:grid;align-content:start;justify-items:center;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif}
main{width:100%;text-wrap:pretty;max-width:32rem;margin-top:8vh;padding:clamp(20px,6vw,36px);border:1px solid var(--line);border-radius:14px;background:var(--card)}
h1{margin:0 0 4px;font-size:clamp(1.25rem,6vw,1.5rem);line-height:1.25;overflow-wrap:anywhere}
p{margin:0 0 14px}
.from,.soft{color:var(--soft)}
.from{margin-bottom:6px}
.soft{font-size:.925rem}
form{margin:0 0 14px}
dl{margin:18px 0;padding:14px 0;border-block:1px solid var(--line);display:grid;gap:10px}
dt{color:var(--soft);font-size:.875rem}
dd{margin:0;overflow-wrap:anywhere}
label{display:block;margin-bottom:4px;font-weight:600}
input{width:100%;min-height:44px;margin-bottom:16px;padding:8px 12px;border:1px solid var(--soft);border-radius:8px;background:var(--card);color:inherit;font:inherit}
button,.button{display:block;width:100%;min-height:48px;margin-bottom:14px;padding:11px 20px;border:0;border-radius:8px;background:var(--act);color:var(--on-act);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
:focus-visible{outline:3px solid var(--ring);outline-offset:3px}
.alert{padding:10px 14px;border:1px solid var(--bad);border-radius:8px;background:var(--bad-back);color:var(--bad)}
:last-child{margin-bottom:0}
@media (forced-colors:active){button,.button{border:1px solid}}
`

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text in a page: as content or within a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

/** A whole page. `body` is HTML, `title` is text. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
