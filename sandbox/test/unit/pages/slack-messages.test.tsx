import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { MessageList } from '../../../pages/client/slack/message-list.tsx'
import { WorkspaceContext } from '../../../pages/client/slack/workspace.ts'
import type { Flag, Shown } from '../../../pages/contract.ts'
import { seen } from './blocks-on-surface.tsx'
import { flagAt, screenOf, shownAt } from './slack-screen.ts'

const NINE = '2026-11-24T09:00:00Z'

const drawn = (entries: Shown[], { refused = [], parent }: { refused?: Flag[]; parent?: Shown } = {}) =>
  render(
    <WorkspaceContext.Provider
      value={{
        screen: screenOf(),
        act: async () => ({ ok: true }),
        link: (place) => JSON.stringify(place),
        placeOf: () => undefined,
      }}
    >
      <MessageList label="Messages" entries={entries} refused={refused} {...(parent ? { parent } : {})} />
    </WorkspaceContext.Provider>,
  )

const text = (shown: Partial<Shown>) => seen(drawn([shownAt(NINE, shown)]))

describe('messages', () => {
  it('stand in a live log, with name and time of the reader', () => {
    const html = drawn([shownAt(NINE)])
    expect(html).toContain('role="log"')
    expect(html).toContain('aria-live="polite"')
    expect(seen(html)).toMatch(/Today.*Bob Brown10:00 AMHello/)
  })

  it.each<[string, Partial<Shown>, RegExp]>([
    ['private', { isPrivate: true }, /Only visible to you.*Hello.*Dismiss message/],
    ['deleted', { isTombstone: true, text: '' }, /This message was deleted\./],
    ['edited', { isEdited: true }, /Hello \(edited\)/],
    ['of the app', { isApp: true, author: 'UBOT' }, /SharelinkAPP/],
    ['of Slack', { author: '', isPrivate: true }, /Slackbot/],
    ['sent to the channel too', { isBroadcast: true, threadTs: '1.0' }, /replied to a thread/],
    [
      'with one reply',
      { replies: { count: 1, latest: `${Date.parse(NINE) / 1000}.1`, authors: ['U1'] } },
      /1 replylast reply today at 10:00 AM/,
    ],
    [
      'with a warning',
      { flags: [flagAt(NINE, { refused: false, error: 'missing_fallback_text' })] },
      /takes this and warns\. missing_fallback_text: it has no text/,
    ],
  ])('%s', (_, shown, words) => {
    expect(text(shown)).toMatch(words)
  })

  it('that Slack takes with a warning stand out as what it refuses does', () => {
    const warned = [flagAt(NINE, { refused: false, error: 'missing_fallback_text' })]
    const html = drawn([shownAt(NINE, { flags: warned })])
    expect(html).toContain('notice-danger')
    expect(html).toMatch(/class="message [^"]*message-refused/)
    expect(drawn([shownAt(NINE)])).not.toContain('message-refused')
  })

  it('cannot be acted on when private or deleted', () => {
    const menu = 'aria-haspopup="menu"'
    expect(drawn([shownAt(NINE)])).toContain(menu)
    expect(drawn([shownAt(NINE, { isPrivate: true })])).not.toContain(menu)
    expect(drawn([shownAt(NINE, { isTombstone: true })])).not.toContain(menu)
  })

  it('in a thread say so when the channel has them too, and open no further thread', () => {
    const parent = shownAt(NINE)
    const html = drawn([shownAt(NINE, { isBroadcast: true, threadTs: parent.ts })], { parent })
    expect(seen(html)).toContain('Also sent to the channel')
    expect(html).not.toContain('<a ')
    expect(seen(html)).not.toContain('Today')
  })
})

describe('a refused post', () => {
  it('stands at its time with the reasons, and nothing in it can be pressed', () => {
    const flag = flagAt('2026-11-24T09:10:00Z', {
      reasons: ['must be less than 3001 characters'],
      blocks: [
        {
          type: 'actions',
          block_id: 'b',
          elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Extend' } }],
        },
      ],
    })
    const later = shownAt('2026-11-24T09:20:00Z', { text: 'Later' })
    const html = drawn([shownAt(NINE), later], { refused: [flag] })
    expect(seen(html)).toMatch(
      /Hello.*Slack would refuse this: invalid_blocks.*must be less than 3001 characters.*Extend.*Later/,
    )
    expect(html).toMatch(/<fieldset[^>]* disabled/)
  })
})
