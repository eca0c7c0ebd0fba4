import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { type Policy, usualExpiryMs, usualLimit } from '../../domain/policy.ts'
import { SHOW_HELP } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { inWords } from './duration-words.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { section } from './section.ts'
import { SHARE_FILE_BUTTON } from './share-file-button.ts'
import { downloads } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** `for 2d`  `max 3`: words to type, side by side. */
const codes = (...words: string[]): Piece[] =>
  words.flatMap((code, index) => (index === 0 ? [{ code }] : ['  ', { code }]))

const usual = (policy: Policy): string => {
  const limit = usualLimit(policy)
  return `${inWords(usualExpiryMs(policy))}, ${limit === null ? 'any number of downloads' : downloads(limit)}`
}

interface HelpParts {
  policy: Policy
  isAdmin: boolean
  /** Whether people act with their own accounts. */
  hasAccounts?: boolean
}

/** How many presets are named. */
const MOST_PRESETS = 5

const presetLine = ({ presets }: Policy): Line[] => {
  const names = Object.keys(presets).slice(0, MOST_PRESETS)
  return names.length === 0
    ? []
    : [[{ bold: 'Presets' }, '  ', ...codes(...names.map((name) => `preset ${name}`))]]
}

const TITLE = { bold: 'Share a DocSpace file with a link that expires' }

const linesOf = ({ policy, isAdmin, hasAccounts }: HelpParts): Line[] => [
  [{ code: '/sharelink 4821' }, `  the usual limits (${usual(policy)})`],
  [{ code: '/sharelink 4821 for 2d max 3 note Final version' }],
  ["4821 is the file's number, or paste its DocSpace link. ", { code: '/sharelink' }, ' alone opens a form.'],
  [
    { bold: 'Limits' },
    '  ',
    ...codes(
      'for 2d',
      'until friday 5pm',
      'max 3',
      'max none',
      'view',
      'password "…"',
      'in #channel',
      'note …',
    ),
  ],
  ...presetLine(policy),
  [...codes('exact'), '  never one download more; ', ...codes('watched'), '  counted afterwards'],
  [
    { bold: 'Manage' },
    '  ',
    ...codes('list', 'list here', 'info ID', 'extend ID for 3d', 'revoke ID', 'why ID'),
  ],
  ["ID is the six characters in a link's message."],
  ...(hasAccounts ? [[{ bold: 'Your DocSpace account' }, '  ', ...codes('connect', 'disconnect')]] : []),
  ...(isAdmin
    ? [
        [
          { bold: 'Admins' },
          '  ',
          ...codes(
            'list all',
            'revoke all',
            'revoke all by @user',
            'in #channel',
            'of FILE',
            'audit 30',
            'forget @user',
            'canary FILE',
          ),
        ],
      ]
    : []),
]

const drawn = (parts: HelpParts): View => {
  const lines = linesOf(parts)
  return Object.freeze({
    text: textOf([[TITLE], ...lines]),
    blocks: [section('help', [[TITLE]], SHARE_FILE_BUTTON), richText(lines)],
  })
}

/** The help as it was drawn last, for each kind of reader: it is long, and changes only with the rules. Frozen, as it is kept. */
const kept = new Map<string, { of: string; view: View }>()

/** How to share, and the commands; those of admins for admins alone. */
export const helpView = (parts: HelpParts): View => {
  const { policy, isAdmin, hasAccounts = false } = parts
  const reader = `${isAdmin} ${hasAccounts}`
  const of = JSON.stringify([usual(policy), presetLine(policy)])
  const last = kept.get(reader)
  const view = last?.of === of ? last.view : drawn(parts)
  kept.set(reader, { of, view })
  return view
}

const HELP_BUTTON: Button = {
  type: 'button',
  action_id: SHOW_HELP,
  text: { type: 'plain_text', text: 'Help' },
}

/** To a first word that is no command. */
export const unknownCommandView = ({ typed, guess }: Extract<Answer, { kind: 'unknown-command' }>): View => {
  const meant: Piece[] =
    guess === null
      ? [' A command begins with a file: ', { code: '/sharelink 4821' }]
      : [' Did you mean ', { code: `/sharelink ${guess}` }, '?']
  const lines: Line[] = [["I don't know ", { code: nameLike(typed, 60) }, '.', ...meant]]
  return {
    text: textOf(lines),
    blocks: [richText(lines), ...actionsBlock('unknown-command', [SHARE_FILE_BUTTON, HELP_BUTTON])],
  }
}
