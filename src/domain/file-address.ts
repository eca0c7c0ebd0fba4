import { asMeant, inKeyboardSigns, withoutPunctuation } from './as-meant.ts'

/** What is wrong with an id or an address; each has one wording (slack/views/file-words.ts). */
export type FileProblem =
  | 'no-such-id'
  | 'unreadable'
  | 'other-host'
  | 'many-files'
  | 'short-link'
  | 'room-or-folder'
  | 'no-file'

/** A file that somebody named. */
export type FileRead = { ok: true; fileId: string } | { ok: false; problem: FileProblem }

// `word-digits-…`: an id of a connected third-party storage. Other shapes only inside an address.
const THIRD_PARTY_ID = /^[a-z][a-z\d]*-\d+-[^\s<>/?#\\"'`]+$/i
const ADDRESS = /^(?:[a-z][a-z\d+.-]*:\/|(?:https?|mailto|javascript|data|file):)/i
/** Longer than any real id. */
export const LONGEST_ID = 1_000

/**
 * Reads a file as people name it: by its id, or by an address of the portal that carries the id. Null when the text is
 * neither. `portalOrigin` such as `https://acme.onlyoffice.com`.
 */
export const readFileId = (text: string, portalOrigin: string): FileRead | null => {
  const host = new URL(portalOrigin).host
  if (/^\d+$/.test(text) || THIRD_PARTY_ID.test(text)) return checkId(text)
  if (ADDRESS.test(text)) return readAddress(text, host)
  // Some browsers copy an address without its scheme.
  const bare = text.slice(0, host.length).toLowerCase() === host && /^[/?#]/.test(text.slice(host.length))
  return bare ? readAddress(`https://${text}`, host) : null
}

/** The same for typed or pasted text, which may have punctuation around it, or other dashes and digits. */
export const readTypedFileId = (text: string, portalOrigin: string): FileRead | null => {
  const bare = withoutPunctuation(text)
  // Ids of a connected storage may hold such characters.
  return readFileId(bare, portalOrigin) ?? readFileId(inKeyboardSigns(bare), portalOrigin)
}

/** An address out of which `readFileId` reads an id of any shape. */
export const fileAddress = (fileId: string, portalOrigin: string): string =>
  `${new URL(portalOrigin).origin}/doceditor?fileid=${encodeURIComponent(fileId)}`

const readAddress = (address: string, host: string): FileRead => {
  if (!URL.canParse(address)) return refuse('unreadable')
  const url = new URL(address)
  // http counts as the portal too: Slack puts it before addresses typed without a scheme.
  const ours = /^https?:$/.test(url.protocol) && url.host === host && !url.username && !url.password
  if (!ours) return refuse('other-host')
  const ids = new Set(idsIn(url))
  const [id, ...others] = ids
  if (id === undefined) return refuse(withoutId(url))
  return others.length > 0 ? refuse('many-files') : checkId(id)
}

const refuse = (problem: FileProblem): FileRead => ({ ok: false, problem })

function* idsIn(url: URL): Generator<string> {
  const question = url.hash.indexOf('?')
  const queries = [url.searchParams, new URLSearchParams(question < 0 ? '' : url.hash.slice(question))]
  for (const query of queries) {
    for (const [name, value] of query) {
      // `amp;` is left over from an address that was copied out of HTML source.
      if (/^(?:amp;)*fileid$/i.test(name) && value.trim() !== '') yield oneSpelling(value.trim())
    }
  }
  const inPath = /^\/(?:share\/preview|media\/view)\/([^/]+)\/?$/.exec(url.pathname)?.[1]
  if (inPath !== undefined) yield oneSpelling(decode(inPath))
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// The audit trail spells ids so, and they are compared as text (docs/portal.md, Ids).
const oneSpelling = (id: string): string => {
  const number = asMeant(id)
  return /^\d+$/.test(number) ? number.replace(/^0+(?=\d)/, '') : id
}

// These would change the path of the portal call that the id is put into, some once a proxy has decoded them. No id has a slash: the
// portal writes the paths of connected storages with `|`.
const checkId = (id: string): FileRead =>
  id.length > LONGEST_ID || /^\.{1,2}$|[/\\]|\p{Cc}|^\d{20,}$/u.test(id)
    ? refuse('no-such-id')
    : { ok: true, fileId: oneSpelling(id) }

const withoutId = (url: URL): FileProblem => {
  if (/^\/s\//i.test(url.pathname)) return 'short-link'
  return /^\/rooms(?:\/|$)/i.test(url.pathname) || url.searchParams.has('folder')
    ? 'room-or-folder'
    : 'no-file'
}
