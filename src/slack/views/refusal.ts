import type { Button, ContextBlock } from '@slack/types'
import type { RefusedFile } from '../../domain/answer.ts'
import { type BrokenRule, natureOf } from '../../domain/outcome.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { accountRefusalWords } from './account-refusals.ts'
import { actionsBlock } from './actions-block.ts'
import { approvalRefusalWords, askApprovalButton } from './approval-refusals.ts'
import { connectButton } from './connect.ts'
import { fileRefusalWords } from './file-refusals.ts'
import { notDone } from './not-done.ts'
import { noticeQuote } from './notice-quote.ts'
import { peopleRefusalWords } from './people-refusals.ts'
import { portalWords } from './portal-words.ts'
import { unknownPreset } from './preset-words.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { ruleAdvice, rulePlace, ruleWords } from './rule-words.ts'
import { shareRefusalWords } from './share-refusals.ts'
import { slackWords } from './slack-words.ts'
import { tryAgainButton, tryApprovedButton } from './try-again-button.ts'
import { unrecordedWords } from './unrecorded-words.ts'
import { cut, nameLike } from './untrusted.ts'
import { withCode } from './with-code.ts'

const notUnderstood = ({
  quoted,
  problem,
  example,
}: Extract<Refusal, { reason: 'not-understood' }>): readonly Line[] => {
  const quotation: Piece = quoted === null ? 'that' : { code: cut(nameLike(quoted, 200), 200) }
  return [withCode(problem, quotation), ['For example: ', { code: example }]]
}

/** What was wrong and what would be right; one line each, without blame. */
export const words = (refusal: Refusal, file: RefusedFile | null = null): readonly Line[] => {
  switch (refusal.reason) {
    case 'not-understood':
      return notUnderstood(refusal)
    case 'policy': {
      const advice = ruleAdvice(refusal)
      const notice = refusal.notice === undefined ? [] : [noticeQuote(refusal.notice)]
      const more = (refusal.more ?? []).map((broken): Line => [ruleWords(broken)])
      return [[ruleWords(refusal)], ...(advice === null ? [] : [advice]), ...more, ...notice]
    }
    case 'unknown-preset':
      return unknownPreset(refusal)
    case 'unknown-file':
    case 'no-right-to-share':
    case 'not-shareable':
    case 'quota-full':
    case 'no-link-free':
    case 'form-room':
    case 'data-room':
    case 'key-cut-off':
      return fileRefusalWords(refusal)
    case 'end-passed':
      return [['That end is already in the past.'], ['Choose a later one.']]
    case 'portal-slow':
    case 'portal-down':
    case 'portal-busy':
    case 'portal-used-up':
    case 'portal-key':
    case 'portal-plan':
    case 'portal-rejected':
    case 'portal-scope':
    case 'portal-odd':
    case 'portal-broken':
      return portalWords(refusal, file)
    case 'still-ending':
      return [
        ["DocSpace is still removing the old link, so it can't come back yet."],
        ['Try again in a few minutes.'],
      ]
    case 'no-vault':
      return [
        ["Sharelink can't read this link's password, so ", ...notDone(file)],
        ['Ask your Sharelink admin to set the same ENCRYPTION_KEY for all its processes.'],
      ]
    case 'slack-down':
    case 'slack-busy':
    case 'slack-scope':
    case 'slack-token':
    case 'slack-refused':
    case 'bot-absent':
    case 'cannot-post':
      return slackWords(refusal, file)
    case 'storage-down':
      return [["Sharelink can't reach its database, so ", ...notDone(file)], ['Try again in a minute.']]
    case 'storage-unsure':
      return [
        ["Sharelink's database isn't answering, so I can't tell yet whether this worked."],
        [
          "You'll hear as soon as it's known. If you hear nothing within half an hour, check ",
          { code: '/sharelink list' },
          ' before you try again.',
        ],
      ]
    case 'unknown-channel':
      return [
        [
          "I can't find a channel ",
          { code: `#${nameLike(refusal.name, 80)}` },
          `, so nothing was ${refusal.to === 'revoke' ? 'revoked' : 'shared'}.`,
        ],
        ['Pick it from the list that Slack offers after #. If it is private, invite Sharelink to it first.'],
      ]
    case 'outsider':
    case 'guest':
    case 'not-yours':
    case 'not-for-you':
    case 'membership-unknown':
    case 'may-not-take':
    case 'admins-only':
      return peopleRefusalWords(refusal)
    case 'unknown-share':
      if (refusal.link !== undefined) return unrecordedWords(refusal.id, refusal.link)
      return [
        ["There's no link with the ID ", { code: nameLike(refusal.id, 30) }, ' here.'],
        ['See yours with ', { code: '/sharelink list' }, '.'],
      ]
    case 'download-over':
      return [
        ['That download of ', { bold: nameLike(refusal.title) }, ' is over.'],
        ['For another one, press ', { bold: 'Get the file' }, ' again.'],
      ]
    case 'form-expired':
      return [["The form didn't open in time."], ['Try again: ', { code: refusal.instead }]]
    case 'not-extended':
      return [
        ["DocSpace didn't make this change, so the link isn't extended."],
        ['Try again. If that fails too, make a new link.'],
      ]
    case 'not-ready':
      return [[`The link with the ID ${refusal.id} is still being made.`], ['Try again in a moment.']]
    case 'cannot-extend':
    case 'limit-too-low':
    case 'needs-higher-limit':
    case 'view-only-limit':
    case 'same-terms':
    case 'extension-under-way':
    case 'already-over':
    case 'suspended':
    case 'used-up':
    case 'blind':
      return shareRefusalWords(refusal)
    case 'no-canary-file':
      return [
        ['Which file should the test use? Name one that Sharelink can share: '],
        [{ code: '/sharelink canary 4821' }],
        ['Or set one for all tests (CANARY_FILE).'],
      ]
    case 'too-many-asked':
    case 'own-request':
    case 'decided-already':
      return approvalRefusalWords(refusal)
    case 'connect-first':
    case 'no-accounts':
    case 'account-taken':
    case 'connecting-gone':
      return accountRefusalWords(refusal)
    case 'question-gone':
      return [['You already answered this, or it expired.'], ['Share the file again.']]
    case 'form-under-way':
      return [
        ['The link that you asked for first is still being made, so nothing else was shared yet.'],
        ["Try again once it's there: it comes as a direct message."],
      ]
    case 'bug':
      return [
        ['Something went wrong on our side. ', ...bugWords(file)],
        ['Try again. If it happens again, give your Sharelink admin this reference.'],
      ]
  }
}

