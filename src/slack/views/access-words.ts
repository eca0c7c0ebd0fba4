import type { Access } from '../../domain/answer.ts'
import { MOST_SHOWN_VIEWS, type Verdict } from '../../domain/downloads.ts'
import type { Line, Piece } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** Each counting rule in plain English. */
const VERDICTS: Record<Verdict, string> = {
  counted: 'counted',
  unnamed: 'counted: by a program that the portal has no name for',
  'expander-again': 'counted: it looks like a link preview, but those do not take a file three times',
  forged: 'counted: the address was changed to give a false browser or ip address',
  burst: 'not counted: the same visitor, a moment after the download before',
  viewed: 'not counted: looked at on the page of the portal',
  expander: 'not counted: a program that only looks at links in messages',
  member: 'not counted: somebody signed in to the portal',
  'other-link': 'not counted: by another link to the file',
  unattributed: 'not counted: the portal does not say by which link',
  'before-birth': 'not counted: before this link was made',
  'after-end': 'not counted: after this link had ended',
}

/** Says that older views are not kept, where there may have been some. */
export const viewsCutLines = (viewsCut: boolean): Line[] =>
  viewsCut ? [[`Of views that are not counted only the newest ${MOST_SHOWN_VIEWS} are kept.`]] : []

/** By audit action: what was downloaded instead of the file as it is, or how. */
const SPECIAL: Record<number, string> = {
  5010: 'in another format',
  5062: 'an older version',
  5064: 'by action=view, which gives the whole file too',
}

const given = (text: string, most: number): string[] => (text.trim() === '' ? [] : [nameLike(text, most)])

/** When, from where and with what somebody came, as far as the portal says it, and whether it counts. */
export const accessWords = ({ at, actionId, place, browser, platform, verdict }: Access): Piece[] => {
  const program = [...given(browser, 40), ...given(platform, 40)].join(' on ')
  const special = SPECIAL[actionId]
  const how = special === undefined ? VERDICTS[verdict] : `${VERDICTS[verdict]} · ${special}`
  const parts = [...given(place, 60), ...(program === '' ? [] : [program]), how]
  return [{ logged: at }, ...parts.map((part) => ` · ${part}`)]
}
