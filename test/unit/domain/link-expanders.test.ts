import { describe, expect, it } from 'vitest'
import { describeAgent } from '../../../sandbox/portal/browser.ts'
import { judgeDownloads, type Verdict } from '../../../src/domain/downloads.ts'
import { AGENTS } from '../../support/agents.ts'
import {
  aShare,
  aStoredEvent,
  LINK_ID,
  MEMBER,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  pageOf,
} from '../../support/builders.ts'

const BURST = 2_000

const verdictsOf = (...browsers: string[]): (Verdict | undefined)[] => {
  const events = browsers.map((browser, id) => aStoredEvent({ id, at: NOW + id * MINUTE, browser }))
  const { verdicts } = judgeDownloads(aShare(), events, BURST)
  return events.map(({ id }) => verdicts.get(id))
}

describe('link expanders', () => {
  it.each(AGENTS)('%s is %s: %s', (agent, browser, verdict) => {
    expect(describeAgent(agent).browser).toBe(browser)
    expect(verdictsOf(browser)).toEqual([verdict])
  })

  it.each([
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'My FacebookBot 1',
    'FacebookBot1',
    'facebookexternalhit 1',
    'Chrome 138 WhatsApp',
  ])('a family is compared whole: not %s', (browser) => {
    expect(verdictsOf(browser)).toEqual(['counted'])
  })

  it('are counted from the third time that one of them takes the same file', () => {
    expect(verdictsOf('Slackbot', 'Slackbot 1', 'Slackbot 2', 'Slackbot')).toEqual([
      'expander',
      'expander',
      'expander-again',
      'expander-again',
    ])
  })

  it('are told from each other', () => {
    const two = ['WhatsApp 2', 'FacebookBot 1']
    expect(verdictsOf(...two, ...two, ...two)).toEqual([
      ...Array.from({ length: 4 }, () => 'expander'),
      'expander-again',
      'expander-again',
    ])
  })

  it('have their times in the life of the link only', () => {
    const events = [-3, -2, 1, 2, 3].map((minutes, id) =>
      aStoredEvent({ id, at: NOW + minutes * MINUTE, browser: 'Slackbot 1' }),
    )
    expect([...judgeDownloads(aShare({ bornAt: NOW }), events, BURST).verdicts.values()]).toEqual([
      'before-birth',
      'before-birth',
      'expander',
      'expander',
      'expander-again',
    ])
  })

  it('are not those whose name is in the address, and these leave the real ones their looks', () => {
    const page = `${pageOf(LINK_ID)}&request-user-agent=Slackbot`
    const events = [page, undefined, page, undefined].map((found, id) =>
      aStoredEvent({ id, at: NOW + id * MINUTE, browser: 'Slackbot', ...(found && { page: found }) }),
    )
    expect([...judgeDownloads(aShare(), events, BURST).verdicts.values()]).toEqual([
      'forged',
      'expander',
      'forged',
      'expander',
    ])
  })

  it('a member’s download, or one by another link, is that whatever its address says', () => {
    const forged = '&request-user-agent=Slackbot'
    const pages = [`${pageOf(OTHER_LINK_ID)}${forged}`, `https://acme.example/?x=1${forged}`]
    const events = pages.map((page, id) => aStoredEvent({ id, page, userId: MEMBER }))
    expect([...judgeDownloads(aShare(), events, BURST).verdicts.values()]).toEqual(['other-link', 'member'])
  })

  it('never begin a burst before they are counted', () => {
    const events = [0, 0, 0, 0].map((at, id) => aStoredEvent({ id, at: NOW + at, browser: 'Slackbot 1' }))
    expect([...judgeDownloads(aShare(), events, BURST).verdicts.values()]).toEqual([
      'expander',
      'expander',
      'expander-again',
      'burst',
    ])
  })
})
