import { type Answer, html } from './answer.ts'

export const safe = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;grid-template-rows:auto 1fr;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;background:light-dark(#eef2f7,#11161c);color:light-dark(#1c2733,#e6eaef)}
header{padding:12px 24px;background:#1f3a5f;color:#fff;font-weight:700}
main{width:min(34rem,100% - 32px);margin:8vh auto auto;padding:28px;box-sizing:border-box;border-radius:12px;background:light-dark(#fff,#1b222b);box-shadow:0 4px 24px rgb(0 0 0/12%)}
h1{margin:0 0 12px;font-size:1.35rem;overflow-wrap:anywhere}
p{margin:0 0 14px}
img{max-width:100%;border-radius:8px}
label{display:block;margin-bottom:6px;font-weight:600}
input{width:100%;box-sizing:border-box;padding:9px 11px;font:inherit;color:inherit;background:transparent;border:1px solid light-dark(#75808c,#8b96a3);border-radius:6px}
button,.button{display:inline-block;margin-top:14px;padding:9px 18px;font:inherit;font-weight:600;border:0;border-radius:6px;background:#1d5fa8;color:#fff;text-decoration:none;cursor:pointer}
.dim{margin-top:14px;color:light-dark(#52606d,#a7b1bc);font-size:.9rem}
.wrong{margin:8px 0 0;color:light-dark(#b3123f,#ff8ba3)}
:focus-visible{outline:3px solid #4aa3e0;outline-offset:2px}`

/** A page for people who follow a link; `body` is HTML. */
export const visitorPage = (title: string, body: string, status = 200): Answer =>
  html(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${safe(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><header>DocSpace portal (stand-in)</header><main><h1>${safe(title)}</h1>${body}</main></body></html>\n`,
    status,
  )

const PASSWORD_FORM = `<p>Whoever sent you this link has protected it. Ask them for the password if you do not have it.</p>
<form id="form"><label for="password">Password</label><input id="password" type="password" autocomplete="off" required autofocus aria-describedby="wrong"><p id="wrong" class="wrong" role="alert"></p><button>Continue</button></form>
<script>
form.onsubmit = async (event) => {
  event.preventDefault()
  const tell = (text) => { wrong.textContent = text; password.setAttribute('aria-invalid', 'true'); password.select(); password.focus() }
  wrong.textContent = ''
  const asked = new URLSearchParams(location.search)
  const address = '/api/2.0/files/share/' + encodeURIComponent(asked.get('share') ?? asked.get('key')) + '/password'
  try {
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ password: password.value }) })
    const { response } = await answer.json()
    if (response.status === 4) tell('This is not the password. Try again.')
    else location.reload()
  } catch {
    tell('The portal does not answer. Try again in a moment.')
  }
}
</script>`

export const passwordPage = (status = 200): Answer => visitorPage('Password required', PASSWORD_FORM, status)

/** Why exactly is nobody's business who holds a dead link. */
export const notValidPage = (status = 200): Answer =>
  visitorPage(
    'This link is not valid',
    '<p>It has ended, was taken back, or is not meant for you. Ask the person who sent it for a new one.</p>',
    status,
  )
