import { afterAll, afterEach, beforeAll } from 'vitest'
import { createTroubles } from '../../../sandbox/pages/portal/troubles.ts'
import { startPages } from '../../../sandbox/pages/server.ts'
import { startPortal } from '../../../sandbox/portal/server.ts'
import type { Json } from '../../../sandbox/slack/model.ts'
import { startSlack } from '../../../sandbox/slack/server.ts'
import type { Slack } from '../../../sandbox/slack/types.ts'
import { type FormBot, startFormBot } from './form-bot.ts'
import { WHOLE_FORM } from './whole-form.ts'

const MANIFEST = {
  commands: [{ command: '/form', description: 'Opens the form', usageHint: '' }],
  shortcuts: [
    { name: 'Use in a form', description: 'Opens the form', callbackId: 'use', type: 'message' as const },
  ],
  hasHome: false,
  scopes: [],
}

/** The pages over a Slack whose bot is the one with the form. The forms that a test leaves open are closed. */
export const useForms = () => {
  let url = ''
  let slack: Slack | undefined
  let bot: FormBot | undefined
  const closing: (() => Promise<void>)[] = []
  const needed = <T>(what: T | undefined): T => {
    if (what === undefined)
      throw new Error('the forms are for tests and hooks that run after the first beforeAll')
    return what
  }
  beforeAll(async () => {
    slack = await startSlack()
    const portal = await startPortal()
    const troubles = createTroubles(portal)
    const pages = await startPages({ slack, portal, troubles, manifest: MANIFEST, publicUrl: portal.url })
    bot = await startFormBot(slack, { form: WHOLE_FORM })
    url = `${pages.url}/#/alice/${slack.channel('general').id}`
    closing.push(pages.close, bot.close, slack.close, portal.close)
  })
  afterEach(async () => {
    await needed(slack).idle()
    needed(slack).change(({ views }) => {
      for (const view of views) view.open = false
    })
    const { script, received, url: botUrl } = needed(bot)
    needed(slack).connect(botUrl)
    received.length = 0
    for (const key of ['submitted', 'clicked', 'suggest'] as const) delete script[key]
    script.form = WHOLE_FORM
  })
  afterAll(async () => {
    for (const close of closing) await close()
  })
  return {
    url: () => url,
    slack: () => needed(slack),
    bot: () => needed(bot),
  }
}

/** What was filled in, without the types: `{ name: 'Ann', … }`, by block id. */
export const filledIn = (payload: Json): Json => {
  const { state } = payload.view as { state: { values: Record<string, Record<string, Json>> } }
  return Object.fromEntries(
    Object.entries(state.values).map(([blockId, block]) => {
      const { type: _, ...held } = block.it ?? {}
      const [value] = Object.values(held)
      return [blockId, value]
    }),
  )
}
