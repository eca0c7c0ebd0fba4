import type { Locator, Page } from 'playwright-core'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { openChannel, openGate, type Scene, type Stage, takeAs } from './stage.ts'

/** Where the story takes place, apart from the other pictures. */
const CHANNEL = 'random'
const NARROW = { viewport: { width: 430, height: 1600 }, deviceScaleFactor: 2 }

type Cut = { title: string; png: Buffer }

/** Once all that Slack was told is drawn: what comes later would move it. */
const cut = async ({ sandbox }: Stage, title: string, of: Locator): Promise<Cut> => {
  await sandbox.world.slack.idle()
  return { title, png: await of.screenshot({ animations: 'disabled', caret: 'hide' }) }
}

/** The cuts side by side, each under its number, as one page of its own. */
const asStrip = async ({ browser }: Stage, cuts: readonly Cut[]): Promise<Page> => {
  const page = await (await browser.newContext({ deviceScaleFactor: 1.5 })).newPage()
  const figures = cuts.map(
    ({ title, png }, at) =>
      `<figure><figcaption><b>${at + 1}</b> ${title}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  )
  await page.setContent(`<!doctype html><style>
    body { margin: 0; padding: 20px; width: max-content; display: grid; grid-template-columns: repeat(3, 400px); gap: 20px;
      background: #fff; font: 17px/1.4 'Liberation Sans', sans-serif; color: #1d1c1d }
    figure { margin: 0; border: 1px solid #ddd; border-radius: 10px; overflow: hidden; align-self: stretch }
    figcaption { padding: 10px 14px; background: #f6f6f6; border-bottom: 1px solid #ddd }
    figcaption b { display: inline-grid; place-content: center; width: 1.5em; height: 1.5em; margin-right: .3em;
      border-radius: 50%; background: #1264a3; color: #fff; font-size: 15px }
    img { display: block; width: 100% }
  </style>${figures.join('')}`)
  const { width, height } = (await page.locator('body').boundingBox()) ?? { width: 1300, height: 1600 }
  await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) })
  return page
}

/** The whole life of an exact link for three downloads in one picture. */
export const story: Scene = {
  name: 'story',
  play: async (stage) => {
    const { slack } = stage.sandbox.world
    const line = `/sharelink ${FILES.xlsx} for 7d max 3 exact note for your comments`
    await slack.person('alice').command(line, { in: CHANNEL })
    const page = await openChannel(stage, 'doris', CHANNEL, NARROW)
    const message = page.getByRole('article').filter({ hasText: 'for your comments' })
    const after = (count: string) => message.getByText(count).first().waitFor()
    await after('0 of 3 downloads')
    // Away from what would show that it is under the mouse.
    await page.mouse.move(0, 0)
    const cuts = [await cut(stage, 'Alice shares a file: 3 downloads', message)]
    await takeAs(stage, 'bob', CHANNEL)
    await after('1 of 3 downloads')
    cuts.push(await cut(stage, 'Bob gets it with one click', message))
    await takeAs(stage, 'carol', CHANNEL)
    await after('2 of 3 downloads')
    cuts.push(await cut(stage, 'So does Carol: one is left', message))
    const gate = await openGate(stage, 520, 1)
    cuts.push(await cut(stage, 'A visitor outside has this page', gate.locator('body')))
    const taken = await fetch(gate.url(), { method: 'POST', body: new URLSearchParams() })
    await taken.arrayBuffer()
    await message.getByRole('button', { name: /^Get the file/ }).waitFor({ state: 'detached' })
    await slack.waitFor((now) => now.history(CHANNEL).find(({ broadcast }) => broadcast === true))
    cuts.push(await cut(stage, 'They take the last one: it closes', message))
    await gate.setViewportSize({ width: 390, height: 330 })
    await gate.reload()
    cuts.push(await cut(stage, 'A fourth gets nothing', gate.locator('body')))
    await gate.context().close()
    await page.context().close()
    return asStrip(stage, cuts)
  },
}
