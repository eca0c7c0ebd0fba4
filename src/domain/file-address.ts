/** A file that somebody named; on failure one plain sentence, without the reader's own text in it. */
export type FileRead = { ok: true; fileId: string } | { ok: false; problem: string }

// `word-digits-…`: an id of a connected third-party storage. Other shapes only inside an address.
const THIRD_PARTY_ID = /^[a-z][a-z\d]*-\d+-[^\s<>/?#\\"'`]+$/i
const ADDRESS = /^(?:[a-z][a-z\d+.-]*:\/|(?:https?|mailto|javascript|data|file):)/i
const LONGEST_ID = 1_000

/**
 * A file as people name it (product 2): its id, or a portal address that carries the id. Null when the
 * text is neither. `portalOrigin` such as `https://acme.onlyoffice.com`.
 */
export const readFile = (text: string, portalOrigin: string): FileRead | null => {
  const host = new URL(portalOrigin).host
  if (/^\d+$/.test(text) || THIRD_PARTY_ID.test(text)) return checkId(text)
  if (ADDRESS.test(text)) return readAddress(text, host)
  // As copied from some browsers' address bar, without the scheme.
  const bare = text.slice(0, host.length).toLowerCase() === host && /^[/?#]/.test(text.slice(host.length))
  return bare ? readAddress(`https://${text}`, host) : null
}

const readAddress = (address: string, host: string): FileRead => {
  if (!URL.canParse(address)) return refuse('This address cannot be read.')
  const url = new URL(address)
  // http counts as the portal too: Slack puts it before addresses typed without a scheme.
  const ours = /^https?:$/.test(url.protocol) && url.host === host && !url.username && !url.password
  if (!ours) return refuse(`Only addresses of the portal ${host} can be shared.`)
  const ids = new Set(idsIn(url))
  const [id, ...others] = ids
  if (id === undefined) return refuse(withoutId(url))
  return others.length > 0 ? refuse('This address names more than one file.') : checkId(id)
}

const refuse = (problem: string): FileRead => ({ ok: false, problem })

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

// The audit trail names files in this spelling, and is compared as text (contract 2.3).
const oneSpelling = (id: string): string => (/^\d+$/.test(id) ? id.replace(/^0+(?=\d)/, '') : id)

// `.` and `..` would change the path of the portal call that the id is put into.
const checkId = (id: string): FileRead =>
  id.length > LONGEST_ID || /^\.{1,2}$|\p{Cc}|^\d{20,}$/u.test(id)
    ? refuse('This cannot be the id of a file.')
    : { ok: true, fileId: oneSpelling(id) }

const withoutId = (url: URL): string => {
  if (/^\/s\//i.test(url.pathname)) {
    return 'A short link does not say which file it leads to; open it and copy the address from there.'
  }
  if (/^\/rooms(?:\/|$)/i.test(url.pathname) || url.searchParams.has('folder')) {
    return 'This address leads to a room or folder; open the file itself and copy its address.'
  }
  return 'This portal address carries no file id; open the file and copy its address.'
}
