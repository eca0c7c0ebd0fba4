import { expect, test } from 'vitest'
import { viewFaults } from '../../sandbox/slack/limits/view.ts'
import { stageWithShares } from '../support/many-shares.ts'

const stageWith = (count: number) => stageWithShares(count, 'carol')

test('30 links: pages that turn, and the last one when there are not so many any more', async () => {
  const { slack, shares, kept } = await stageWith(30)
  const carol = slack.person('carol')
  const page = (words: string) =>
    slack.waitFor((s) => {
      const home = s.home('carol')
      const text = home === undefined ? '' : s.render(home, 'carol').split("Everybody's live links")[0]
      return home !== undefined && text?.includes(words) ? { home, text } : null
    })
  const turn = async (label: string, words: string) => {
    const home = await slack.waitFor((s) => s.home('carol'))
    expect(await carol.click(home, { label })).toMatchObject({ status: 200, problems: [] })
    return page(words)
  }

  await carol.openHome()
  const first = await page('Links 1 to 10 of 30')
  expect(first.text).toContain('Report 0.docx')
  expect(first.text).not.toContain('Report 10.docx')
  expect(first.text).toContain('[Older]')
  expect(first.text).not.toContain('[Newer]')
  expect((await turn('Older', 'Links 11 to 20 of 30')).text).toContain('Report 10.docx')
  const last = await turn('Older', 'Links 21 to 30 of 30')
  expect(last.text).toContain('Report 29.docx')
  expect(last.text).not.toContain('[Older]')

  await Promise.all(
    kept.slice(20).map((share) => shares.change(share, (now) => ({ ...now, state: 'failed' }))),
  )
  const back = await turn('Newer', 'Links 11 to 20 of 20')
  expect(back.text).toContain('Report 19.docx')
  // An old click on a page that is not there any more.
  const drawn = slack.requests('views.publish').length
  await carol.click(last.home, { label: 'Newer' }, { value: '999999' })
  await slack.waitFor((s) => s.requests('views.publish').length > drawn)
  await slack.idle()
  await page('Links 11 to 20 of 20')

  await carol.openHome()
  await page('Links 1 to 10 of 20')
})

test('a value that is no page opens the first', async () => {
  const { slack } = await stageWith(11)
  const carol = slack.person('carol')
  await carol.openHome()
  const home = await slack.waitFor((s) => s.home('carol'))
  await carol.click(home, { label: 'Older' })
  const second = await slack.waitFor((s) => {
    const found = s.home('carol')
    return found !== undefined && s.render(found).includes('Links 11 to 11 of 11') ? found : null
  })
  await carol.click(second, { label: 'Newer' }, { value: '-1e99' })
  await slack.waitFor((s) => {
    const found = s.home('carol')
    return found !== undefined && s.render(found).includes('Links 1 to 10 of 11')
  })
})

test.each([1, 500])('%i links: within Slack’s limits', async (count) => {
  const { slack } = await stageWith(count)
  await slack.person('carol').openHome()
  const home = await slack.waitFor((s) => s.home('carol'))
  expect(viewFaults(home.args, 'home')).toEqual([])
  expect(slack.render(home)).toContain(`Your live links: ${count}`)
  expect(slack.render(home)).toContain(`Everybody's live links: ${count}`)
  expect(slack.render(home).includes('/sharelink list all')).toBe(count > 10)
})
