import type { Page } from 'playwright-core'
import { type OpenOptions, useBrowser } from './browser.ts'
import { useSandbox } from './sandbox.ts'

/** A sandbox, and people who look at it, each in a browser of their own. `env`: more variables for the bot. */
export const usePeople = (env: Record<string, string> = {}, more: Parameters<typeof useSandbox>[1] = {}) => {
  const sandbox = useSandbox(env, more)
  const { open } = useBrowser()
  return {
    sandbox,
    open,
    /** Somebody with a channel before them. */
    inChannel: async (who: string, channel: string, options: OpenOptions = {}): Promise<Page> => {
      const page = await open(
        `${sandbox().url}/#/${who}/${sandbox().world.slack.channel(channel).id}`,
        options,
      )
      await page.getByRole('textbox', { name: /^Message / }).waitFor()
      return page
    },
    /** Somebody with a file of the portal before them. */
    atFile: async (file: string, options: OpenOptions = {}): Promise<Page> => {
      const page = await open(`${sandbox().url}/portal#/file/${file}`, options)
      await page.getByRole('heading', { name: 'Links' }).waitFor()
      return page
    },
    /** Shares a file as somebody who needs no browser for it; resolves when the channel has the message. */
    share: async (who: string, channel: string, command: string): Promise<void> => {
      const { slack } = sandbox().world
      const before = slack.history(channel).length
      await slack.person(who).command(`/sharelink ${command}`, { in: channel })
      await slack.waitFor((now) => now.history(channel).length > before, { what: 'the message of a share' })
    },
  }
}
