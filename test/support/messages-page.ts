import type { Block, SlackView } from '../../sandbox/slack/model.ts'
import { renderMessage, renderView } from '../../sandbox/slack/render/render-message.ts'
import type { FileProblem } from '../../src/domain/file-address.ts'
import { COMMAND_WORDS } from '../../src/slack/views/command-words.ts'
import * as field from '../../src/slack/views/field-words.ts'
import { fileWords } from '../../src/slack/views/file-words.ts'
import { NOW, ORIGIN } from './builders.ts'
import { PLAIN_NAME } from './every-share.ts'
import { everyView, type Shown } from './every-view.ts'

const NAMES: Record<string, string> = {
  U0ALICE: 'alice',
  U0BOB: 'bob',
  U0CAROL: 'carol',
  U0DANA: 'dana',
  C0TEAM: 'team',
}
const OPTIONS = { tz: 'Europe/Berlin', now: NOW, names: (id: string) => NAMES[id] ?? id.toLowerCase() }

/** The keys in addresses are long, and nobody reads them; nor where a name leads to its message. */
const short = (text: string): string =>
  text
    .replace(/(share=|\/s\/)[\w-]+/g, '$1…')
    .replace(/ \(https:\/\/[\w.]+\.slack\.com\/archives\/[^)]*\)/g, '')

const draw = (shown: Shown): string => {
  if (shown.surface === 'message') {
    return renderMessage({ text: shown.view.text, blocks: shown.view.blocks as unknown as Block[] }, OPTIONS)
  }
  const { view } = shown
  const whole = { title: null, submit: null, close: null, ...view, errors: {} }
  return renderView(whole as unknown as SlackView, OPTIONS)
}

const FILE_PROBLEMS: Record<FileProblem, true> = {
  'no-such-id': true,
  unreadable: true,
  'other-host': true,
  'many-files': true,
  'short-link': true,
  'room-or-folder': true,
  'no-file': true,
}

/** What is always a modal: where none can be opened, the command that does the same is named, or the help shown. */
const MODALS: ReadonlySet<string> = new Set([
  'The form that shares a file',
  'The form that extends a link',
  'Before a link of a list is revoked',
  'The form that asks for approval',
])

/** Single sentences that stand in a refusal or beside a field. */
const SENTENCES: readonly [head: string, sentences: readonly string[]][] = [
  [
    'What is wrong with a file that was named, in a command or beside a field',
    (Object.keys(FILE_PROBLEMS) as FileProblem[]).map((problem) => fileWords(problem, ORIGIN)),
  ],
  [
    'What is wrong with a term, in a command or beside a field',
    [field.PASSED, field.LIMIT_TYPED, field.INVISIBLE_PASSWORD, field.LONG_PASSWORD, field.longNote(312)],
  ],
  ['What is wrong with a command', Object.values(COMMAND_WORDS)],
  ['Beside a field of a form', [...Object.values(field.FIELD_WORDS), field.limitAbove(2)]],
]

const section = (head: string, parts: readonly string[]): string => [`## ${head}`, ...parts].join('\n\n')

const HEAD = `# Every text, as a person reads it

Each message, answer, form and Home in its states, drawn as in Slack: \`[…]\` is a button or a field, \`│\` a note. An answer
is shown as a message; as a modal it says the same unless it stands here too. Pages that are only longer are left out.

This page is written by \`npm run messages\` out of [\`test/support/every-view.ts\`](../test/support/every-view.ts), and a test
fails while it is out of date. The words themselves are in [\`src/slack/views\`](../src/slack/views), and nowhere else.`

/** `docs/messages.md`, as it should be now. */
export const messagesPage = (): string => {
  const drawn = everyView(PLAIN_NAME).map((shown) => ({ ...shown, text: draw(shown) }))
  const messages = new Map(
    drawn.flatMap((one) => (one.surface === 'message' ? [[`${one.group}: ${one.what}`, one.text]] : [])),
  )
  // The same as the message, but for the frame around it.
  const saysMore = ({ group, what, text, surface }: (typeof drawn)[number]): boolean => {
    const message = messages.get(`${group}: ${what.replace(/, in a modal$/, '')}`)
    return surface !== 'modal' || text.split('\n').slice(1, -1).join('\n') !== message
  }
  const worthReading = drawn.filter(
    (one) => !one.bulky && saysMore(one) && (one.surface !== 'message' || !MODALS.has(one.group)),
  )
  const groups = [...new Set(worthReading.map(({ group }) => group))]
  const views = groups.map((group) =>
    section(
      group,
      worthReading
        .filter((one) => one.group === group)
        .map(({ what, text }) => `**${what}**\n\n\`\`\`text\n${short(text)}\n\`\`\``),
    ),
  )
  const sentences = SENTENCES.map(([head, all]) => section(head, [all.map((one) => `- ${one}`).join('\n')]))
  return `${[HEAD, ...views, ...sentences].join('\n\n')}\n`
}
