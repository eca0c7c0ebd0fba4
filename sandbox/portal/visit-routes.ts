import { type Answer, html, redirect } from './answer.ts'
import type { Call } from './call.ts'
import { formatOf } from './formats.ts'
import { tokenOf } from './link-view.ts'
import { mayReadFile } from './rights.ts'
import { checkShare, SHARE } from './share-access.ts'
import type { Link, PortalFile, PortalState } from './state-types.ts'

/** Where a short link leads (contract 1.7). */
const targetOf = (state: PortalState, link: Link, file: PortalFile): string => {
  const id = encodeURIComponent(file.id)
  const share = tokenOf(state, link.id)
  const { shown, convert } = formatOf(file.title)
  if (shown === 'media') return `/share/preview/${id}?share=${share}`
  if (shown === 'download') return `/filehandler.ashx?action=download&fileid=${id}&share=${share}`
  return `/doceditor?fileid=${id}&share=${share}${convert ? '&action=view' : ''}`
}

/** `GET /s/{code}`: on to the file; an unknown code leads to the portal's start page. */
export const followShortLink = ({ state, params }: Call): Answer => {
  const { origin } = state.settings
  const link = state.links.find((one) => one.code === params.code)
  if (!link) return redirect(`${origin}/`)
  const file = state.files[link.holder.id]
  if (link.holder.kind === 'file') return redirect(`${origin}${file ? targetOf(state, link, file) : '/'}`)
  return redirect(`${origin}/rooms/share?key=${tokenOf(state, link.id)}`)
}

const safe = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

const page = (title: string, body: string) =>
  html(`<!doctype html><meta charset="utf-8"><title>${safe(title)}</title><h1>${safe(title)}</h1>${body}`)

const PASSWORD_FORM =
  '<form id="f"><input id="p" type="password" aria-label="Password"><button>Continue</button></form><script>f.onsubmit=async e=>{e.preventDefault();await fetch("/api/2.0/files/share/"+new URLSearchParams(location.search).get("share")+"/password",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({password:p.value})});location.reload()}</script>'

/** `/doceditor` and `/share/preview/{id}`: a page, and no event for looking at it (rule 15). */
export const showFile = (call: Call): Answer => {
  const { state, caller, query, params } = call
  const file = state.files[params.id ?? query('fileid') ?? '']
  const share = query('share') ?? ''
  if (!file) return page('Not found', '')
  const { status, link } = checkShare(call, share, file)
  if (status === SHARE.requiredPassword) return page('Password required', PASSWORD_FORM)
  if (status !== SHARE.ok && !mayReadFile(state, caller.user, file)) return page('This link is not valid', '')
  const media = formatOf(file.title).shown === 'media'
  const handler = `/filehandler.ashx?fileid=${encodeURIComponent(file.id)}&share=${encodeURIComponent(share)}`
  const open = media
    ? `<img alt="" src="${safe(`${handler}&action=view`)}">`
    : '<p>The document, in the editor.</p>'
  const save = link?.denyDownload ? '' : `<p><a href="${safe(`${handler}&action=download`)}">Download</a></p>`
  return page(file.title, open + (media ? save : ''))
}

export const startPage = ({ state }: Call): Answer =>
  page('DocSpace stand-in', `<p>${safe(state.settings.version)}</p>`)

/** Where the stock proxy sends a refused download (contract 1.7). */
export const invalidLinkPage = (): Answer => page('Invalid link', '')
