import { byteSize } from '../../domain/byte-size.ts'
import { nameLike } from '../../domain/name-like.ts'
import { escapeHtml, page } from './layout.ts'
import { aboutWords, fileNameHtml, momentHtml, secondsWords } from './words.ts'

/** What stood in the way of a download that was asked for. */
export type PageTrouble = { kind: 'missing' } | { kind: 'wrong' } | { kind: 'too-many'; waitMs: number }

/** What the page of a share that can be downloaded shows. */
export interface OpenPage {
  /** Null: it is not to be named here. */
  fileName: string | null
  /** Null: not known. */
  bytes: number | null
  workspace: string | null
  expiresAt: number
  now: number
  limit: number | null
  left: number | null
  needsPassword: boolean
  trouble: PageTrouble | null
  /** A download of this browser is open until then. */
  ownUntil: number | null
  windowMs: number
  /** Makes one download of two presses on the button. */
  secret: string
}

const troubleWords = (trouble: PageTrouble): string => {
  switch (trouble.kind) {
    case 'missing':
      return 'This file needs a password. The person who sent you the link has it.'
    case 'wrong':
      return "That isn't the password. Check capital letters, and try again."
    case 'too-many':
      return `Too many tries. Wait ${secondsWords(trouble.waitMs)}, then try again.`
  }
}

const alert = (trouble: PageTrouble | null): string =>
  trouble === null ? '' : `<p class="alert" role="alert" id="trouble">${troubleWords(trouble)}</p>\n`

const passwordField = (trouble: PageTrouble | null): string => {
  const marked = trouble === null ? '' : ' aria-invalid="true" aria-describedby="trouble" autofocus'
  return `<label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="255" autocomplete="off"${marked}>
`
}

const leftWords = ({ left, limit, ownUntil }: OpenPage): string => {
  if (limit === null || left === null) return 'Not limited'
  if (left > 0 || ownUntil === null) return `${left} of ${limit}`
  return limit === 1 ? 'Yours is the only one' : `Yours is the last of ${limit}`
}

const hint = ({ limit, ownUntil, windowMs }: OpenPage): string => {
  const goOn = `If your download breaks off, you can resume it for ${aboutWords(windowMs)}.`
  if (ownUntil !== null) return `Your download works until ${momentHtml(ownUntil)}. It counts once.`
  return limit === null ? goOn : `Opening this page doesn't use up a download. ${goOn}`
}

/** The page of a share: what there is, until when, and one button. */
export const openPage = (facts: OpenPage): string => {
  const from =
    facts.workspace === null ? 'A file for you' : `${nameLike(facts.workspace, 80)} shares a file with you`
  const name = facts.fileName === null ? null : nameLike(facts.fileName)
  const heading =
    name === null
      ? `<h1>${escapeHtml(from)}</h1>`
      : `<p class="from">${escapeHtml(from)}</p>\n<h1><bdi>${fileNameHtml(name)}</bdi></h1>`
  const size = facts.bytes === null ? '' : `<p class="soft">${byteSize(facts.bytes)}</p>\n`
  return page(
    name ?? from,
    `${heading}
${size}<dl>
<div><dt>Open until</dt><dd>${momentHtml(facts.expiresAt)} (in ${aboutWords(facts.expiresAt - facts.now)})</dd></div>
<div><dt>Downloads left</dt><dd>${leftWords(facts)}</dd></div>
</dl>
<form method="post">
<input type="hidden" name="browser" value="${escapeHtml(facts.secret)}">
${alert(facts.trouble)}${facts.needsPassword ? passwordField(facts.trouble) : ''}<button type="submit">${facts.ownUntil === null ? 'Download' : 'Download again'}</button>
</form>
<p class="soft">${hint(facts)}</p>`,
  )
}
