import { type Answer, redirect } from './answer.ts'
import type { Call } from './call.ts'
import { formatOf } from './formats.ts'
import { tokenOf } from './link-view.ts'
import { mayReadFile } from './rights.ts'
import { checkShare, SHARE } from './share-access.ts'
import type { Link, PortalFile, PortalState } from './state-types.ts'
import { notValidPage, passwordPage, safe, visitorPage } from './visitor-page.ts'

/** Where a short link leads (docs/portal.md, What a visitor meets). */
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

const button = (address: string, words: string) => `<a class="button" href="${safe(address)}">${words}</a>`
const dim = (words: string) => `<p class="dim">${words}</p>`

/** An image, a film: shown, with a download that counts. */
const mediaPage = (file: PortalFile, query: string, viewOnly: boolean): Answer => {
  const view = safe(`/filehandler.ashx?action=view&${query}`)
  const shown = /\.mp[34]$/i.test(file.title)
    ? `<video controls src="${view}" style="width:100%"></video>`
    : `<img alt="" src="${view}">`
  const save = viewOnly
    ? dim('View only: whoever sent it does not offer a download.')
    : button(`/filehandler.ashx?action=download&${query}`, 'Download')
  return visitorPage(file.title, shown + save)
}

/** A document, in what stands for the editor: what is saved there comes from another server, and is not counted (rule 15). */
const editorPage = (file: PortalFile, query: string, viewOnly: boolean): Answer => {
  const save = viewOnly
    ? dim('View only: the editor offers no download.')
    : button(`/doceditor/downloadas?${query}`, 'Download as') +
      dim('Saved from inside the editor: the portal writes no download into its audit trail.')
  return visitorPage(
    file.title,
    `<p>The document, in the editor. The real portal opens it here for reading.</p>${save}`,
  )
}

/** `/doceditor` and `/share/preview/{id}`: a page, and no event for looking at it (rule 15). */
export const showFile = (call: Call): Answer => {
  const { state, caller, query, params } = call
  const file = state.files[params.id ?? query('fileid') ?? '']
  const share = query('share')
  if (!file) return visitorPage('Not found', '<p>The portal has no such file.</p>')
  const { status, link } = checkShare(call, share ?? '', file)
  if (status === SHARE.requiredPassword) return passwordPage()
  if (status !== SHARE.ok && !mayReadFile(state, caller.user, file)) {
    return share === undefined
      ? visitorPage(
          'Sign in',
          '<p>Only members of the portal see this file. You have come without a link.</p>',
        )
      : notValidPage()
  }
  const key = `fileid=${encodeURIComponent(file.id)}${share === undefined ? '' : `&share=${encodeURIComponent(share)}`}`
  const draw = formatOf(file.title).shown === 'media' ? mediaPage : editorPage
  return draw(file, key, link?.denyDownload === true)
}

export const startPage = ({ state }: Call): Answer =>
  visitorPage(
    'DocSpace stand-in',
    `<p>Version ${safe(state.settings.version)}. Members would sign in here; a link that is no more leads here too.</p>`,
  )