const bugWords = (file: RefusedFile | null): readonly Piece[] =>
  file === null ? ['If you saw no link, nothing was shared.'] : ['So ', ...notDone(file)]

/** Only what was wrong, for people who did not ask for anything. */
export const whyRefused = (refusal: Refusal): Line => words(refusal)[0] ?? []

/** Somebody has to look into the log; a password that is too short needs nobody. */
const needsReference = (refusal: Refusal): boolean =>
  refusal.reason === 'bug' ||
  refusal.reason === 'no-vault' ||
  refusal.reason === 'not-extended' ||
  (/^(portal|slack|storage)-/.test(refusal.reason) && !('hadPassword' in refusal && refusal.hadPassword))

const ruleNote = (broken: BrokenRule): string =>
  natureOf(broken) === 'missing'
    ? `For your Sharelink admin: set ${broken.rule}.`
    : `Your Sharelink admin sets this rule (${rulePlace(broken)}).`

/** Who can change the rule, with its name; and by what the log line is found. */
const smallPrint = (refusal: Refusal, reference: string): string[] => [
  ...(refusal.reason === 'policy' ? [ruleNote(refusal)] : []),
  ...(needsReference(refusal) ? [`Reference: ${reference}`] : []),
]

interface RefusedParts {
  refusal: Refusal
  reference: string
  retry?: string
  approval?: string
  approved?: string
  file?: RefusedFile | null
}

const small = (text: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'plain_text', text, emoji: false }],
})

/** What can be pressed: what is wrong can be mended there, and the same asked for again. */
const buttonsOf = ({ refusal, retry, approval, approved }: RefusedParts): Button[] => [
  ...(refusal.reason === 'connect-first' ? [connectButton(retry)] : []),
  ...(retry === undefined ? [] : [tryAgainButton(retry)]),
  ...(approved === undefined ? [] : [tryApprovedButton(approved)]),
  ...(approval === undefined ? [] : [askApprovalButton(approval)]),
]

/** A refusal: what was wrong, what would be right, and small what only an admin needs. */
export const refusalView = (refused: RefusedParts): View => {
  const { refusal, reference, retry, approval, approved, file = null } = refused
  const lines = words(refusal, file)
  const notes = smallPrint(refusal, reference)
  return {
    text: textOf([...lines, ...notes.map((note) => [note])]),
    blocks: [
      richText(lines),
      ...actionsBlock(`retry:${retry ?? approval ?? approved ?? ''}`, buttonsOf(refused)),
      ...notes.map(small),
    ],
  }
}
