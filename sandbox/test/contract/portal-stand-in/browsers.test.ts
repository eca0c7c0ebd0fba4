import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { AGENTS } from '../../../../test/support/agents.ts'
import { readRules } from '../../../portal/browser.ts'
import { FILES } from '../../../portal/seed-ids.ts'
import { portalForTest } from './portal-under-test.ts'

/** The event of a download by each of these. */
const downloadBy = async (agents: string[]) => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.report)
  const events = []
  for (const agent of agents) {
    const answer = await fetch(portal.directLink(FILES.report, link.id), { headers: { 'user-agent': agent } })
    await answer.arrayBuffer()
    events.push(portal.events().at(-1))
  }
  return events
}

test('the trail names browsers as uap-core does', async () => {
  const events = await downloadBy(AGENTS.map(([agent]) => agent))
  expect(events.map((event, index) => [AGENTS[index]?.[0], event?.browser])).toEqual(
    AGENTS.map(([agent, browser]) => [agent, browser]),
  )
})

test.each([
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'Other  Spider Desktop'],
  ['Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5', 'Windows 7'],
  ['curl/8.5.0', 'Other'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'iOS 18 Apple iPhone',
  ],
  ['', ''],
])('the platform of %s is %s, as by uap-core', async (agent, platform) => {
  expect(await downloadBy([agent])).toMatchObject([{ platform }])
})

test('uap-core’s file is read as YAML is', () => {
  const path = createRequire(import.meta.url).resolve('uap-core/regexes.yaml')
  const yaml = readFileSync(path, 'utf8')
  expect(readRules(yaml)).toEqual(parse(yaml))
})
