import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { downloadAs, openChannel, openFile, openGate, type Scene, takeAs } from './stage.ts'

const COMMAND = `/sharelink ${FILES.report} for 7d max 3 note the final version`

export const scenes: Scene[] = [
  {
    name: 'command',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general')
      await page.getByRole('textbox').pressSequentially('/')
      await page.getByRole('listbox').waitFor()
      return page
    },
  },
  {
    name: 'revoke-confirm',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general')
      await page.getByRole('textbox').fill(COMMAND)
      await page.keyboard.press('Enter')
      await page.getByText('0 of 3 downloads').first().waitFor()
      const portal = await openFile(stage, FILES.report)
      await downloadAs(portal, 0, /received/)
      await portal.context().close()
      await page.getByText('1 of 3 downloads').first().waitFor()
      await page.getByRole('button', { name: 'Dismiss message' }).click()
      await page.getByRole('button', { name: /^Revoke/ }).click()
      await page.getByRole('alertdialog').waitFor()
      return page
    },
  },
  {
    name: 'portal',
    play: async (stage) => {
      const page = await openFile(stage, FILES.report)
      await downloadAs(page, 1, /received/)
      return page
    },
  },
  {
    name: 'form',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general', { viewport: { width: 1200, height: 960 } })
      await page.getByRole('textbox').fill('/sharelink')
      await page.keyboard.press('Enter')
      const form = page.getByRole('dialog', { name: 'Share a file' })
      await form.getByRole('textbox', { name: /^Note/ }).fill('for the meeting on Friday')
      await form.getByRole('textbox', { name: /^Download limit/ }).fill('5')
      await form.getByRole('combobox', { name: /^File/ }).fill('press')
      await page.getByRole('listbox').getByRole('option').nth(1).waitFor()
      return page
    },
  },
  {
    name: 'details',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general')
      await page.getByText('2 of 3 downloads').first().waitFor()
      await page
        .getByRole('button', { name: /^Details/ })
        .first()
        .click()
      await page
        .getByRole('dialog', { name: 'Details' })
        .getByText(/Safari/)
        .waitFor()
      return page
    },
  },
  {
    name: 'narrow-dark',
    play: async (stage) => {
      const narrow = {
        viewport: { width: 390, height: 760 },
        deviceScaleFactor: 2,
        colorScheme: 'dark',
      } as const
      const page = await openChannel(stage, 'alice', 'general', narrow)
      await page.getByText('2 of 3 downloads').first().waitFor()
      return page
    },
  },
  {
    name: 'gate',
    play: async (stage) => {
      const { slack } = stage.sandbox.world
      const line = `/sharelink ${FILES.pdf} for 7d max 3 exact note for your signature`
      await slack.person('alice').command(line, { in: '#random' })
      return openGate(stage, 530, 2)
    },
  },
  {
    name: 'channel',
    play: async (stage) => {
      await takeAs(stage, 'bob', 'random')
      const page = await openChannel(stage, 'bob', 'random')
      await page.getByText('1 of 3 downloads').first().waitFor()
      await page.getByRole('link', { name: /1 reply/ }).click()
      await page.getByRole('log', { name: 'Replies' }).waitFor()
      await page.evaluate('document.activeElement.blur()')
      return page
    },
  },
  {
    name: 'trouble',
    play: async (stage) => {
      const page = await openFile(stage, FILES.report)
      await page.getByRole('switch', { name: 'Portal down' }).click()
      await downloadAs(page, 2, /cannot be reached/)
      return page
    },
  },
  {
    name: 'ended',
    play: async (stage) => {
      stage.sandbox.world.troubles.set('down', false)
      const portal = await openFile(stage, FILES.report)
      await downloadAs(portal, 2, /received/)
      await portal.context().close()
      const page = await openChannel(stage, 'bob', 'general')
      await page
        .getByText(/limit reached/)
        .first()
        .waitFor()
      return page
    },
  },
  {
    name: 'home',
    play: async (stage) => {
      const { slack } = stage.sandbox.world
      const before = slack.history('board').length
      for (const line of [`${FILES.pdf} for 36h`, `${FILES.roomDocx} view`])
        await slack.person('alice').command(`/sharelink ${line}`, { in: 'board' })
      await slack.waitFor((now) => now.history('board').length === before + 2)
      const page = await openChannel(stage, 'alice', 'general', { viewport: { width: 1200, height: 800 } })
      await page.getByRole('link', { name: 'Sharelink (Home)' }).click()
      await page.getByText('ID ').nth(1).waitFor()
      return page
    },
  },
  {
    name: 'refused',
    play: async (stage) => {
      const { slack } = stage.sandbox.world
      // As a bot in the making would: the real one posts nothing that Slack refuses.
      const draft = {
        channel: slack.channel('random').id,
        text: 'A draft of a message',
        blocks: [
          {
            type: 'header',
            text: { type: 'plain_text', text: `Downloads ${'of this long week '.repeat(12)}` },
          },
          { type: 'context', elements: [{ type: 'mrkdwn', text: '*3 of 3* downloads' }] },
          { type: 'marquee', text: 'one more thing' },
        ],
      }
      await fetch(`${slack.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(draft),
      })
      const page = await openChannel(stage, 'alice', 'random')
      await page.getByRole('article', { name: /refused/ }).waitFor()
      return page
    },
  },
]
