import type { GlobalShortcut, MessageShortcut } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { fileInMessage } from '../../../../src/slack/listeners/message-file.ts'
import {
  readShortcut,
  SHARE_FILE,
  SHARE_FILE_FROM_MESSAGE,
  shortcuts,
} from '../../../../src/slack/listeners/shortcuts.ts'
import { aPolicy, ORIGIN } from '../../../support/builders.ts'

const ADDRESS = `${ORIGIN}/doceditor?fileid=4821`
const OTHER = 'https://other.example/doceditor?fileid=1'
const rich = (...elements: object[]) => [
  { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
]

const FOUND: readonly [what: string, message: unknown][] = [
  ['text', { text: `see <${ADDRESS}>` }],
  ['text with a label', { text: `see <${ADDRESS}|the report>, please` }],
  ['an escaped address', { text: `<${ORIGIN}/doceditor?action=view&amp;fileid=4821|Q3>` }],
  ['a bare address at the end of a sentence', { text: `It is at ${ADDRESS}.` }],
  ['a bare address in brackets', { text: `(${ADDRESS})` }],
  ['a bare address in typographic quotes', { text: `“${ADDRESS}”、` }],
  ['a bare address in bold', { text: `*${ADDRESS}*` }],
  ['a direct download', { text: `<${ORIGIN}/filehandler.ashx?action=download&amp;fileid=4821&amp;share=x>` }],
  ['rich text', { text: '', blocks: rich({ type: 'text', text: 'see ' }, { type: 'link', url: ADDRESS }) }],
  [
    'a section',
    { text: '', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `<${ADDRESS}|x>` } }] },
  ],
  ['a button', { blocks: [{ type: 'actions', elements: [{ type: 'button', url: ADDRESS }] }] }],
  ['an attachment', { text: '', attachments: [{ title: 'Q3', title_link: ADDRESS }] }],
  ['blocks of an attachment', { attachments: [{ blocks: rich({ type: 'link', url: ADDRESS }) }] }],
  ['the text behind another portal', { text: `<${OTHER}> and <${ADDRESS}>` }],
  ['the text behind a room', { text: `<${ORIGIN}/rooms/shared/filter?folder=12> <${ADDRESS}>` }],
  ['the first of two files', { text: `<${ADDRESS}> <${ORIGIN}/doceditor?fileid=9>` }],
  ['the text before a block', { text: `<${ADDRESS}>`, blocks: rich({ type: 'link', url: OTHER }) }],
]

const NOT_FOUND: readonly [what: string, message: unknown][] = [
  ['no address', { text: 'hello 4821' }],
  ['another portal', { text: `<${OTHER}>` }],
  ['the portal as a label only', { text: `<${OTHER}|${ADDRESS}>` }],
  ['the portal as the text of a link only', { blocks: rich({ type: 'link', url: OTHER, text: ADDRESS }) }],
  ['a host that begins alike', { text: `<${ORIGIN}.evil.example/doceditor?fileid=4821>` }],
  ['a name before the host', { text: `<https://acme.example@evil.example/doceditor?fileid=4821>` }],
  ['a short link', { text: `<${ORIGIN}/s/xW9K_fnb8vh3GHq>` }],
  ['nothing', undefined],
  ['null', null],
  ['a list', []],
  ['odd parts', { text: 5, blocks: 'x', attachments: { a: null } }],
]

describe('fileInMessage', () => {
  it.each(FOUND)('finds the file in %s', (_what, message) => {
    expect(fileInMessage(message, ORIGIN)).toBe('4821')
  })

  it.each(NOT_FOUND)('finds none in %s', (_what, message) => {
    expect(fileInMessage(message, ORIGIN)).toBeNull()
  })

  it('takes its time for no message', () => {
    let deep: unknown = ADDRESS
    for (let level = 0; level < 20_000; level += 1) deep = [deep]
    const texts = ['<https://'.repeat(30_000), 'https://x'.repeat(30_000), `https://x${')'.repeat(200_000)}a`]
    const begun = performance.now()
    for (const text of texts) fileInMessage({ text, blocks: deep, attachments: texts }, ORIGIN)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})

describe('shortcuts', () => {
  const policy = aPolicy()
  const open = shortcuts(
    async (_by, start) => ({ ok: true, answer: { kind: 'form', start: { ...start, policy } } }),
    async () => 'Q3.docx',
  )
  const startOf = async (id: string, payload: unknown) => {
    const shortcut = {
      type: id === SHARE_FILE ? 'shortcut' : 'message_action',
      callback_id: id,
      trigger_id: '1.2.x',
      response_url: 'https://hooks.slack.com/app/T/1/x',
      user: { id: 'U0ANNA' },
      team: { id: 'T0TEAM' },
      ...(payload as object | null),
    } as unknown as GlobalShortcut | MessageShortcut
    const outcome = await open[id]?.(readShortcut(shortcut, ORIGIN))
    return outcome?.ok && outcome.answer?.kind === 'form' ? outcome.answer.start : outcome
  }

  it('opens an empty form anywhere', async () => {
    expect(await startOf(SHARE_FILE, {})).toEqual({ channel: null, fileId: null, policy })
  })

  it('opens the form with the file of the message, to be posted in its channel', async () => {
    const payload = { channel: { id: 'C0TEAM' }, message: { text: `<${ADDRESS}>` } }
    const start = { channel: 'C0TEAM', fileId: '4821', fileTitle: 'Q3.docx', nothingFound: false, policy }
    expect(await startOf(SHARE_FILE_FROM_MESSAGE, payload)).toEqual(start)
  })

  it.each([[{}], [{ channel: 5, message: 'x' }], [null]])(
    'opens the form for the odd payload %j',
    async (odd) => {
      const start = { channel: null, fileId: null, fileTitle: null, nothingFound: true, policy }
      expect(await startOf(SHARE_FILE_FROM_MESSAGE, odd)).toEqual(start)
    },
  )
})
